"""Objects in JSON of which nothing may be believed: a list may be a number, a name a list."""

from collections.abc import Iterator, Mapping
from typing import Any

Json = Mapping[str, Any]


def objects(content: Any, *keys: str) -> tuple[Json, ...]:
    """Return the objects of a list, or of the first list that lies under one of the keys."""
    if isinstance(content, Mapping):
        lists = (content.get(key) for key in keys)
        content = next((item for item in lists if isinstance(item, list)), [])
    return tuple(o for o in content if isinstance(o, Mapping)) if isinstance(content, list) else ()


def mapping(value: Any) -> Json:
    """Return an object as it is and anything else as an empty one."""
    return value if isinstance(value, Mapping) else {}


def plain(value: Any) -> object:
    """Return a text or number as it is and anything else as None."""
    return value if isinstance(value, str | int | float) else None


def flattened(values: Json) -> Iterator[tuple[str, object]]:
    """Yield the plain values of an object; lists and objects in it are left out."""
    for key, value in values.items():
        if value is None or isinstance(value, str | int | float | bool):
            yield str(key), value
