"""The sentences: `resources/words/LANGUAGE.toml`, and `words/LANGUAGE.toml` of a plugin.

An entry is a sentence with `{name}` for a value, or, for an error, a table of `what` and `remedy`;
`window` and `window_what` are said in their place where a window answers.
A value is formatted as Python formats it (`{share:.1f}`); `{n:file|files}` is one word for 1 and
another for every other number; `{cell_m:extent}` is a length in metres, told in centimetres below
one metre. `{reason:lower}` is in small letters, and `{reason:remedy}` is what
can be done about the error that `reason` tells. A list is told with the language's own comma; a
message among the values is told in the same language.
An entry may also be a list of lines (`lines`).
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from itertools import zip_longest
from pathlib import Path
from string import Formatter
from typing import Any, NamedTuple

from missionplanner.assets import own_plugins, plugins, resources
from missionplanner.messages.language import Language, in_window, spoken
from missionplanner.messages.message import Message, Value

_COMMA: dict[Language, str] = {"en": ", ", "zh": "、"}
_LEAST_IN_METRES = 0.9995  # from here on centimetres would read 100.0
_TABLE = re.compile(r"^\[(\w+)[\w.]*\]$", re.MULTILINE)
_folders: dict[str, Path] = {}


class Sentence(NamedTuple):
    """What a message says.

    Attributes
    ----------
    what : str
    remedy : str
        What can be done about it; empty where the catalogue has none.
    window, window_what : str
        The remedy, and what is said, where a window is the one that answers: it has neither options
        nor keys of files. Empty: as on a command line.
    """

    what: str
    remedy: str = ""
    window: str = ""
    window_what: str = ""


def sentence(message: Message, language: Language | None = None) -> str:
    """Return what a message says, in the language of this process where none is named."""
    return told(message, language).what


def told(message: Message, language: Language | None = None) -> Sentence:
    """Return what a message says and what can be done about it.

    A code that no catalogue knows, as of a plugin that is gone, is told by its code and values; so
    is one whose values do not fit, as a file of somebody else may hold it.
    """
    language = language or spoken()
    entry = entry_of(message.code, language)
    if entry is None:
        text = message.values.get(language, message.values.get("text"))
        return Sentence(str(text) if text is not None else _bare(message))
    speaker = _Speaker(language)
    try:
        seen = in_window()
        what = (entry.window_what if seen else "") or entry.what
        remedy = (entry.window if seen else "") or entry.remedy
        return Sentence(
            speaker.vformat(what, (), message.values),
            speaker.vformat(remedy, (), message.values),
        )
    except (LookupError, ValueError, TypeError, AttributeError):
        return Sentence(_bare(message))


def plainly(message: Message) -> str:
    """Return what a message says in English, whoever answers: a window has words of its own."""
    entry = entry_of(message.code, "en")
    return _Speaker("en").vformat(entry.what, (), message.values) if entry else _bare(message)


def known(code: str) -> bool:
    """Tell whether there are words for a code."""
    return entry_of(code, "en") is not None


def has_words(message: Message) -> bool:
    """Tell whether a message is said in words, its own or a catalogue's: else by its code alone."""
    if not known(message.code):
        return not {"text", spoken()}.isdisjoint(message.values)
    return told(message, "en").what != _bare(message)


def lines(code: str, language: Language | None = None) -> tuple[str, ...]:
    """Return the lines kept as a list under a code, as a page prints them; they hold no braces."""
    found = _found(code, language or spoken())
    return tuple(str(line) for line in found) if isinstance(found, list) else ()


def entry_of(code: str, language: Language) -> Sentence | None:
    """Return the words of a code with their braces, or None where there are none."""
    found = _found(code, language)
    if isinstance(found, str):
        return Sentence(found)
    if isinstance(found, Mapping) and "what" in found:
        return Sentence(*(str(found.get(part, "")) for part in Sentence._fields))
    return None


def _found(code: str, language: Language) -> Any:
    room, _, name = code.partition(".")
    found: Any = _table(room, language)
    for part in (name or "").split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def add_words(name: str, folder: Path) -> None:
    """Know the words of a plugin: its codes begin with its name and a dot.

    Parameters
    ----------
    name : str
    folder : Path
        Of en.toml and zh.toml; what it does not have is told by code.
    """
    _folders[name] = folder
    _table.cache_clear()


def read_words(path: Path) -> dict[str, Any]:
    """Return the words in a file; none where there is no such file."""
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def rooms_of(text: str) -> dict[str, str]:
    """Return the text of each room of a catalogue, by the first part of its tables' names.

    To read one room takes a hundredth of what all of them take, and a start needs one or two.
    """
    rooms: dict[str, str] = {}
    places = [*_TABLE.finditer(text)]
    for place, after in zip_longest(places, places[1:]):
        end = after.start() if after else len(text)
        rooms[place[1]] = rooms.get(place[1], "") + text[place.start() : end]
    return rooms


@cache
def _all(language: Language) -> dict[str, str]:
    return rooms_of((resources() / "words" / f"{language}.toml").read_text(encoding="utf-8"))


@cache
def _table(room: str, language: Language) -> Mapping[str, Any]:
    if room in (texts := _all(language)):
        found: Mapping[str, Any] = tomllib.loads(texts[room])[room]
        return found
    if not room.isidentifier():  # a code is a stranger's, and no path
        return {}
    # A room of its own, so that a plugin cannot speak in the name of the product.
    shipped = plugins() / room
    home = shipped if shipped.is_dir() else own_plugins() / room
    path = _folders.get(room, home / "words") / f"{language}.toml"
    try:
        return read_words(path)
    except (OSError, ValueError):  # a stranger's, in a process that has not loaded the plugin
        return {}


def _bare(message: Message) -> str:
    values = ", ".join(f"{key}={value}" for key, value in message.values.items())
    return f"{message.code} ({values})" if values else message.code


class _Speaker(Formatter):
    def __init__(self, language: Language) -> None:
        self._language = language

    def format_field(self, value: Any, format_spec: str) -> str:
        if "|" in format_spec:
            one, more = format_spec.split("|", 1)
            return one if value == 1 else more
        if format_spec == "extent":
            return (
                f"{round(value, 2):g} m" if value >= _LEAST_IN_METRES else f"{100 * value:.1f} cm"
            )
        if format_spec == "remedy":
            return told(value, self._language).remedy
        if format_spec == "lower":
            return str(self._said(value)).lower()
        if isinstance(value, Message | tuple):
            return format(self._said(value), format_spec)
        return str(super().format_field(value, format_spec))

    def convert_field(self, value: Any, conversion: str | None) -> Any:
        return super().convert_field(self._said(value) if conversion else value, conversion)

    def _said(self, value: Value) -> Value:
        if isinstance(value, Message):
            return sentence(value, self._language)
        if isinstance(value, tuple):
            return _COMMA[self._language].join(str(self._said(part)) for part in value)
        return value
