"""Quarterdeck: an assistant and automation suite for a revenue team, in floors that import downwards only."""
