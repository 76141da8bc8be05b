"""Photos of a known flight, rendered and written as a DJI camera writes them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from PIL import ExifTags, Image

from missionplanner.geo.frames import SiteFrame
from missionplanner.geo.geoid import to_ellipsoid_m

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="DJI Meta Data"
    xmlns:drone-dji="http://www.dji.com/drone-dji/1.0/"
    {words}/>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


@dataclass(frozen=True)
class Shot:
    """What a photo's file is to say; heights above the WGS 84 ellipsoid, angles in degrees."""

    lon_deg: float
    lat_deg: float
    ellipsoid_m: float
    yaw_deg: float = 0.0
    pitch_deg: float = -90.0
    roll_deg: float = 0.0
    taken: datetime | None = datetime(2030, 6, 1, 10, 0, 0)
    focal_mm: float = 13.0
    above_home_m: float = 100.0


def ground_picture(size: tuple[int, int], seed: int) -> np.ndarray:
    """Grey uint8 (rows, cols) whose amplitude falls with the frequency, as pictures of ground."""
    cols, rows = size
    noise = np.fft.fft2(np.random.default_rng(seed).standard_normal((rows, cols)))
    f = np.hypot(np.fft.fftfreq(rows)[:, None], np.fft.fftfreq(cols)[None, :])
    f[0, 0] = 1.0
    picture = np.real(np.fft.ifft2(noise / f))
    return np.clip(128 + 45 * (picture - picture.mean()) / picture.std(), 0, 255).astype(np.uint8)


def write_photo(path: Path, shot: Shot, picture: np.ndarray) -> Path:
    """Write a JPEG with EXIF and DJI's XMP."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make], exif[ExifTags.Base.Model] = "DJI", "XT2"
    inner = exif.get_ifd(ExifTags.IFD.Exif)
    inner[ExifTags.Base.FocalLength] = shot.focal_mm
    if shot.taken:
        inner[ExifTags.Base.DateTimeOriginal] = shot.taken.strftime("%Y:%m:%d %H:%M:%S")
    words = {
        "AltitudeType": "RtkAlt",
        "GpsLatitude": f"{shot.lat_deg:+.9f}",
        "GpsLongitude": f"{shot.lon_deg:+.9f}",
        "AbsoluteAltitude": f"{shot.ellipsoid_m:+.3f}",
        "RelativeAltitude": f"{shot.above_home_m:+.3f}",
        "GimbalYawDegree": f"{shot.yaw_deg:+.2f}",
        "GimbalPitchDegree": f"{shot.pitch_deg:+.2f}",
        "GimbalRollDegree": f"{shot.roll_deg:+.2f}",
        "RtkFlag": "50",
        "RtkStdLon": "0.011",
        "RtkStdLat": "0.012",
        "RtkStdHgt": "0.024",
    }
    said = "\n".join(f'drone-dji:{name}="{value}"' for name, value in words.items())
    packet = _XMP.format(words=said).encode()
    Image.fromarray(picture).save(path, "JPEG", quality=90, exif=exif, xmp=packet)
    return path


def write_flight(
    folder: Path,
    cameras: np.ndarray,
    frame: SiteFrame,
    *,
    without: Collection[int] = (),
    size: tuple[int, int] = (160, 128),
    focal_mm: float = 13.0,
    jitter_m: float = 0.0,
    begins: datetime | None = None,
) -> list[Path]:
    """Write the photos of planned cameras (n, 5), as flown in their order; some are left out."""
    folder.mkdir(parents=True, exist_ok=True)
    x, y, height, east, north = cameras.T
    off = np.random.default_rng(7).normal(0.0, jitter_m, (3, len(x)))
    lon, lat = frame.inverse(x + off[0], y + off[1])
    up_x, up_y = frame.forward(lon, lat + 1e-4)
    turn = np.degrees(np.arctan2(up_x - x - off[0], up_y - y - off[1]))
    yaw = np.degrees(np.arctan2(east, north)) - turn
    ellipsoid = to_ellipsoid_m(height + off[2], lon, lat)
    begins = begins or datetime.now(UTC).replace(tzinfo=None)
    picture = ground_picture(size, 1)
    return [
        write_photo(
            folder / f"DJI_{k:04d}.JPG",
            Shot(
                lon[k], lat[k], ellipsoid[k], yaw[k], focal_mm=focal_mm,
                taken=begins + timedelta(seconds=3 * k),
            ),
            picture,
        )
        for k in range(len(x))
        if k not in set(without)
    ]  # fmt: skip
