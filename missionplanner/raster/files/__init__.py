"""Reading and writing raster files. The only user of rasterio.

A file is opened for a window at a time: a DEM of 10 000 x 10 000 cells costs no more memory than
the part that is looked at.
"""

from missionplanner.raster.files.about import RasterInfo, info
from missionplanner.raster.files.onto import read_onto
from missionplanner.raster.files.windows import read_overview, read_window
from missionplanner.raster.files.write import write_geotiff

__all__ = [
    "RasterInfo",
    "info",
    "read_onto",
    "read_overview",
    "read_window",
    "write_geotiff",
]
