"""The rasters of a verification as files."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from missionplanner.geo.frames import SiteFrame
from missionplanner.model.verification import Verification
from missionplanner.raster.files import write_geotiff
from missionplanner.storage.folders import made

#: Written where a cell does not belong to the wanted area.
OUTSIDE = -1.0


def write_rasters(verification: Verification, frame: SiteFrame, folder: Path) -> list[Path]:
    """Write images, strips and GSD of every wanted cell as cloud-optimised GeoTIFF.

    Cells outside the wanted area, and GSD where nothing was seen, are nodata (-1).

    Parameters
    ----------
    verification : Verification
    frame : SiteFrame
        The plan's frame.
    folder : Path
        Made when absent.

    Returns
    -------
    list of Path
        `SENSOR_images.tif`, `SENSOR_strips.tif`, `SENSOR_gsd.tif`.

    Raises
    ------
    OutputError
        The folder cannot be made or written to.
    """
    made(folder)
    views = verification.rasters
    layers: dict[str, tuple[NDArray[np.float32], str]] = {
        "images": (views.images.astype(np.float32), "images that see the cell"),
        "strips": (views.strips.astype(np.float32), "flight lines that see the cell"),
        "gsd": (views.gsd_m, "finest ground sample distance, m"),
    }
    files = []
    for name, (values, meaning) in layers.items():
        kept = np.where(views.wanted & np.isfinite(values), values, OUTSIDE).astype(np.float32)
        path = folder / f"{verification.sensor}_{name}.tif"
        tags = {"SENSOR": verification.sensor, "MEANING": meaning}
        tags |= {"SEEN_SHARE": f"{verification.seen_share:.5f}"}
        tags |= {"OVERLAP_OK_SHARE": f"{verification.overlap_ok_share:.5f}"}
        write_geotiff(path, kept, views.x0_m, views.y0_m, views.cell_m, frame.epsg, tags, OUTSIDE)
        files.append(path)
    return files
