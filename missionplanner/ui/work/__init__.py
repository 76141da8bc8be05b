"""What every stage of the window that works has in common."""
