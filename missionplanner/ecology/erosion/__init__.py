"""What the ground, the soil and the rain give to the USLE: A = R K L S C P without the cover C."""
