"""Slides: what a deck says, and how it becomes a file."""
