"""Flown photos: read from a card, put on the DEM, held against the plan."""
