"""Charts and tables below the map, by the step in front."""
