"""Orthomosaics of drone cameras, and other rasters whose bands are named, or files of one band.

Sources: support.micasense.com 215460518 (32768 is a reflectance of 1, layers by wavelength) and
1500012483982 (Agisoft Metashape writes Blue, Green, Red, Red edge, NIR; 16 bit, 32768 is 1);
Pix4Dmapper writes one file a band, `..._transparent_reflectance_blue.tif`, reflectance from 0 to 1.
The cameras themselves number NIR before red edge, and some software keeps that order.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from missionplanner.ecology.scenes.camera import CENTIKELVIN, named_unit, temperature
from missionplanner.ecology.scenes.source import Source, affine, date_in, dated
from missionplanner.ecology.scenes.words import Other, meaning
from missionplanner.ecology.sensors import SpectralSensor, sensor
from missionplanner.errors import InputError
from missionplanner.model.raster_source import BandFile
from missionplanner.model.study import Band, Epoch, Level, Mask, MaskKind, Thermal
from missionplanner.raster.files.layers import Layers, layers, typical

FULL = 32768
"""Stored value of a reflectance of 1 in 16-bit mosaics."""

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


def from_bands(given: Source) -> Epoch | None:
    """Return the epoch of rasters whose bands are told by names or order; None where none is.

    Raises
    ------
    InputError
        Bands are there but cannot be told apart, or there is no date.
    """
    known = sensor(given.sensor) if given.sensor else None
    about = {path: layers(path) for path in given.rasters}
    pieces = [piece for path in given.rasters for piece in _pieces(path, about[path], known)]
    notes: tuple[str, ...] = ()
    if not any(isinstance(piece.what, Band) for piece in pieces):
        stacks = [path for path in given.rasters if len(about[path].names) > 1]
        if len(stacks) != 1:
            return None
        ordered, notes = _by_order(stacks[0], about[stacks[0]], known)
        pieces = [piece for piece in pieces if piece.path != stacks[0]] + ordered
    bands = _told_apart(pieces)
    key = given.sensor or _camera(given, set(bands), pieces)
    if key is None or not set(bands) & set(sensor(key).bands):
        return None
    return _epoch(given, sensor(key), bands, pieces, about, notes)


def _told_apart(pieces: Sequence[_Piece]) -> dict[Band, _Piece]:
    bands: dict[Band, _Piece] = {}
    for piece in pieces:
        if not isinstance(piece.what, Band):
            continue
        if (first := bands.setdefault(piece.what, piece)) is not piece:
            what = f"{piece.what.value} is twice there: in {first.path.name} and {piece.path.name}"
            raise InputError(what, str(piece.path), "give only the files of one date, each once")
    return bands


def _pieces(path: Path, about: Layers, known: SpectralSensor | None) -> list[_Piece]:
    if len(about.names) == 1:
        what = meaning(path.stem, known) or meaning(about.names[0], known)
        if what is None and named_unit(path):
            what = Other.THERMAL
        return [_Piece(path, 1, what)]
    return [_Piece(path, i, meaning(name, known)) for i, name in enumerate(about.names, 1)]


def _by_order(
    path: Path, about: Layers, known: SpectralSensor | None
) -> tuple[list[_Piece], tuple[str, ...]]:
    """Return the bands of a file that does not name them."""
    count = len(about.names)
    if known is not None and known.bands.keys() != _DRONE:
        if count != len(known.bands):
            what = f"{count} bands without names, but {known.title} has {len(known.bands)}"
            raise InputError(what, str(path), "name the bands in the file (their descriptions)")
        order = tuple(known.bands)
        words = ", ".join(band.value for band in order)
        return _numbered(path, order), (f"{path.name} names no bands: taken as {words}",)
    heat = count == len(_DRONE) + 1 and _is_centikelvin(path, count)
    if count != len(_DRONE) and not heat:
        what = f"{count} bands without names: which is which cannot be told"
        raise InputError(what, str(path), "name the bands in the file, or give a file a band")
    red_edge_first = typical(path, 4) < typical(path, 5)
    last = (Band.RED_EDGE, Band.NIR) if red_edge_first else (Band.NIR, Band.RED_EDGE)
    note = (
        f"{path.name} names no bands: taken as blue, green, red and, the brighter of 4 and 5"
        f" being NIR, {last[0].value}, {last[1].value}"
    )
    return _numbered(path, (*_FIRST, *last, *((Other.THERMAL,) if heat else ()))), (note,)


def _numbered(path: Path, order: Sequence[What]) -> list[_Piece]:
    return [_Piece(path, i, what) for i, what in enumerate(order, 1)]


def _is_centikelvin(path: Path, band: int) -> bool:
    return CENTIKELVIN[0] <= typical(path, band) <= CENTIKELVIN[1]


def _camera(given: Source, bands: set[Band], pieces: Sequence[_Piece]) -> str | None:
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
    given: Source,
    known: SpectralSensor,
    bands: dict[Band, _Piece],
    pieces: Sequence[_Piece],
    about: dict[Path, Layers],
    notes: tuple[str, ...],
) -> Epoch:
    drone = known.bands.keys() == _DRONE
    day, told = dated(given, date_in(_texts(given)))
    files = {
        band: affine(piece.path, *_scale(about[piece.path], drone), piece.band)
        for band, piece in bands.items()
        if band in known.bands
    }
    thermal, felt = _thermal(pieces, drone)
    mask, unmasked = _mask(files, about)
    return Epoch(
        date=day,
        sensor=given.sensor or known.key,
        level=Level.SURFACE if drone else Level.TOA,
        bands=files,
        thermal=thermal,
        mask=mask,
        notes=(*told, *notes, *_scale_notes(files, about, drone), *felt, *unmasked),
    )


def _texts(given: Source) -> list[str]:
    return [text for path in given.rasters for text in (path.stem, path.parent.name)]


def _scale(about: Layers, drone: bool) -> tuple[float | None, float | None]:
    if drone and about.dtype == "uint16" and not about.scaled:
        return 1 / FULL, 0.0
    return None, None


def _scale_notes(
    files: dict[Band, BandFile], about: dict[Path, Layers], drone: bool
) -> tuple[str, ...]:
    first = about[Path(next(iter(files.values())).path)] if files else None
    if first is None or first.scaled or first.dtype.startswith("float"):
        return ()
    if _scale(first, drone)[0] is not None:
        return (f"reflectance = stored value / {FULL}",)
    stored = "stored whole numbers are taken as they are, no scale being known"
    return (f"{stored}: give scale and offset in the study where they are not reflectance",)


def _thermal(pieces: Sequence[_Piece], drone: bool) -> tuple[Thermal | None, tuple[str, ...]]:
    found = [piece for piece in pieces if piece.what is Other.THERMAL]
    if not found:
        return None, ()
    # A camera flown for temperature, in a file of its own, before the mosaic's own band.
    chosen = min(found, key=lambda piece: len([p for p in pieces if p.path == piece.path]))
    if not drone:
        return None, (f"{chosen.path.name}: no gain of the thermal band is known; it is left out",)
    return temperature(chosen.path, chosen.band)


def _mask(
    files: dict[Band, BandFile], about: dict[Path, Layers]
) -> tuple[Mask | None, tuple[str, ...]]:
    red = files.get(Band.RED) or next(iter(files.values()), None)
    if red is None:
        return None, ()
    first = about[Path(red.path)]
    unmasked = ("no quality band: clouds and shadows are not masked",)
    if first.alpha:
        file = BandFile(path=red.path, band=first.alpha)
        return Mask(file=file, kind=MaskKind.VALID), unmasked
    if first.dtype.startswith("float") or first.scaled:
        return None, unmasked
    return Mask(file=BandFile(path=red.path, band=red.band), kind=MaskKind.VALID), unmasked
