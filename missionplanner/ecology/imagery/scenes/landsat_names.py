"""Landsat Level 2 band files without an MTL file, told by their names.

Names: USGS, Landsat Collection 2 Level 2 Product Guide (`..._SR_B4.TIF`, `_ST_B10.TIF`,
`_QA_PIXEL.TIF`) and the Collection 1 surface reflectance guides (`..._sr_band4.tif`,
`_bt_band10.tif`, `_pixel_qa.tif`). Scales are those of the same guides, fixed for the collection.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from missionplanner.ecology.imagery.scenes.landsat import SENSORS
from missionplanner.ecology.imagery.scenes.scales import (
    C2_REFLECTANCE,
    C2_TEMPERATURE,
    C2_TOLD,
    FILL,
)
from missionplanner.ecology.imagery.scenes.source import (
    SceneFiles,
    absent,
    affine,
    chosen_sensor,
    date_in,
    dated,
)
from missionplanner.ecology.imagery.sensors import sensor
from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message
from missionplanner.model.raster_source import BandFile
from missionplanner.model.study import Band, Epoch, Level, Mask, MaskKind, Thermal, ThermalQuantity
from missionplanner.raster.files.layers import layers

_NAME = re.compile(
    r"^(?P<scene>L[COTEM]0?(?P<mission>[4-9])\d*\w*?)_"
    r"(?P<kind>sr_band|bt_band|pixel_qa|SR_B|ST_B|QA_PIXEL|BQA|B)(?P<number>\d*)(?:_VCID_\d)?$",
    re.IGNORECASE,
)

# LC08_L2SP_127045_20200108_20200823_02_T1 since Collection 1, LT52240631988227CUB02 before.
_SCENE = re.compile(
    r"^L[COTEM](?:\d\d_L\w{3}_\d{6}_\d{8}_\d{8}_\d\d_\w\w|\d{14}[A-Z]{3}\d\d)", re.IGNORECASE
)


@dataclass(frozen=True)
class _Product:
    """What the kinds of files are called, and how they are scaled."""

    band: str
    thermal: str
    mask: str
    mask_kind: MaskKind
    reflectance: tuple[float, float]
    temperature: tuple[float, float]
    quantity: ThermalQuantity
    fill: tuple[float, ...]
    title: Message


_COLLECTION_2 = _Product(
    "sr_b",
    "st_b",
    "qa_pixel",
    MaskKind.QA_PIXEL,
    C2_REFLECTANCE,
    C2_TEMPERATURE,
    ThermalQuantity.SURFACE,
    FILL,
    C2_TOLD,
)
_COLLECTION_1 = _Product(
    "sr_band",
    "bt_band",
    "pixel_qa",
    MaskKind.QA_C1_SURFACE,
    (0.0001, 0.0),
    (0.1, 0.0),
    ThermalQuantity.BRIGHTNESS,
    (-9999.0,),
    message("scenes.collection_1"),
)


def scene_name(path: Path) -> str | None:
    """Return the scene that a file belongs to, or None where its name is not Landsat's."""
    match = _SCENE.match(path.stem)
    return match[0].upper() if match else None


def has_surface_names(given: SceneFiles) -> bool:
    """Return whether files are named as surface reflectance."""
    kinds = _kinds(given)
    return any(kind in ("sr_b", "sr_band") for kind, _ in kinds)


def from_names(given: SceneFiles) -> Epoch | None:
    """Return the epoch of Landsat band files without metadata; None where there are none.

    Raises
    ------
    InputError
        They are Level 1, whose gains are in the MTL file, or of another mission.
    """
    kinds = _kinds(given)
    if not any(kind in ("sr_b", "sr_band", "b") for kind, _ in kinds):
        return None
    path = next(iter(kinds.values()))
    product = next(
        (known for known in (_COLLECTION_2, _COLLECTION_1) if _has(kinds, known.band)), None
    )
    if product is None:
        raise InputError("scenes.level1_without_mtl", given.where)
    return _epoch(given, kinds, product, _mission(path, given))


def _kinds(given: SceneFiles) -> dict[tuple[str, str], Path]:
    found: dict[tuple[str, str], Path] = {}
    for path in given.rasters:
        if match := _NAME.match(path.stem):
            found.setdefault((match["kind"].lower(), match["number"]), path)
    return found


def _has(kinds: Mapping[tuple[str, str], Path], kind: str) -> bool:
    return any(name == kind for name, _ in kinds)


def _mission(path: Path, given: SceneFiles) -> str:
    match = _NAME.match(path.stem)
    return chosen_sensor(given, SENSORS.get(match["mission"]) if match else None)


def _epoch(
    given: SceneFiles, kinds: Mapping[tuple[str, str], Path], product: _Product, key: str
) -> Epoch:
    known = sensor(key)
    bands = {}
    for band, note in known.bands.items():
        if path := kinds.get((product.band, note.name.removeprefix("B"))):
            bands[band] = affine(path, *_stored_as(path, product.reflectance), fill=product.fill)
    number = known.thermal.name.removeprefix("B") if known.thermal else ""
    heat, mask = kinds.get((product.thermal, number)), kinds.get((product.mask, ""))
    day, notes = dated(given, date_in(path.name for path in kinds.values()))
    lost = [band for band in known.bands if band not in bands and band is not Band.CIRRUS]
    return Epoch(
        date=day,
        sensor=key,
        level=Level.SURFACE,
        bands=bands,
        thermal=Thermal(
            file=affine(heat, *_stored_as(heat, product.temperature), fill=product.fill),
            quantity=product.quantity,
        )
        if heat
        else None,
        mask=Mask(file=BandFile(path=mask.as_posix()), kind=product.mask_kind) if mask else None,
        notes=(
            *notes,
            *((product.title,) if any(file.scale for file in bands.values()) else ()),
            *((absent(lost, message("scenes.among_the_files")),) if lost else ()),
            *(() if mask else (message("scenes.no_quality_band"),)),
        ),
    )


def _stored_as(path: Path, scale: tuple[float, float]) -> tuple[float | None, float | None]:
    """Return the product's scale; of floating numbers none: whoever wrote them applied it."""
    return (None, None) if layers(path).dtype.startswith("float") else scale
