"""The panels beside the map, one file a stage."""
