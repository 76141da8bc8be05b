"""Room that one image takes on the card; from `resources/photo_sizes.toml`, or by its pixels.

Apart from the catalogue's entries, because a plan stands on those: how large a file is moves no
route, and must put no plan out of date.
"""

import tomllib
from dataclasses import dataclass
from functools import cache

from missionplanner.assets import resources
from missionplanner.model.sensor import Sensor

#: Bytes a pixel of a JPEG as cameras of surveys write it; an assumption, on the large side.
JPEG_BYTES = 0.45


@dataclass(frozen=True)
class PhotoSize:
    """Megabytes (10^6 bytes) of one image with all its bands, and where the figure comes from."""

    mb: float
    source: str
    verified: bool


def photo_mb(sensor: Sensor) -> PhotoSize:
    """Return the size of one image of a sensor."""
    found = _sizes().get(sensor.key)
    if found is not None:
        return found
    camera = sensor.camera
    size = camera.width_px * camera.height_px * JPEG_BYTES / 1e6
    return PhotoSize(size, "Assumption: a JPEG of 0.45 bytes a pixel", False)


@cache
def _sizes() -> dict[str, PhotoSize]:
    words = (resources() / "photo_sizes.toml").read_text(encoding="utf-8")
    return {
        key: PhotoSize(float(entry["mb"]), str(entry["source"]), bool(entry["verified"]))
        for key, entry in tomllib.loads(words).items()
    }
