"""Ecological security: index system, constant and variable weights, index, levels (paper 2)."""
