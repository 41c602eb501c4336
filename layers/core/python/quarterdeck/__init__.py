"""Quarterdeck: an assistant and automation suite for a revenue team, in floors that import downwards only."""

import gc

# What a start imports stays; Python's own 700 has the collector look through it again and again, a sixth of the start.
gc.set_threshold(20_000, 20, 20)
