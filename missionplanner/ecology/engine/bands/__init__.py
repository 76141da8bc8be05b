"""The bands of a study: its epochs found, its lattice, its files read in blocks."""
