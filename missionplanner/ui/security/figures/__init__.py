"""Figures of districts in a table: typed, pasted, or read from a file."""
