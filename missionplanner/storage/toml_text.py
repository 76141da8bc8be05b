"""Values as TOML: what catalogues are written in."""

import json
from collections.abc import Iterator, Mapping
from typing import Any


def toml_text(values: Mapping[str, Any]) -> str:
    """Return nested tables of text, numbers, truth values and lists of these as TOML 1.0.

    None has no form there: it is left out.
    """
    return "\n".join(_lines(values, ())) + "\n"


def _lines(table: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    inner = {key: value for key, value in table.items() if isinstance(value, Mapping)}
    for key, value in table.items():
        if key not in inner and value is not None:
            yield f"{_key(key)} = {_value(value)}"
    for key, value in inner.items():
        at = (*path, key)
        yield ""
        yield f"[{'.'.join(map(_key, at))}]"
        yield from _lines(value, at)


def _key(key: str) -> str:
    plain = key.isascii() and key.replace("_", "").replace("-", "").isalnum()
    return key if plain else json.dumps(key, ensure_ascii=False)


def _value(value: Any) -> str:
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    # A JSON string is a basic string of TOML, save for the sign of deletion.
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
