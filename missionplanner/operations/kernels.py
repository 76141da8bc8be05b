"""Whether the inner loops of this program were compiled on this computer before."""

import json
import sys
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from platformdirs import user_cache_path

from missionplanner import __version__, assets
from missionplanner.errors import InputError, OutputError
from missionplanner.storage.atomic import write_whole
from missionplanner.storage.folders import made
from missionplanner.storage.saved import read_object

_MOST = 20


def kernels_ready() -> bool:
    """Tell whether they were, for this version of program, Python and numba in this folder."""
    return _this_program() in _noted()


def note_ready() -> None:
    """Note that they were; where nothing can be written, the next start looks again."""
    others = [name for name in _noted() if name != _this_program()]
    with suppress(OutputError):
        made(_file().parent)
        write_whole(_file(), json.dumps({"ready": [*others, _this_program()][-_MOST:]}).encode())


def _noted() -> list[str]:
    with suppress(InputError):
        ready = read_object(_file()).get("ready")
        return [str(name) for name in ready] if isinstance(ready, list) else []
    return []


def _file() -> Path:
    return Path(user_cache_path("osprey", appauthor=False)) / "kernels.json"


def _this_program() -> str:
    try:
        compiler = version("numba")
    except PackageNotFoundError:
        compiler = ""
    python = "{}.{}".format(*sys.version_info[:2])
    place = assets.resources().parent
    return f"{__version__}, Python {python}, numba {compiler}, {place}"
