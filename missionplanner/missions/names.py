"""Names of missions, and file names that every system and every ground station accepts."""

import re
import unicodedata

# DJI refuses < > : " / | ? * . _ \ in route names (reference: Cloud API, flight ids); the rest
# are control characters and what Windows cannot store.
_FORBIDDEN = re.compile(r"[<>:\"/|?*._\\\x00-\x1f\x7f]+")
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)
_TAIL = 28


def mission_title(title: str, carried: str, sortie: int) -> str:
    """Return the title of one sortie's mission: site, keys of the sensors carried, and sortie."""
    return f"{title.strip() or 'Site'}-{carried}-S{sortie:02d}"


def route_name(title: str, longest: int = 60) -> str:
    """Return `title` as a name without forbidden characters and of at most `longest` characters.

    A name too long loses its middle: the end tells sensor and sortie, and must stay.
    """
    text = unicodedata.normalize("NFC", title)
    text = re.sub(r"[-\s]*-[-\s]*", "-", _FORBIDDEN.sub("-", text))
    text = " ".join(text.split()).strip("- ") or "mission"
    if len(text) > longest:
        head = text[: longest - _TAIL - 1].rstrip("- ")
        text = f"{head}-{text[-_TAIL:].lstrip('- ')}"
    return f"{text}-route" if _RESERVED.match(text) else text
