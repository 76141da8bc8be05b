"""Entries of the user's own catalogue, made from a form: how they are called, judged and kept."""

import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from missionplanner.aircraft.catalogue import forget, user_folder
from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message
from missionplanner.storage.atomic import remove, write_whole
from missionplanner.storage.complaints import reason
from missionplanner.storage.folders import made
from missionplanner.storage.toml_text import toml_text

LONGEST_NAME = 80
SOURCE = "Typed in by its owner"
_PREFIX = "own-"


def form_faults(form: type[BaseModel], fields: Mapping[str, Any]) -> dict[str, Message]:
    """Return what is wrong with each field of a form, all at once; nothing where all is right."""
    nameless = {} if fields.get("name") else {"name": message("aircraft.name_missing")}
    try:
        form.model_validate(dict(fields))
    except ValidationError as error:
        found = {str(one["loc"][0]): reason(one) for one in error.errors() if one["loc"]}
        return {**found, **nameless}
    return nameless


def is_own(kind: str, key: str, folder: Path | None = None) -> bool:
    """Tell whether an entry is one of the user's own, made by a form: it may be made anew."""
    return key.startswith(_PREFIX) and ((folder or user_folder(kind)) / f"{key}.toml").is_file()


def drop_entry(kind: str, key: str, folder: Path | None = None) -> None:
    """Take an entry of the user's own out of the catalogue; others stay.

    Raises
    ------
    OutputError
        The file cannot be removed.
    """
    if is_own(kind, key, folder):
        remove((folder or user_folder(kind)) / f"{key}.toml")
        forget()


def keep_entry(
    kind: str,
    entry: Mapping[str, Any],
    known: Collection[str],
    folder: Path | None = None,
    *,
    anew: str = "",
) -> str:
    """Write an entry to the user's own catalogue, where it is known from now on.

    Parameters
    ----------
    kind : str
        'aircraft' or 'sensors'.
    entry : mapping
        Its fields; the key follows from `name`.
    known : collection of str
        Keys that are taken.
    folder : Path, optional
        Another place than the user's own.
    anew : str
        Key of an entry of the user's own that this one may take the place of.

    Returns
    -------
    str
        The key.

    Raises
    ------
    InputError
        There is an entry of that name.
    OutputError
        The file cannot be written.
    """
    name = str(entry["name"])
    key, place = _key(name), folder or user_folder(kind)
    path = place / f"{key}.toml"
    same = key == anew and is_own(kind, anew, folder)
    if not same and (key in known or path.exists()):
        raise InputError("aircraft.there_already", name)
    made(place)
    write_whole(path, toml_text({**entry, "key": key}).encode())
    forget()
    return key


def _key(name: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:60]
    # Names in other scripts leave nothing of themselves in a key.
    letters = plain or "".join(f"{ord(sign):x}" for sign in name.strip())[:40]
    return f"{_PREFIX}{letters}"
