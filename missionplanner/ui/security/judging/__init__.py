"""Judging what matters more: the grid that keeps itself reciprocal, and what it says."""
