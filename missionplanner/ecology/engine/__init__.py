"""The engine: a study's rasters worked on block by block, here or on a cluster, and resumed."""
