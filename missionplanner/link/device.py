"""The identity of a computer on the link: a device drawn once, and a boot counted at each start."""

import secrets
from pathlib import Path

from pydantic import Field

from missionplanner.errors import InputError
from missionplanner.link.session import Identity
from missionplanner.messages.message import message
from missionplanner.model.places import Frozen
from missionplanner.storage.atomic import write_whole
from missionplanner.storage.saved import read_saved

FILE = "device.json"
_MOST_BOOTS = 1 << 16
_RENEW = message("link.renew_device")


class _Saved(Frozen):
    device: int = Field(ge=1, lt=1 << 32)
    boot: int = Field(ge=0, lt=_MOST_BOOTS)


def next_identity(folder: Path) -> Identity:
    """Return who this folder's computer is, with a boot that was never used; it is written first.

    Raises
    ------
    InputError
        The file is damaged, or its 65,536 starts are used up.
    OutputError
        It cannot be written.
    """
    path = folder / FILE
    before = read_saved(path, _Saved, _RENEW)
    boot = before.boot + 1 if before else 0
    if boot >= _MOST_BOOTS:
        raise InputError("link.boots_used", str(path), help=_RENEW)
    device = before.device if before else 1 + secrets.randbelow((1 << 32) - 1)
    write_whole(path, _Saved(device=device, boot=boot).model_dump_json(indent=2).encode())
    return Identity(device, boot)
