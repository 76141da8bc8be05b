"""The stage `indicators`: greenness, wetness, dryness, heat and erosion of each epoch."""
