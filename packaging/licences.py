"""Collect what is shipped: every distribution, its licence text, where its source is.

``python packaging/licences.py OUT`` writes one folder a distribution, `SOURCES.txt`, and fails
where a licence text is missing: nothing may be shipped without it. To be run by the Python whose
packages are shipped.
"""

import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from facts import ROOT, project
from packaging.requirements import Requirement

# Where a wheel brings no licence text: the text of its source distribution, or of the licence that
# we take it under.
TEXTS = ROOT / "packaging" / "licence_texts"
TAKEN_UNDER = {
    "pyside6-essentials": "GPL-3.0-only",
    "shiboken6": "GPL-3.0-only",
}
EXTRAS = ("radio", "images")
# Asked for by a dependency, and left out of what is frozen: see osprey.spec.
LEFT_OUT = frozenset({"distributed", "opfunu", "pandas"})

_LICENCE = re.compile(r"(^|/)(licen[cs]es?|copying|notice|authors)[^/]*$", re.IGNORECASE)


@dataclass(frozen=True)
class Shipped:
    """One distribution that is shipped.

    Attributes
    ----------
    name, version : str
    licence : str
        As its author tells it.
    source : str
        Address of its source.
    files : tuple of Path
        Licence texts.
    """

    name: str
    version: str
    licence: str
    source: str
    files: tuple[Path, ...]


def normal(name: str) -> str:
    """Return a name as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def requirements() -> list[Requirement]:
    """Return what the frozen program asks for."""
    table = project()
    extras = table["optional-dependencies"]
    asked = [*table["dependencies"], *(one for extra in EXTRAS for one in extras[extra])]
    return [Requirement(one) for one in asked]


def closure(asked: list[Requirement]) -> dict[str, Distribution]:
    """Return the distributions that requirements lead to, by normal name, as installed here."""
    found: dict[str, Distribution] = {}
    waiting = [(one, "") for one in asked]
    seen: set[tuple[str, str]] = set()
    while waiting:
        wanted, extra = waiting.pop()
        if wanted.marker and not wanted.marker.evaluate({"extra": extra}):
            continue
        name = normal(wanted.name)
        if name in LEFT_OUT:
            continue
        try:
            found.setdefault(name, distribution(name))
        except PackageNotFoundError:
            raise SystemExit(f"{name}: not installed in this environment") from None
        needs = [Requirement(text) for text in found[name].requires or ()]
        for one in ("", *sorted(wanted.extras)):
            if (name, one) not in seen:
                seen.add((name, one))
                waiting += [(need, one) for need in needs]
    return dict(sorted(found.items()))


def shipped() -> list[Shipped]:
    """Return every distribution that is shipped, by name."""
    return [_described(name, one) for name, one in closure(requirements()).items()]


def _described(name: str, one: Distribution) -> Shipped:
    files = tuple(_texts(name, one))
    if not files:
        raise SystemExit(f"{name}: no licence text; put it into {TEXTS.name}/{name}.txt")
    return Shipped(one.metadata["Name"], one.version, _licence(name, one), _source(one), files)


def _texts(name: str, one: Distribution) -> Iterator[Path]:
    own = TEXTS / f"{name}.txt"
    if own.is_file():
        yield own
    if name in TAKEN_UNDER:
        yield ROOT / "LICENSE"
    for file in one.files or ():
        if _LICENCE.search(str(file)) and file.suffix not in (".py", ".pyc"):
            yield Path(str(file.locate()))


def _licence(name: str, one: Distribution) -> str:
    """Return the licence in a few words; the classifier where the field holds the whole text."""
    told = one.metadata.get("License-Expression") or one.metadata.get("License") or ""
    kinds = one.metadata.get_all("Classifier") or []
    classes = [kind.split(" :: ")[-1] for kind in kinds if kind.startswith("License")]
    if name in TAKEN_UNDER:
        return TAKEN_UNDER[name]
    if not told or "\n" in told or len(told) > 80:
        told = "; ".join(classes)
    return told or "see its text"


def _source(one: Distribution) -> str:
    urls = {
        label.strip().lower(): url.strip()
        for label, _, url in (
            line.partition(",") for line in one.metadata.get_all("Project-URL") or ()
        )
    }
    named = [urls[key] for key in ("source", "source code", "repository", "code") if key in urls]
    return next(iter([*named, one.metadata.get("Home-page") or "", *urls.values()]), "")


def python_licence() -> Path:
    """Return the licence of the Python that is shipped."""
    for folder in (Path(sys.base_prefix), Path(sys.base_prefix) / "lib" / _python()):
        for name in ("LICENSE.txt", "LICENSE"):
            if (folder / name).is_file():
                return folder / name
    raise SystemExit(f"{sys.base_prefix}: no licence of Python there")


def _python() -> str:
    return "python{}.{}".format(*sys.version_info[:2])


def collect(out: Path) -> list[Shipped]:
    """Write the texts and `SOURCES.txt` into a folder; return what they are of."""
    found = shipped()
    shutil.rmtree(out, ignore_errors=True)
    for one in found:
        place = out / normal(one.name)
        place.mkdir(parents=True)
        for file in one.files:
            name = file.name
            while (place / name).exists():  # parts of a package have licences of one name
                name = f"{file.parent.name}-{name}" if name == file.name else f"_{name}"
            shutil.copyfile(file, place / name)
    (out / "python").mkdir()
    shutil.copyfile(python_licence(), out / "python" / "LICENSE.txt")
    shutil.copyfile(ROOT / "LICENSE", out / "GPL-3.txt")
    (out / "SOURCES.txt").write_text(sources(found), encoding="utf-8")
    return found


def sources(found: list[Shipped]) -> str:
    """Return the list of what is shipped, with licences and where the source is."""
    lines = [
        "Osprey Mission Planner is free software under GPL-3.0-or-later (GPL-3.txt). Its complete",
        "source is the source distribution of the same version, published beside this program; it",
        "holds the scripts that build this program too.",
        "",
        "It is shipped with these, in their published versions; their texts are in this folder.",
        "Source: at the address, and as the source distribution of that version in Python's index.",
        "",
        f"python {'.'.join(map(str, sys.version_info[:3]))} | PSF-2.0 | https://www.python.org",
    ]
    lines += [f"{one.name} {one.version} | {one.licence} | {one.source}" for one in found]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(f"{len(collect(Path(sys.argv[1])))} distributions")
