"""Orthomosaics of drone cameras, and other rasters whose bands are named, or files of one band.

Sources: support.micasense.com 215460518 (32768 is a reflectance of 1, layers by wavelength) and
1500012483982 (Agisoft Metashape writes Blue, Green, Red, Red edge, NIR; 16 bit, 32768 is 1);
Pix4Dmapper writes one file a band, `..._transparent_reflectance_blue.tif`, reflectance from 0 to 1.
The cameras themselves number NIR before red edge, and some software keeps that order.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from missionplanner.ecology.imagery.masks import FMASK_NOTHING
from missionplanner.ecology.imagery.scenes.band_names import Other, layer_name, meaning
from missionplanner.ecology.imagery.scenes.camera import (
    CENTIKELVIN,
    modis_temperature,
    named_unit,
    satellite_temperature,
    temperature,
)
from missionplanner.ecology.imagery.scenes.exports import (
    ask_sensor,
    landsat_by_colours,
    named_modis,
    named_surface,
    told_sensor,
)
from missionplanner.ecology.imagery.scenes.scales import Scale, fill_told, given_scale, scale_of
from missionplanner.ecology.imagery.scenes.source import SceneFiles, affine, date_in, dated
from missionplanner.ecology.imagery.sensors import SpectralSensor, sensor
from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message
from missionplanner.model.raster_source import BandFile
from missionplanner.model.study import Band, Epoch, Level, Mask, MaskKind, Thermal
from missionplanner.raster.files.layers import FileBands, layers, typical
from missionplanner.raster.files.scan import outlying

FULL = 32768
"""Stored value of a reflectance of 1 in 16-bit mosaics."""

UNCORRECTED = message("scenes.uncorrected")
_GROUND = re.compile(r"lst|temp|surface", re.IGNORECASE)
"""Of a thermal band's name: it is the ground's temperature, not that at the sensor."""
_QUALITY = {
    Other.QA_PIXEL: MaskKind.QA_PIXEL,
    Other.SCL: MaskKind.SCL,
    Other.MODIS_STATE: MaskKind.MODIS_STATE,
}
_FMASK_CODES = (0.0, 5.0)
"""Fmask's own classes; greater ones are the bits of HLS (water is 32), but 255, which is fill."""
_CAMERAS = ("altum-pt", "altum", "rededge-p", "rededge-m")
_DRONE = {Band.BLUE, Band.GREEN, Band.RED, Band.RED_EDGE, Band.NIR}
_FIRST = (Band.BLUE, Band.GREEN, Band.RED)

What = Band | Other | None


@dataclass(frozen=True)
class _Piece:
    """One band of one file."""

    path: Path
    band: int
    what: What
    name: str = ""


def from_bands(given: SceneFiles) -> Epoch | None:
    """Return the epoch of rasters whose bands are told by names or order; None where none is.

    Raises
    ------
    InputError
        Bands are there but cannot be told apart, or there is no date.
    """
    about = {path: layers(path) for path in given.rasters}
    names = [name for path, one in about.items() for name in _names(path, one)]
    key, guessed = (given.sensor, ()) if given.sensor else told_sensor(given, names)
    known = sensor(key) if key else None
    pieces = [piece for path in given.rasters for piece in _pieces(path, about[path], known)]
    notes: tuple[Message, ...] = ()
    if not any(isinstance(piece.what, Band) for piece in pieces):
        stacks = [path for path in given.rasters if len(about[path].names) > 1]
        if known is None and (question := ask_sensor(given, set(), names)):
            raise question
        if len(stacks) != 1:
            return None
        ordered, notes = _by_order(stacks[0], about[stacks[0]], known)
        pieces = [piece for piece in pieces if piece.path != stacks[0]] + ordered
    bands = _told_apart(pieces)
    key = key or _camera(given, set(bands), pieces)
    if key is None:
        key, guessed = landsat_by_colours(given, set(bands))
    if key is None and (question := ask_sensor(given, set(bands), names)):
        raise question
    if key is None or not set(bands) & set(sensor(key).bands):
        return None
    return _epoch(given, sensor(key), bands, pieces, about, (*guessed, *notes))


