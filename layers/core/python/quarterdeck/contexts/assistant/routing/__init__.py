"""Routing: what kind of question it is, by stages from cheap to dear."""
