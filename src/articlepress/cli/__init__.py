"""The command line: words in, calls of the pipeline, messages out. Only here is click known."""