def _names(path: Path, about: FileBands) -> tuple[str, ...]:
    """Return what a file calls its bands; of one band that it does not name, the file's own."""
    if len(about.names) == 1 and not about.names[0]:
        return (layer_name(path.stem),)
    return about.names


def _told_apart(pieces: Sequence[_Piece]) -> dict[Band, _Piece]:
    bands: dict[Band, _Piece] = {}
    for piece in pieces:
        if not isinstance(piece.what, Band):
            continue
        if (first := bands.setdefault(piece.what, piece)) is not piece:
            raise InputError(
                "scenes.band_twice",
                str(piece.path),
                band=piece.what.value,
                first=first.path.name,
                second=piece.path.name,
            )
    return bands


def _pieces(path: Path, about: FileBands, known: SpectralSensor | None) -> list[_Piece]:
    if len(about.names) == 1:
        what = meaning(layer_name(path.stem), known) or meaning(about.names[0], known)
        if what is None and named_unit(path):
            what = Other.THERMAL
        return [_Piece(path, 1, what, layer_name(path.stem))]
    return [_Piece(path, i, meaning(name, known), name) for i, name in enumerate(about.names, 1)]


def _by_order(
    path: Path, about: FileBands, known: SpectralSensor | None
) -> tuple[list[_Piece], tuple[Message, ...]]:
    """Return the bands of a file that does not name them."""
    count = len(about.names)
    if known is not None and known.bands.keys() != _DRONE:
        if count != len(known.bands):
            raise InputError(
                "scenes.bands_not_of_sensor",
                str(path),
                count=count,
                sensor=known.title,
                own=len(known.bands),
            )
        order = tuple(known.bands)
        bands = [band.told for band in order]
        return _numbered(path, order), (message("scenes.taken_as", file=path.name, bands=bands),)
    heat = count == len(_DRONE) + 1 and _is_centikelvin(path, count)
    if count != len(_DRONE) and not heat:
        raise InputError("scenes.bands_without_names", str(path), count=count)
    red_edge_first = typical(path, 4) < typical(path, 5)
    last = (Band.RED_EDGE, Band.NIR) if red_edge_first else (Band.NIR, Band.RED_EDGE)
    note = message(
        "scenes.taken_by_brightness", file=path.name, fourth=last[0].told, fifth=last[1].told
    )
    return _numbered(path, (*_FIRST, *last, *((Other.THERMAL,) if heat else ()))), (note,)


def _numbered(path: Path, order: Sequence[What]) -> list[_Piece]:
    return [_Piece(path, i, what) for i, what in enumerate(order, 1)]


def _is_centikelvin(path: Path, band: int) -> bool:
    return CENTIKELVIN[0] <= typical(path, band) <= CENTIKELVIN[1]


def _camera(given: SceneFiles, bands: set[Band], pieces: Sequence[_Piece]) -> str | None:
    """Return the drone camera that files are of: by their names, else by what they hold."""
    names = " ".join(path.stem.lower() for path in given.rasters).replace("_", "-")
    for key in _CAMERAS:
        if key in names or key.replace("-", "") in names:
            return key
    if not bands or bands - _DRONE:
        return None
    whats = [(piece.what, piece.path) for piece in pieces]
    own = {path for what, path in whats if isinstance(what, Band)}
    heat = any(what is Other.THERMAL and path in own for what, path in whats)
    pan = any(what is Other.PANCHROMATIC for what, _ in whats)
    if pan:
        return "altum-pt" if heat else "rededge-p"
    return "altum" if heat else "rededge-m"


