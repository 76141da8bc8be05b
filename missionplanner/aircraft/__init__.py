"""What flies: the catalogues of aircraft and sensors, camera geometry, and energy."""
