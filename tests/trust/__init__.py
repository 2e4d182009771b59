"""Trust: nothing lost, nothing let in. Each file here proves one promise of SECURITY.md."""
