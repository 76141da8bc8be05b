"""The stage Receive of the window: photos and previews come home, and what lacks is planned."""
