"""From what a camera counted to what it measured: temperature and reflectance."""
