"""The site in space, by OpenGL where there is any."""
