"""Gestures on the map, one class each; they know neither project nor session."""
