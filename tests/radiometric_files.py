"""Radiometric photos written byte by byte: FLIR's FFF in a JPEG, MicaSense's TIFF of one band.

The formulas here go the other way round than the program's, and are written out anew.
"""

import io
import struct
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from pathlib import Path

import numpy as np
from PIL import Image, TiffImagePlugin

# An XT2's own constants.
R1, R2, B, F, OFFSET = 17096.453, 0.046582058, 1428.0, 1.0, -267
ALPHA, BETA, X = (0.006569, 0.01262), (-0.002276, -0.00667), 1.9


def passed(distance_m: float, air_c: float, humidity: float) -> float:
    """Transmission of the air."""
    water = humidity * np.exp(
        1.5587 + 0.06939 * air_c - 0.00027816 * air_c**2 + 6.8455e-7 * air_c**3
    )
    parts = [np.exp(-np.sqrt(distance_m) * (ALPHA[k] + BETA[k] * np.sqrt(water))) for k in (0, 1)]
    return float(X * parts[0] + (1 - X) * parts[1])


def black(celsius: np.ndarray | float) -> np.ndarray:
    """Counts of a black body."""
    return np.asarray(R1 / (R2 * (np.exp(B / (np.asarray(celsius) + 273.15)) - F)) - OFFSET)


@dataclass(frozen=True)
class Air:
    """What an XT2 is set to."""

    emissivity: float = 0.95
    distance_m: float = 60.0
    reflected_c: float = -10.0
    air_c: float = 28.0
    humidity: float = 0.4


def counts(celsius: np.ndarray, air: Air) -> np.ndarray:
    """What a camera counts of a surface, uint16."""
    t = passed(air.distance_m, air.air_c, air.humidity)
    e = air.emissivity
    total = e * t * black(celsius) + (1 - e) * t * black(air.reflected_c)
    return np.rint(total + (1 - t) * black(air.air_c)).astype(np.uint16)


def fff(raw: np.ndarray, air: Air, order: str = "<", png: bool = False) -> bytes:
    """An FFF file of a frame."""
    rows, cols = raw.shape
    head = struct.pack(f"{order}16H", 2, cols, rows, 0, 0, 0, cols - 1, 0, rows - 1, *[0] * 7)
    if png:
        file = io.BytesIO()
        Image.fromarray(raw.byteswap()).save(file, "PNG")
        frame = head + file.getvalue()
    else:
        frame = head + raw.astype(f"{order}u2").tobytes()
    camera = bytearray(0x310)
    struct.pack_into(f"{order}3H", camera, 0, 2, cols, rows)
    kelvin = [air.reflected_c + 273.15, air.air_c + 273.15, 293.15]
    values = {0x20: [air.emissivity, air.distance_m, *kelvin, 1.0], 0x3C: [air.humidity]}
    values |= {0x58: [R1, B, F], 0x70: [*ALPHA, *BETA, X], 0x30C: [R2]}
    for offset, numbers in values.items():
        struct.pack_into(f"{order}{len(numbers)}f", camera, offset, *numbers)
    struct.pack_into(f"{order}i", camera, 0x308, OFFSET)
    at = 64 + 2 * 32
    index = struct.pack(f"{order}HHIIIIIII", 1, 2, 100, 1, at, len(frame), 0, 0, 0)
    at += len(frame)
    index += struct.pack(f"{order}HHIIIIIII", 0x20, 1, 102, 2, at, len(camera), 0, 0, 0)
    start = b"FFF\0" + b"TEST".ljust(16, b"\0") + struct.pack(f"{order}III", 100, 64, 2)
    return start.ljust(64, b"\0") + index + frame + bytes(camera)


def with_flir(path: Path, file: bytes) -> Path:
    """Put an FFF file into a JPEG, in pieces, behind what it holds."""
    jpeg, size = path.read_bytes(), 65000
    pieces = [file[at : at + size] for at in range(0, len(file), size)]
    segments = b"".join(
        b"\xff\xe1"
        + struct.pack(">H", len(one) + 10)
        + b"FLIR\0\x01"
        + bytes([k, len(pieces) - 1])
        + one
        for k, one in enumerate(pieces)
    )
    at = 2
    while jpeg[at + 1] in (0xE0, 0xE1):
        at += 2 + struct.unpack(">H", jpeg[at + 2 : at + 4])[0]
    path.write_bytes(jpeg[:at] + segments + jpeg[at:])
    return path


BANDS = (("Blue", 475), ("Green", 560), ("Red", 668), ("NIR", 840), ("Red edge", 717))


