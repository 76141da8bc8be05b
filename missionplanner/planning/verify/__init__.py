"""The judge of a plan: coverage, overlap, GSD, clearance, zones, energy, motion, on the DEM.

A plan is judged by this, never by the optimiser's own word.
"""

from missionplanner.planning.verify.judge import verify

__all__ = ["verify"]
