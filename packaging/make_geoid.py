"""Make `resources/geoid/egm96_15.npz` from a GeoTIFF of the EGM96 15 arc-minute grid.

Usage: python packaging/make_geoid.py EGM96.tif [OUT.npz]

The grid is NGA's (public domain), as it comes with PROJ as `egm96_15.gtx`: 721 x 1440 nodes,
row 0 at 90 N, column 0 at 180 W, undulation above the WGS 84 ellipsoid in metres. The values are
kept bit for bit as float32; only the container changes, so that reading needs numpy alone.
"""

import sys
from pathlib import Path

import numpy as np
import rasterio

OUT = Path(__file__).resolve().parent.parent / "resources" / "geoid" / "egm96_15.npz"


def main(source: Path, target: Path) -> None:
    """Check the lattice of `source` and write its values to `target`."""
    with rasterio.open(source) as data:
        step = data.transform.a
        first = (data.transform.c + step / 2, data.transform.f - step / 2)
        if (data.width, data.height, step, first) != (1440, 721, 0.25, (-180.0, 90.0)):
            raise SystemExit(f"{source}: not the 15' grid with its first node at 180 W, 90 N")
        values = data.read(1)
    target.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(target, undulation_m=values.astype(np.float32))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else OUT)