@dataclass(frozen=True)
class Lens:
    """How one band of a RedEdge counts light."""

    name: str = "Blue"
    wavelength_nm: int = 475
    exposure_s: float = 0.002
    iso: int = 200
    black: float = 4800.0
    calibration: tuple[float, float, float] = (2.0e-4, 1.2e-7, 1.4e-6)
    centre: tuple[float, float] = (90.0, 70.0)
    vignette: tuple[float, ...] = (-1.0e-4, 2.0e-7, -8.0e-9)


def counted(radiance: np.ndarray, lens: Lens) -> np.ndarray:
    """Pixels of radiance, uint16, one after the other."""
    a1, a2, a3 = lens.calibration
    rows, cols = radiance.shape
    y, x = np.mgrid[:rows, :cols]
    r = np.hypot(x - lens.centre[0], y - lens.centre[1])
    falls = 1.0 + sum(c * r ** (k + 1) for k, c in enumerate(lens.vignette))
    t = lens.exposure_s
    p = radiance * falls * (lens.iso / 100.0) * (t + a2 * y - a3 * t * y) / a1
    return np.clip(np.rint(p * 65536.0 + lens.black), 0, 65520).astype(np.uint16)


def write_band(
    path: Path,
    radiance: np.ndarray,
    lens: Lens,
    words: str = "",
    *,
    capture: str = "one",
    at: tuple[float, float, float] = (112.0, 37.0, 800.0),
    taken: datetime = datetime(2024, 6, 12, 4, 30, 0),
    yaw_deg: float = 0.0,
) -> Path:
    """Write a RedEdge's TIFF; `words` go into its XMP as they are, names with their space."""
    rows = radiance.shape[0]

    def listed(values: tuple[float, ...]) -> str:
        return "<rdf:Seq>" + "".join(f"<rdf:li>{v!r}</rdf:li>" for v in values) + "</rdf:Seq>"

    # A lens of the catalogue's camera, made as small as the picture.
    focal = 1440.0 * rows / 960.0
    middle = ",".join(f"{side / 2.0 / 266.667:.6f}" for side in radiance.shape[::-1])
    packet = f"""<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description
   xmlns:MicaSense="http://micasense.com/MicaSense/1.0/" xmlns:Camera="http://pix4d.com/1.0"
   xmlns:DLS="http://micasense.com/DLS/1.0/">
  <MicaSense:RadiometricCalibration>{listed(lens.calibration)}</MicaSense:RadiometricCalibration>
  <MicaSense:CaptureId>{capture}</MicaSense:CaptureId>
  <Camera:BandName>{lens.name}</Camera:BandName>
  <Camera:CentralWavelength>{lens.wavelength_nm}</Camera:CentralWavelength>
  <Camera:VignettingCenter>{listed(lens.centre)}</Camera:VignettingCenter>
  <Camera:VignettingPolynomial>{listed(lens.vignette)}</Camera:VignettingPolynomial>
  <Camera:PrincipalPoint>{middle}</Camera:PrincipalPoint>
  <Camera:PerspectiveFocalLength>{focal}</Camera:PerspectiveFocalLength>
  <Camera:IrradianceYaw>{yaw_deg}</Camera:IrradianceYaw>
  <Camera:IrradiancePitch>0</Camera:IrradiancePitch>
  <Camera:IrradianceRoll>0</Camera:IrradianceRoll>
  {words}
 </rdf:Description></rdf:RDF></x:xmpmeta>"""
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[271], tags[272], tags[700] = "MicaSense", "RedEdge-M", packet.encode()
    tags.tagtype[700] = 1
    tags[50714] = (round(lens.black),) * 4
    tags.tagtype[50714] = 3
    stamp = taken.strftime("%Y:%m:%d %H:%M:%S")
    ratio = TiffImagePlugin.IFDRational
    tags[34665] = {
        33434: ratio(Fraction(lens.exposure_s).limit_denominator(10**6)),
        34867: lens.iso,
        36867: stamp,
        37386: ratio(54, 10),
        41486: ratio(266667, 1000),
    }
    lon, lat, height = at

    def parts(angle: float) -> tuple:
        minutes = (abs(angle) % 1.0) * 60.0
        seconds = ratio(round((minutes % 1.0) * 60.0 * 10**6), 10**6)
        return ratio(int(abs(angle)), 1), ratio(int(minutes), 1), seconds

    tags[34853] = {
        1: "N" if lat >= 0 else "S", 2: parts(lat), 3: "E" if lon >= 0 else "W", 4: parts(lon),
        5: 0, 6: ratio(round(height * 1000), 1000),
    }  # fmt: skip
    Image.fromarray(counted(radiance, lens)).save(path, "TIFF", tiffinfo=tags)
    return path
