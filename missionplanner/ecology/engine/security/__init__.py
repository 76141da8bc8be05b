"""Security of a study: indicators of the system as rasters, then weights, index, levels, tables."""
