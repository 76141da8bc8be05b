"""Attribute names as people write them, found without regard to case, blanks and underscores.

The names are documented in docs/formats/vector.md; heights and radii are in `limits`.
"""

import re
from functools import lru_cache

from missionplanner.errors import InputError, Where
from missionplanner.vector.features import Values

NAME = ("name", "title", "label", "名称", "名字", "分区", "id")
KIND = ("kind", "role", "type", "class", "category")
OVERFLIGHT = ("overflight", "overfly", "overflightallowed")
SENSORS = ("sensors", "sensor", "传感器")
RASTER = ("raster", "path", "file")
DESCRIPTION = ("description", "desc", "remarks", "remark", "comment", "notes", "备注")

_STUMP = 10
_YES = ("yes", "true", "1", "1.0", "allowed", "allow", "y", "t")
_NO = ("no", "false", "0", "0.0", "denied", "forbidden", "deny", "n", "f")
# What the makers of public data write where there is no value.
_ABSENT = ("-9998", "-9999", "-99999", "-9998.0", "-9999.0", "-99999.0", "null")


@lru_cache(maxsize=4096)
def squeezed(text: str) -> str:
    """Return a name in lower case without blanks, underscores, hyphens and brackets."""
    return re.sub(r"[\s_\-()\[\]（）]+", "", text).lower()


class Known(dict[str, object]):
    """The values of a feature under their squeezed names: made once, asked many times.

    Attributes
    ----------
    stumps : dict
        Those whose name has the ten letters to which a Shapefile cuts names.
    """

    def __init__(self, values: Values) -> None:
        super().__init__({squeezed(key): value for key, value in values.items()})
        self.stumps = {squeezed(key): value for key, value in values.items() if len(key) == _STUMP}


def pick(values: Values, names: tuple[str, ...], *, cut: bool = True) -> object | None:
    """Return the first value that is there under one of the names; '' and None are absent.

    A Shapefile cuts names to ten letters; such a stump is recognised where `cut` is true.
    """
    known = values if isinstance(values, Known) else Known(values)
    for name in names:
        value = known.get(squeezed(name))
        if value is None and cut and len(name) > _STUMP:
            value = known.stumps.get(squeezed(name[:_STUMP]))
        if value is not None and str(value).strip():
            return value
    return None


def is_absent(value: object | None) -> bool:
    """Tell whether a value stands for none: nothing, or -9998 and the like."""
    return value is None or str(value).strip().lower() in _ABSENT


def text(values: Values, names: tuple[str, ...]) -> str | None:
    """Return a value as text, or None."""
    value = pick(values, names)
    return None if value is None else str(value).strip()


def listed(values: Values, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a value, divided by commas, semicolons or blanks, each once."""
    words = re.split(r"[\s,;，；、]+", text(values, names) or "")
    return tuple(dict.fromkeys(word.lower() for word in words if word))


def kind(values: Values, known: dict[str, str]) -> str | None:
    """Return the kind that a feature names, where it is one of `known` (squeezed word: kind)."""
    for name in KIND:
        word = text(values, (name,))
        if word is not None and squeezed(word) in known:
            return known[squeezed(word)]
    return None


def yes_no(values: Values, names: tuple[str, ...], where: Where) -> bool | None:
    """Return a yes or no, or None where there is no value.

    Raises
    ------
    InputError
        Where the value is neither.
    """
    word = text(values, names)
    if word is None:
        return None
    if word.lower() in _YES:
        return True
    if word.lower() in _NO:
        return False
    raise InputError("vector.no_yes_or_no", where, name=names[0], word=word)
