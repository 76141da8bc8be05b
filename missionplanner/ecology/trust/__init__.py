"""Whether an index can be trusted: facts of a run, thresholds, verdict and sentences."""
