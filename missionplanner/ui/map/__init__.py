"""The map: canvas, what floats on it, and its layers."""
