"""The tree as JSON: our own (`native`) and pandoc's (`pandoc`)."""
