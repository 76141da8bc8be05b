"""Two plans of one site side by side."""
