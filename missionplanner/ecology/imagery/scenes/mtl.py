"""Reading Landsat's MTL metadata: as text (ODL), as JSON and as XML.

Sources: USGS Landsat Level 1 Data Format Control Books and Level 2 Science Product Guides. A file
is groups of KEY = VALUE; Level 2 repeats the Level 1 keys in groups of their own, so a key is only
looked up in a named group.
"""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from missionplanner.errors import InputError
from missionplanner.storage.saved import read_bytes

Groups = Mapping[str, Mapping[str, str]]
_OLD_FILE = re.compile(r"^BAND(\d+)_FILE_NAME$")
_MOST_BYTES = 50_000_000  # of a description; a product's has a few hundred kilobytes
_KEPT_SUFFIXES = (".txt", ".json", ".xml")
"""In the order of preference where a scene has all three."""


@dataclass(frozen=True)
class Mtl:
    """Groups of an MTL file."""

    path: Path
    groups: Groups

    def text(self, key: str, *groups: str) -> str | None:
        """Return a value from the first of these groups that holds it, else None."""
        return next(
            (self.groups[group][key] for group in groups if key in self.groups.get(group, {})), None
        )

    def number(self, key: str, *groups: str) -> float | None:
        """Return a value as a number, None where it is absent or 'NULL'.

        Raises
        ------
        InputError
            It is no number.
        """
        text = self.text(key, *groups)
        if text is None or text.upper() in ("NULL", "N/A", ""):
            return None
        try:
            return float(text)
        except ValueError as error:
            raise InputError("scenes.mtl_no_number", str(self.path), key=key, text=text) from error


def is_mtl(path: Path) -> bool:
    """Return whether a file is an MTL file by its name."""
    return path.suffix.lower() in _KEPT_SUFFIXES and path.stem.upper().endswith("MTL")


def preferred(paths: list[Path]) -> list[Path]:
    """Return one MTL file a scene, text before JSON before XML."""
    ranked = sorted(paths, key=lambda path: _KEPT_SUFFIXES.index(path.suffix.lower()))
    first: dict[Path, Path] = {}
    for path in ranked:
        first.setdefault(path.with_suffix(""), path)
    return sorted(first.values())


def read_mtl(path: Path) -> Mtl:
    """Read an MTL file.

    Raises
    ------
    InputError
        It cannot be read, or holds no group.
    """
    try:
        # Scenes of the former archive are padded with NUL to a whole number of tape blocks.
        data = read_bytes(path, at_most=_MOST_BYTES)
        text = data.decode("utf-8", errors="replace").replace("\0", "")
        groups = _READERS[path.suffix.lower()](text)
    except InputError as error:
        raise InputError("scenes.mtl_unreadable", str(path), reason=error.message) from error
    except (OSError, ValueError, RecursionError, ParseError, DefusedXmlException) as error:
        raise InputError("scenes.mtl_unreadable", str(path), reason=error) from error
    if not groups:
        raise InputError("scenes.mtl_without_groups", str(path))
    return Mtl(path, _renamed(groups))


def _renamed(groups: Groups) -> Groups:
    """Return metadata of the form before 2012 with the keys of today added.

    Then files were BAND1_FILE_NAME and the radiance of the least and greatest number LMIN_BAND1
    and LMAX_BAND1; ETM+'s two thermal bands were 61 and 62 (USGS, Landsat Thematic Mapper and
    Enhanced Thematic Mapper Plus Level 1 Product Data Format Control Books).
    """
    product = groups.get("PRODUCT_METADATA", {})
    if not any(_OLD_FILE.match(key) for key in product):
        return groups
    named = {
        f"FILE_NAME_BAND_{_band(match[1])}": text
        for key, text in product.items()
        if (match := _OLD_FILE.match(key))
    }
    if "ACQUISITION_DATE" in product:
        named.setdefault("DATE_ACQUIRED", product["ACQUISITION_DATE"])
    sun = groups.get("PRODUCT_PARAMETERS", {})
    named |= {key: sun[key] for key in ("SUN_ELEVATION", "SUN_AZIMUTH") if key in sun}
    gains = dict(groups.get("RADIOMETRIC_RESCALING", {}))
    gains |= _gains(groups.get("MIN_MAX_RADIANCE", {}), groups.get("MIN_MAX_PIXEL_VALUE", {}))
    return {
        **groups,
        "PRODUCT_METADATA": {**product, **named},
        "RADIOMETRIC_RESCALING": gains,
    }


def _gains(radiance: Mapping[str, str], stored: Mapping[str, str]) -> dict[str, str]:
    """Return gain and bias of each band: L = LMIN + (LMAX - LMIN) (Q - QMIN) / (QMAX - QMIN)."""
    found: dict[str, str] = {}
    for key in radiance:
        band = key.removeprefix("LMAX_BAND")
        if band == key:
            continue
        texts = [radiance.get(f"{name}_BAND{band}") for name in ("LMIN", "LMAX")]
        texts += [stored.get(f"QCAL{name}_BAND{band}") for name in ("MIN", "MAX")]
        try:
            low, high, least, most = (float(text or "nan") for text in texts)
            gain = (high - low) / (most - least)
        except (ValueError, ZeroDivisionError):
            continue  # what needs the band tells that it has no gain
        if math.isfinite(gain):
            found[f"RADIANCE_MULT_BAND_{_band(band)}"] = repr(gain)
            found[f"RADIANCE_ADD_BAND_{_band(band)}"] = repr(low - gain * least)
    return found


def _band(old: str) -> str:
    return {"61": "6_VCID_1", "62": "6_VCID_2"}.get(old, old)


def _from_odl(text: str) -> Groups:
    groups: dict[str, dict[str, str]] = {}
    group = ""
    for line in text.splitlines():
        key, equals, value = (part.strip() for part in line.partition("="))
        if not equals or key == "END_GROUP":
            continue
        if key == "GROUP":
            group = value
        else:
            groups.setdefault(group, {})[key] = value.strip('"')
    return groups


def _from_json(text: str) -> Groups:
    whole = json.loads(text)
    outer = next(iter(whole.values())) if isinstance(whole, dict) and whole else None
    if not isinstance(outer, dict):
        raise ValueError("no LANDSAT_METADATA_FILE in it")
    return {
        group: {key: str(value) for key, value in part.items()}
        for group, part in outer.items()
        if isinstance(part, dict)
    }


def _from_xml(text: str) -> Groups:
    root = ElementTree.fromstring(text)
    return {group.tag: {entry.tag: (entry.text or "").strip() for entry in group} for group in root}


_READERS = {".txt": _from_odl, ".json": _from_json, ".xml": _from_xml}
