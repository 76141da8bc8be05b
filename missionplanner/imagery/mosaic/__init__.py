"""A quick map from photos: poses bettered by tie points, pictures laid on the DEM."""
