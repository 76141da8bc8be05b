"""Weather at the site: readers, wind by height, limits of the aircraft, and the sun."""
