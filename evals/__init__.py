"""Measures of what the suite decides and writes, on labelled data kept beside them."""