def _epoch(
    given: SceneFiles,
    known: SpectralSensor,
    bands: dict[Band, _Piece],
    pieces: Sequence[_Piece],
    about: dict[Path, FileBands],
    notes: tuple[Message, ...],
) -> Epoch:
    drone = known.bands.keys() == _DRONE
    day, told = dated(given, date_in(_texts(given)))
    plain = {
        band: affine(piece.path, None, None, piece.band)
        for band, piece in bands.items()
        if band in known.bands
    }
    names = [name for path, one in about.items() for name in _names(path, one)]
    surface = named_surface(names)
    first = about[Path(next(iter(plain.values())).path)]
    if given.scale:
        scale = given_scale(given.scale)
    elif drone and first.dtype == "uint16" and not first.scaled:
        scale = Scale(1 / FULL, 0.0, (), message("scenes.of_full", full=FULL))
    else:
        scale = scale_of(plain, first, named_surface=surface, key=known.key, day=day)
    files = {band: scale.of(file) for band, file in plain.items()}
    holes: tuple[Message, ...] = ()
    if first.nodata is None and not first.dtype.startswith("uint"):
        files, holes = fill_told(files)
    thermal, felt = _thermal(pieces, drone, surface)
    mask, unmasked = _mask(files, about, pieces)
    corrected = drone or surface or named_modis(names) or _is_corrected(pieces)
    level = given.level or (Level.SURFACE if corrected else Level.TOA)
    return Epoch(
        date=day,
        sensor=given.sensor or known.key,
        level=level,
        bands=files,
        thermal=thermal,
        mask=mask,
        notes=(
            *told,
            *notes,
            *((scale.note,) if scale.note else ()),
            *holes,
            *felt,
            *unmasked,
            *(() if corrected or given.level else (UNCORRECTED,)),
        ),
    )


def _is_corrected(pieces: Sequence[_Piece]) -> bool:
    """Return whether Sentinel-2's scene classification tells that the product is Level 2A."""
    return any(piece.what is Other.SCL for piece in pieces)


def _texts(given: SceneFiles) -> list[str]:
    return [text for path in given.rasters for text in (path.stem, path.parent.name)]


def _thermal(
    pieces: Sequence[_Piece], drone: bool, surface: bool
) -> tuple[Thermal | None, tuple[Message, ...]]:
    found = [piece for piece in pieces if piece.what is Other.THERMAL]
    if not found:
        return None, ()
    # A camera flown for temperature, in a file of its own, before the mosaic's own band.
    chosen = min(found, key=lambda piece: len([p for p in pieces if p.path == piece.path]))
    if drone:
        return temperature(chosen.path, chosen.band)
    if chosen.name.lower().endswith("lst_day_1km"):
        return modis_temperature(chosen.path, chosen.band)
    ground = surface or bool(_GROUND.search(chosen.name))
    return satellite_temperature(chosen.path, chosen.band, ground)


def _quality(piece: _Piece) -> MaskKind | None:
    if piece.what is Other.FMASK:
        found = outlying(piece.path, piece.band, _FMASK_CODES, fill=(float(FMASK_NOTHING),))
        return MaskKind.HLS_FMASK if found.greatest > _FMASK_CODES[1] else MaskKind.FMASK
    return _QUALITY.get(piece.what) if isinstance(piece.what, Other) else None


def _mask(
    files: dict[Band, BandFile], about: dict[Path, FileBands], pieces: Sequence[_Piece]
) -> tuple[Mask | None, tuple[Message, ...]]:
    for piece in pieces:
        if kind := _quality(piece):
            return Mask(file=BandFile(path=piece.path.as_posix(), band=piece.band), kind=kind), ()
    red = files.get(Band.RED) or next(iter(files.values()), None)
    if red is None:
        return None, ()
    first = about[Path(red.path)]
    unmasked = (message("scenes.no_quality_band"),)
    if first.alpha:
        file = BandFile(path=red.path, band=first.alpha)
        return Mask(file=file, kind=MaskKind.VALID), unmasked
    if first.dtype.startswith("float") or first.scaled:
        return None, unmasked
    return Mask(file=BandFile(path=red.path, band=red.band), kind=MaskKind.VALID), unmasked
