"""What every step of the packaging asks for: folders, version, and the moment that files bear."""

import hashlib
import os
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "dist"
MAC, WINDOWS = sys.platform == "darwin", sys.platform == "win32"
FROZEN = OUT / ("Osprey Mission Planner.app" if MAC else "osprey")
NAME = "osprey-mission-planner"
TITLE = "Osprey Mission Planner"
# The program that compiles the kernels once the rest is frozen; it is not shipped. On macOS the
# bundle starts what comes first by the alphabet: that is `missionplanner`.
COMPILER = "precompile-kernels"


def project() -> dict[str, object]:
    """Return the table `project` of pyproject.toml."""
    table: dict[str, object] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))[
        "project"
    ]
    return table


def version() -> str:
    """Return the version that is being packed."""
    return str(project()["version"])


def epoch() -> int:
    """Return the second that packed files bear: SOURCE_DATE_EPOCH, or that of the last commit.

    Two builds of one commit are the same to the byte only where they bear the same moment.
    """
    told = os.environ.get("SOURCE_DATE_EPOCH")
    if told:
        return int(told)
    git = ["git", "log", "-1", "--format=%ct"]
    done = subprocess.run(git, cwd=ROOT, capture_output=True, text=True, check=True)
    return int(done.stdout)


def environment() -> dict[str, str]:
    """Return the environment of a build that can be done again."""
    return {**os.environ, "SOURCE_DATE_EPOCH": str(epoch()), "PYTHONHASHSEED": "0"}


def program(name: str = "missionplanner") -> Path:
    """Return the frozen program, or another beside it."""
    if MAC:
        return FROZEN / "Contents" / "MacOS" / name
    return FROZEN / (f"{name}.exe" if WINDOWS else name)


def licences_folder() -> Path:
    """Return where the licence texts lie in the frozen program."""
    return FROZEN / "Contents" / "Resources" / "licences" if MAC else FROZEN / "licences"


def sha256(path: Path) -> str:
    """Return the checksum of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def folder_bytes(folder: Path) -> int:
    """Return what the files of a folder take; links count nothing."""
    return sum(
        path.stat().st_size
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink()
    )
