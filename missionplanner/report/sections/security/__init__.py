"""Sections on ecological security, its weights and what drives it."""
