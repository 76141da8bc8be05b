"""Recognising imagery by its names and metadata, so that a study need not be typed.

`docs/formats/study.md` lists the layouts that are known.
"""

from missionplanner.ecology.imagery.scenes.combine import combined
from missionplanner.ecology.imagery.scenes.recognise import recognise, resolve, scenes_in

__all__ = ["combined", "recognise", "resolve", "scenes_in"]
