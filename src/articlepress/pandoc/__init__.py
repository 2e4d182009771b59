"""The pandoc program: where it is, which formats it knows, and running it within limits."""
