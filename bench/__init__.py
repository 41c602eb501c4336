"""Benchmarks that anyone can run, each with a well-known peer measured beside it in the same run."""
