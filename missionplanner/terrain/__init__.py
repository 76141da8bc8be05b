"""The ground: a DEM on the site's grid in EGM96 metres, and what is read from it."""
