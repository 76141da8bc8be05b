"""What one photo's EXIF and XMP say: place, height and its datum, attitude, time, exposure.

DJI tells a photo's place and attitude in XMP: angles of north-east-down axes, turned by yaw, pitch
and roll (DJI, Mavic 3M user manual, photo file). `AbsoluteAltitude` is ellipsoidal where
`AltitudeType` is RtkAlt; else it is a barometer's with a guess of sea level. MicaSense tells the
place in EXIF, above sea level, and the attitude of its light sensor, which is fixed to the aircraft
as the camera is.
"""

import math
import warnings
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image, UnidentifiedImageError

from missionplanner.errors import InputError
from missionplanner.imagery.jpeg_head import refuse_long_head
from missionplanner.imagery.xmp import number, packet_of, read_xmp
from missionplanner.model.photo import Attitude, Photo, Pointing, RtkSolution
from missionplanner.model.places import Altitude, Datum
from missionplanner.storage.reasons import reason

_MOST_PIXELS = 250_000_000
_GPS = ExifTags.GPS
_BASE = ExifTags.Base
# DJI, Zenmuse P1 and Mavic 3M user manuals, RtkFlag.
_RTK = ((50, RtkSolution.FIXED), (32, RtkSolution.FLOATING), (16, RtkSolution.SINGLE))
_DAMAGED = (OSError, ValueError, KeyError, TypeError, SyntaxError, ZeroDivisionError, EOFError)


def read_photo(path: Path) -> Photo:
    """Read what a photo says of itself; its pixels are not decoded.

    Raises
    ------
    InputError
        It is no picture, cut off before its head ends, has a head of over 16 MB, or more than 250
        million pixels.
    """
    try:
        refuse_long_head(path)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow's on odd EXIF: what cannot be read is left out
            with Image.open(path) as image:
                if image.width * image.height > _MOST_PIXELS:
                    raise InputError("imagery.too_many_pixels", str(path))
                return _told(path, image)
    except Image.DecompressionBombError as error:
        raise InputError("imagery.too_many_pixels", str(path)) from error
    except UnidentifiedImageError as error:
        raise InputError("imagery.unknown_picture", str(path)) from error
    except _DAMAGED as error:
        raise InputError("imagery.no_picture", str(path), reason=reason(error)) from error


def _told(path: Path, image: Image.Image) -> Photo:
    head, shot, gps = _parts(image)
    words = read_xmp(packet_of(image, head))
    lon, lat = _place(gps, words)
    altitude, above_home_m = _heights(gps, words)
    photo = Photo(
        path=path,
        files=(path,),
        make=_words(head.get(_BASE.Make)),
        model=_words(head.get(_BASE.Model)),
        width_px=image.width,
        height_px=image.height,
        focal_mm=_positive(shot.get(_BASE.FocalLength)),
        taken=_taken(shot, head),
        satellite_time=_satellite_time(gps),
        lon_deg=lon,
        lat_deg=lat,
        altitude=altitude,
        above_home_m=above_home_m,
        attitude=_attitude(words),
        exposure_s=_positive(shot.get(_BASE.ExposureTime)),
        f_number=_positive(shot.get(_BASE.FNumber)),
        iso=_positive(shot.get(_BASE.ISOSpeedRatings)) or _positive(shot.get(_BASE.ISOSpeed)),
        irradiance=number(words, "dls:SpectralIrradiance", "camera:Irradiance"),
        capture=words.get("micasense:CaptureId", ""),
    )
    return replace(photo, rtk=_solution(words), accuracy_m=_accuracy(words))


def _parts(image: Image.Image) -> tuple[Mapping[int, Any], Mapping[int, Any], Mapping[int, Any]]:
    try:
        exif = image.getexif()
    except _DAMAGED:
        return {}, {}, {}
    found: list[Mapping[int, Any]] = [exif]
    for part in (ExifTags.IFD.Exif, ExifTags.IFD.GPSInfo):
        try:
            found.append(exif.get_ifd(part))
        except _DAMAGED:
            found.append({})
    return found[0], found[1], found[2]


def _words(value: Any) -> str:
    return str(value or "").replace("\x00", "").strip()[:80]


def _number(value: Any) -> float | None:
    value = value[0] if isinstance(value, tuple) and value else value
    try:
        told = float(value)
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None
    return told if math.isfinite(told) else None


def _positive(value: Any) -> float | None:
    told = _number(value)
    return told if told is not None and 0.0 < told < 1e9 else None


