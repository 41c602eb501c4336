"""Trains and measures the routing of questions."""
