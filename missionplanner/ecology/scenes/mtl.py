"""Reading Landsat's MTL metadata: as text (ODL), as JSON and as XML.

Sources: USGS Landsat Level 1 Data Format Control Books and Level 2 Science Product Guides. A file
is groups of KEY = VALUE; Level 2 repeats the Level 1 keys in groups of their own, so a key is only
looked up in a named group.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from missionplanner.errors import InputError

Groups = Mapping[str, Mapping[str, str]]
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
            remedy = "download the scene's MTL file again"
            raise InputError(f"{key} is no number: {text}", str(self.path), remedy) from error


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
        text = path.read_text(encoding="utf-8", errors="replace").replace("\0", "")
        groups = _READERS[path.suffix.lower()](text)
    except (OSError, ValueError, ParseError, DefusedXmlException) as error:
        remedy = "download the scene's MTL file again"
        raise InputError(f"the MTL file cannot be read ({error})", str(path), remedy) from error
    if not groups:
        raise InputError("no groups of metadata in it", str(path), "give the scene's MTL file")
    return Mtl(path, groups)


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
