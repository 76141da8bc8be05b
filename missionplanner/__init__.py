"""Osprey Mission Planner: verified drone survey missions over steep mines."""

__version__ = "0.1.0"
