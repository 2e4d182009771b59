#!/usr/bin/env bash
# Every saved page as a book, judged by epubcheck and Ace: what `make check` adds to CI's ten pages.
# Ace comes by name from npm into .venv/ace and drives the system's Chromium.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin
tools=.venv/ace

if ! command -v npm >/dev/null || ! command -v chromium >/dev/null; then
  echo "check_books: Ace needs npm and chromium (apt-get install npm chromium); epubcheck runs alone"
else
  if [ ! -x "$tools/node_modules/.bin/ace-cli" ]; then
    mkdir -p "$tools"
    PUPPETEER_SKIP_DOWNLOAD=1 npm install --silent --no-audit --no-fund --prefix "$tools" \
      @daisy/ace-cli@1.4.6
  fi
  ARTICLEPRESS_ACE="$PWD/$tools/node_modules/.bin/ace-cli"
  PUPPETEER_EXECUTABLE_PATH="$(command -v chromium)"
  export ARTICLEPRESS_ACE PUPPETEER_EXECUTABLE_PATH
fi

$bin/python benchmarks/epub.py 1000 5000
$bin/python benchmarks/epub_pages.py --ace 20