def _place(gps: Mapping[int, Any], words: dict[str, str]) -> tuple[float | None, float | None]:
    # In XMP there are more digits; an early firmware wrote the longitude with a slip of the pen.
    lat = number(words, "dji:GpsLatitude", "dji:Latitude")
    lon = number(words, "dji:GpsLongitude", "dji:GpsLongtitude", "dji:Longitude")
    if lat is None or lon is None:
        lat = _degrees(gps.get(_GPS.GPSLatitude), gps.get(_GPS.GPSLatitudeRef))
        lon = _degrees(gps.get(_GPS.GPSLongitude), gps.get(_GPS.GPSLongitudeRef))
    if lat is None or lon is None or abs(lat) > 90.0 or abs(lon) > 180.0:
        return None, None
    # A receiver without a fix writes nil.
    return (None, None) if lat == 0.0 and lon == 0.0 else (lon, lat)


def _degrees(parts: Any, mark: Any) -> float | None:
    told = [_number(part) for part in parts] if isinstance(parts, tuple) else []
    if len(told) != 3 or any(part is None for part in told):
        return None
    whole, minutes, seconds = (part or 0.0 for part in told)
    sign = -1.0 if _words(mark).upper()[:1] in ("S", "W") else 1.0
    return sign * (whole + minutes / 60.0 + seconds / 3600.0)


def _heights(gps: Mapping[int, Any], words: dict[str, str]) -> tuple[Altitude | None, float | None]:
    above_home_m = number(words, "dji:RelativeAltitude")
    absolute = number(words, "dji:AbsoluteAltitude")
    if absolute is not None:
        rtk = words.get("dji:AltitudeType", "") == "RtkAlt" or number(words, "dji:RtkFlag")
        datum = Datum.ELLIPSOID if rtk else Datum.EGM96
        return Altitude(value_m=absolute, datum=datum), above_home_m
    told = _number(gps.get(_GPS.GPSAltitude))
    if told is None:
        return None, above_home_m
    below = _number(_first_byte(gps.get(_GPS.GPSAltitudeRef)))
    return Altitude(value_m=-told if below == 1 else told, datum=Datum.EGM96), above_home_m


def _first_byte(value: Any) -> Any:
    return value[0] if isinstance(value, bytes) and value else value


def _attitude(words: dict[str, str]) -> Attitude | None:
    gimbal = [number(words, f"dji:Gimbal{name}Degree") for name in ("Yaw", "Pitch", "Roll")]
    if None not in gimbal:
        yaw, pitch, roll = (angle or 0.0 for angle in gimbal)
        return Attitude(yaw, pitch, roll)
    body = [number(words, f"camera:Irradiance{name}") for name in ("Yaw", "Pitch", "Roll")]
    if None not in body:
        yaw, pitch, roll = (angle or 0.0 for angle in body)
        return Attitude(yaw, pitch, roll, Pointing.BODY)
    turns = [number(words, f"dls:{name}") for name in ("Yaw", "Pitch", "Roll")]
    if None not in turns:
        yaw, pitch, roll = (math.degrees(angle or 0.0) for angle in turns)
        return Attitude(yaw, pitch, roll, Pointing.BODY)
    return None


def _solution(words: dict[str, str]) -> RtkSolution:
    flag = number(words, "dji:RtkFlag")
    if flag is None:
        return RtkSolution.UNTOLD
    return next((solution for least, solution in _RTK if flag >= least), RtkSolution.NONE)


def _accuracy(words: dict[str, str]) -> tuple[float, float, float] | None:
    told = [number(words, f"dji:RtkStd{name}") for name in ("Lon", "Lat", "Hgt")]
    if None in told:
        level, up = number(words, "camera:GPSXYAccuracy"), number(words, "camera:GPSZAccuracy")
        told = [level, level, up]
    if any(value is None or value < 0.0 for value in told):
        return None
    east, north, height = (value or 0.0 for value in told)
    return east, north, height


def _taken(shot: Mapping[int, Any], head: Mapping[int, Any]) -> datetime | None:
    words = _words(shot.get(_BASE.DateTimeOriginal) or head.get(_BASE.DateTime))
    try:
        taken = datetime.strptime(words[:19], "%Y:%m:%d %H:%M:%S")
    except ValueError:
        return None
    zone = _words(shot.get(_BASE.OffsetTimeOriginal))
    try:
        return datetime.fromisoformat(f"{taken.isoformat()}{zone}")
    except ValueError:
        return taken


def _satellite_time(gps: Mapping[int, Any]) -> datetime | None:
    parts = gps.get(_GPS.GPSTimeStamp)
    told = [_number(part) for part in parts] if isinstance(parts, tuple) else []
    if len(told) != 3 or any(part is None for part in told):
        return None
    hours, minutes, seconds = (part or 0.0 for part in told)
    try:
        day = datetime.strptime(_words(gps.get(_GPS.GPSDateStamp)), "%Y:%m:%d").replace(tzinfo=UTC)
        return day + timedelta(hours=hours, minutes=minutes, seconds=seconds)
    except (ValueError, OverflowError):
        return None
