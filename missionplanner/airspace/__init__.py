"""Airspace: hard zones, power lines and the threat-index field."""
