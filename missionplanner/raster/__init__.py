"""Rasters: where their cells lie, and reading and writing them in windows."""
