"""Control points marked in photos: the photo, a magnifier, and what the adjustment says."""
