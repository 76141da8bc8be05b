"""Where the things that ship beside the code are found, in a checkout and in an installed wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resources() -> Path:
    """Return the folder of catalogues, geoid, examples, translations and styles."""
    return _beside("resources")


def plugins() -> Path:
    """Return the folder of the first-party plugins."""
    return _beside("plugins")


def docs() -> Path:
    """Return the folder of the manual's pages, as Markdown."""
    return _beside("docs")


def kernels() -> Path | None:
    """Return the folder of kernels that were compiled when the program was frozen, or None."""
    folder = _PACKAGE / "_kernels"
    return folder if folder.is_dir() else None


def _beside(name: str) -> Path:
    # A wheel carries the folder inside the package; a checkout has it next to the package.
    inside = _PACKAGE / f"_{name}"
    return inside if inside.is_dir() else _PACKAGE.parent / name
