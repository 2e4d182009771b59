"""Fuzzers: bytes nobody foresaw, given to everything that reads bytes from outside."""
