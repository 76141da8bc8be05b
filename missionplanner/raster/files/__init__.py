"""Reading and writing raster files. The only user of rasterio.

A file is opened for a window at a time: a DEM of 10 000 x 10 000 cells costs no more memory than
the part that is looked at.
"""

from missionplanner.raster.files.about import RasterInfo, info
from missionplanner.raster.files.aligned import lies_on, read_aligned, read_codes
from missionplanner.raster.files.burn import burn, count_overlaps
from missionplanner.raster.files.gathered import Gathered, Target, read_gathered
from missionplanner.raster.files.onto import read_onto
from missionplanner.raster.files.onto_grid import (
    Placed,
    epsg_wkt,
    in_strips,
    metric_epsg,
    placed,
)
from missionplanner.raster.files.windows import read_overview, read_window
from missionplanner.raster.files.write import write_geotiff
from missionplanner.raster.files.writer import RasterWriter

__all__ = [
    "Gathered",
    "Placed",
    "RasterInfo",
    "RasterWriter",
    "Target",
    "burn",
    "count_overlaps",
    "epsg_wkt",
    "in_strips",
    "info",
    "lies_on",
    "metric_epsg",
    "placed",
    "read_aligned",
    "read_codes",
    "read_gathered",
    "read_onto",
    "read_overview",
    "read_window",
    "write_geotiff",
]
