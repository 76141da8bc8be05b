"""Coordinates: the site's metric frame, the geoid, and the soundness of shapes."""
