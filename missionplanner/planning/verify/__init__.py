"""The judge of a plan: coverage, overlap, GSD, clearance, zones, energy, motion, on the DEM.

A plan is judged by this, never by the optimiser's own word.
"""

from missionplanner.planning.verify.judge import sight_of, verify
from missionplanner.planning.verify.sight import Sight

__all__ = ["Sight", "sight_of", "verify"]
