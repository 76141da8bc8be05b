"""Outlines of the sites that security is told of."""

from pathlib import Path

from missionplanner.ecology.engine.place import RunPlace
from missionplanner.ecology.engine.security.sites import reported
from missionplanner.errors import InputError
from missionplanner.model.security import SecurityResult
from missionplanner.model.study import Study
from missionplanner.raster.files import info
from missionplanner.report.outlines import DrawnZone, from_shapes


def site_outlines(
    study: Study, result: SecurityResult | None, folder: Path, study_folder: Path | None
) -> tuple[DrawnZone, ...]:
    """Return the sites in the coordinates of the results; none where their file is gone.

    Parameters
    ----------
    study : Study
    result : SecurityResult or None
    folder : Path
        What the paths of the results are relative to.
    study_folder : Path or None
        What the paths of the study are relative to.
    """
    if not (result and result.sites and result.files and study_folder):
        return ()
    raster = folder / next(iter(result.files.values()))
    if not raster.is_file():
        return ()
    try:
        found = reported(study, RunPlace(study_folder, folder), info(raster).grid.crs_wkt)
    except InputError:  # the file was moved since: the maps tell without outlines
        return ()
    known = {site.name for site in result.sites}
    pairs = zip(found.names, found.shapes, strict=True)
    return from_shapes((name, shape) for name, shape in pairs if name in known)
