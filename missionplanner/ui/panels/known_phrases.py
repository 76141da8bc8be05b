"""The phrases themselves, where lupdate finds them; {0} stands for a number or a name.

Longer patterns stand before the shorter ones that they begin with.
"""

from PySide6.QtCore import QT_TRANSLATE_NOOP

_KNOWN = (
    QT_TRANSLATE_NOOP("phrases", "Reading terrain"),
    QT_TRANSLATE_NOOP("phrases", "Reading airspace"),
    QT_TRANSLATE_NOOP("phrases", "Site read"),
    QT_TRANSLATE_NOOP("phrases", "Reading area and threats"),
    QT_TRANSLATE_NOOP("phrases", "Plan saved"),
    QT_TRANSLATE_NOOP("phrases", "Verified"),
    QT_TRANSLATE_NOOP("phrases", "verified"),
    QT_TRANSLATE_NOOP("phrases", "measuring sorties"),
    QT_TRANSLATE_NOOP("phrases", "counting views"),
    QT_TRANSLATE_NOOP("phrases", "Writing tables"),
    QT_TRANSLATE_NOOP("phrases", "Tables written"),
    QT_TRANSLATE_NOOP("phrases", "Missions written"),
    QT_TRANSLATE_NOOP("phrases", "Writing {0}"),
    QT_TRANSLATE_NOOP("phrases", "{0}: {1} plans tried"),
    QT_TRANSLATE_NOOP("phrases", "{0}: ordering strips"),
    QT_TRANSLATE_NOOP("phrases", "{0}: preparing"),
    QT_TRANSLATE_NOOP("phrases", "{0}: heights"),
    QT_TRANSLATE_NOOP("phrases", "cancelled"),
    QT_TRANSLATE_NOOP("phrases", "wait until the work is done"),
    QT_TRANSLATE_NOOP("phrases", "Reading the study"),
    QT_TRANSLATE_NOOP("phrases", "Reading the epochs"),
    QT_TRANSLATE_NOOP("phrases", "Looking at the scenes"),
    QT_TRANSLATE_NOOP("phrases", "Study written"),
    QT_TRANSLATE_NOOP("phrases", "indicators of security"),
    QT_TRANSLATE_NOOP("phrases", "rasters of indicators"),
    QT_TRANSLATE_NOOP("phrases", "rasters of security"),
    QT_TRANSLATE_NOOP("phrases", "thresholds"),
    QT_TRANSLATE_NOOP("phrases", "levels"),
    QT_TRANSLATE_NOOP("phrases", "samples"),
    QT_TRANSLATE_NOOP("phrases", "Cutting {0}"),
    QT_TRANSLATE_NOOP("phrases", "Laying factors over each other"),
    QT_TRANSLATE_NOOP("phrases", "Detected"),
    QT_TRANSLATE_NOOP("phrases", "no valid pixel in {0}"),
    QT_TRANSLATE_NOOP("phrases", "one map of land cover serves all epochs: {0}"),
    QT_TRANSLATE_NOOP("phrases", "the same everywhere and left out: {0}"),
    QT_TRANSLATE_NOOP("phrases", "{0}: {1} strata of one sample: their variance counts as 0"),
    QT_TRANSLATE_NOOP(
        "phrases",
        "matrix {0}: CR {1} is not below {2} (table {3}); {4} against {5} is {6}, {7} would fit",
    ),
    QT_TRANSLATE_NOOP("phrases", "Writing the map"),
    QT_TRANSLATE_NOOP("phrases", "Reading the rasters"),
    QT_TRANSLATE_NOOP("phrases", "reading the DEM"),
    QT_TRANSLATE_NOOP("phrases", "routing water"),
    QT_TRANSLATE_NOOP("phrases", "rasters of erosion"),
    QT_TRANSLATE_NOOP("phrases", "indicators {0}"),
    QT_TRANSLATE_NOOP("phrases", "erosion {0}"),
    QT_TRANSLATE_NOOP("phrases", "rasters {0}"),
    QT_TRANSLATE_NOOP("phrases", "index {0}"),
    QT_TRANSLATE_NOOP("phrases", "indicators"),
    QT_TRANSLATE_NOOP("phrases", "trend"),
    QT_TRANSLATE_NOOP("phrases", "zones"),
    QT_TRANSLATE_NOOP(
        "phrases", "erosion: R and K the same everywhere; constants cancel in the index's scaling"
    ),
    QT_TRANSLATE_NOOP("phrases", "{0} epochs: no significance can be reached at {1}"),
    QT_TRANSLATE_NOOP(
        "phrases", "{0}: {1}% of the valid area degrades significantly (warning above {2}%)"
    ),
    QT_TRANSLATE_NOOP("phrases", "{0}: the index is made without {1}"),
    QT_TRANSLATE_NOOP("phrases", "resampled ({0}), not on the lattice: {1}"),
    QT_TRANSLATE_NOOP("phrases", "{0} m2 lie in two zones or more; each cell is the first zone's"),
    QT_TRANSLATE_NOOP(
        "phrases",
        "each epoch is scaled by itself: a decline that is the same everywhere cannot be seen, "
        "and epochs cannot be compared",
    ),
    QT_TRANSLATE_NOOP(
        "phrases",
        "epochs are of different sensors ({0}): their bands and wetness differ, and a change "
        "between them may be the sensor's",
    ),
    QT_TRANSLATE_NOOP(
        "phrases",
        "epochs are of different levels ({0}): reflectance at the top of the atmosphere and at "
        "the surface cannot be compared",
    ),
    QT_TRANSLATE_NOOP("phrases", "{0}: {1}% is Poor or Bad in the last epoch (warning above {2}%)"),
    QT_TRANSLATE_NOOP("phrases", "thunderstorm"),
    QT_TRANSLATE_NOOP(
        "phrases",
        "wind {0} m/s at {1} m (Beaufort {2}): above the limit of {3} m/s",
    ),
    QT_TRANSLATE_NOOP("phrases", "wind {0} m/s at {1} m (Beaufort {2}): near the limit of {3} m/s"),
    QT_TRANSLATE_NOOP("phrases", "gusts {0} m/s: above the limit of {1} m/s"),
    QT_TRANSLATE_NOOP("phrases", "gusts {0} m/s: near the limit of {1} m/s"),
    QT_TRANSLATE_NOOP("phrases", "temperature {0} C: outside {1} to {2} C"),
    QT_TRANSLATE_NOOP("phrases", "temperature {0} C: near the limits of {1} to {2} C"),
    QT_TRANSLATE_NOOP("phrases", "temperature {0} C and precipitation: ice on the propellers"),
    QT_TRANSLATE_NOOP("phrases", "precipitation {0} mm/h"),
    QT_TRANSLATE_NOOP("phrases", "visibility {0} km"),
    QT_TRANSLATE_NOOP("phrases", "{0} % of the wanted area is never seen ({1} ha)"),
    QT_TRANSLATE_NOOP(
        "phrases",
        "the asked overlap is reached on {0} % of the wanted area: "
        "{1} flight lines on {2} %, {3} images on {4} %",
    ),
    QT_TRANSLATE_NOOP("phrases", "GSD p95 is {0} cm, asked {1} cm; {2}"),
    QT_TRANSLATE_NOOP("phrases", "GSD p95 is {0} cm, asked {1} cm"),
    QT_TRANSLATE_NOOP("phrases", "images {0} s apart, the sensor needs {1} s"),
    QT_TRANSLATE_NOOP("phrases", "{0} m/s at 1/{1} s smears {2} pixels, at most {3}"),
    QT_TRANSLATE_NOOP("phrases", "{0} m from the ground, at least {1} m are kept"),
    QT_TRANSLATE_NOOP("phrases", "{0} m of route over ground the DEM does not know"),
    QT_TRANSLATE_NOOP("phrases", "{0} m of route too near to a power line"),
    QT_TRANSLATE_NOOP("phrases", "{0} m inside zone '{1}'"),
    QT_TRANSLATE_NOOP("phrases", "{0} m inside hole '{1}'"),
    QT_TRANSLATE_NOOP("phrases", "needs {0} Wh of {1} Wh"),
    QT_TRANSLATE_NOOP(
        "phrases",
        "{0}: {1} cm at {2} m is coarser than the {3} cm of the first paper's Table 2",
    ),
    QT_TRANSLATE_NOOP("phrases", "it is met up to {0} m above ground, below the paper's {1} m"),
    QT_TRANSLATE_NOOP("phrases", "it is met up to {0} m above ground"),
    QT_TRANSLATE_NOOP("phrases", "{0} gives {1} cm at {2} m"),
    QT_TRANSLATE_NOOP(
        "phrases", "heights above {0}, as the file says; {1} m cells resampled to {2} m ({3})"
    ),
    QT_TRANSLATE_NOOP(
        "phrases", "heights above {0}, by SRTM documentation; {1} m cells resampled to {2} m ({3})"
    ),
    QT_TRANSLATE_NOOP(
        "phrases", "heights taken as {0}, as the user says; {1} m cells resampled to {2} m ({3})"
    ),
    QT_TRANSLATE_NOOP("phrases", "CSV of waypoints"),
    QT_TRANSLATE_NOOP("phrases", "GeoJSON of route, strips and waypoints"),
    QT_TRANSLATE_NOOP("phrases", "KML of route and waypoints (Google Earth)"),
    QT_TRANSLATE_NOOP("phrases", "DJI WPML for Pilot 2 and FlightHub 2 (M300 RTK, M350 RTK)"),
    QT_TRANSLATE_NOOP("phrases", "made for the demo"),
    QT_TRANSLATE_NOOP("phrases", "none given"),
)
PHRASES = tuple(str(words) for words in _KNOWN)
