"""Trains and measures the guard against attacks on the assistant."""
