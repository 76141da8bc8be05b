"""Statistics that several rooms of the ecology need: moments, quantiles, natural breaks."""
