# articlepress: `make demo` on a bare machine gives three publishable files; `make help` lists the rest.

SHELL := /bin/bash
.DEFAULT_GOAL := help
BIN := .venv/bin
SAMPLE := input/lighthouse.html
PYTEST_ARGS ?=
FUZZ_SECONDS ?= 600

.PHONY: help setup demo test fuzz check docs clean

help: ## List the targets.
	@grep -hE '^[a-z]+:.*## ' Makefile | sed -E 's/:[^#]*## /\t/' | expand -t 10

setup: ## Install what is missing: system libraries, .venv, articlepress.
	@bash scripts/setup.sh

demo: setup ## Make PDF, EPUB and newsletter of a sample page in output/.
	@$(BIN)/articlepress convert $(SAMPLE) --to pdf,epub,newsletter -o output/
	@echo "made from $(SAMPLE): a PDF, an EPUB and a newsletter in output/"

test: ## Run the tests, with everything they need.
	@bash scripts/setup.sh all,dev
	@$(BIN)/python -m pytest $(PYTEST_ARGS)

docs: ## Build the documentation in site/, and the man page site/articlepress.1.
	@bash scripts/setup.sh all,dev,docs
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build -q -d site
	@$(BIN)/python scripts/write_man_page.py docs/manual.md site/articlepress.1

fuzz: ## Fuzz every reader of bytes for ten minutes (FUZZ_SECONDS=...); crashes go to .fuzz/.
	@bash scripts/setup.sh all,dev
	@PYTHONPATH=src:tests $(BIN)/python -m fuzz --seconds $(FUZZ_SECONDS)

check: ## What CI runs (lint, types, tests, floors, validators), then every page as a book by Ace.
	@bash .ci/run
	@$(BIN)/python -m pytest -n 2 -m thorough
	@bash scripts/check_books.sh
	@$(BIN)/python scripts/check_trust.py
	@$(BIN)/python benchmarks/preview.py --check
	@$(BIN)/python benchmarks/speed.py --documents 60 --rows killed-workers,killed-dask,killed-runs

clean: ## Remove .venv, site/ and everything in output/.
	@rm -rf .venv site
	@find output -mindepth 1 ! -name .gitkeep -delete
