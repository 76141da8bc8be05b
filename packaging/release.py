"""Make a release, in one command: ``python packaging/release.py VERSION``.

Checks that the version is told everywhere and in the changelog, that everything is committed, and
runs every test. Then it makes the manual, wheel and source distribution (twice: they must be the
same to the byte), the frozen program, tries that, packs it for this system, and writes the bill of
materials and the checksums beside them, into `dist/VERSION`. It uploads nothing.

``--without tests,installer`` leaves steps out, for trying the rest; a release leaves none out.
Without `freeze` the frozen program that is there is tried and packed.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from datetime import date
from pathlib import Path

from facts import (
    FROZEN,
    OUT,
    ROOT,
    environment,
    epoch,
    licences_folder,
    program,
    sha256,
    version,
)

STEPS = ("clean", "tests", "manual", "freeze", "installer")
_VERSION = re.compile(r"\d+\.\d+\.\d+((a|b|rc)\d+)?")


class Unready(Exception):
    """The release cannot be made; the text says what to do."""


def say(words: str) -> None:
    """Tell where the release stands."""
    print(f"release: {words}", file=sys.stderr, flush=True)


def check_version(asked: str) -> None:
    """Refuse a version that the project does not tell, or the changelog does not know."""
    if not _VERSION.fullmatch(asked):
        raise Unready(f"{asked}: a version is MAJOR.MINOR.PATCH, as 1.4.0 or 1.4.0rc1")
    code = (ROOT / "missionplanner" / "__init__.py").read_text("utf-8")
    cited = (ROOT / "CITATION.cff").read_text("utf-8")
    for place, told in (
        ("pyproject.toml", version()),
        ("missionplanner/__init__.py", "".join(re.findall(r'__version__ = "(.+?)"', code))),
        ("CITATION.cff", "".join(re.findall(r"^version: (.+)$", cited, re.MULTILINE))),
    ):
        if told != asked:
            raise Unready(f"{place} says version {told}; write {asked} there and commit it")
    check_changes((ROOT / "CHANGELOG.md").read_text("utf-8"), asked)


def check_changes(text: str, asked: str) -> None:
    """Refuse a changelog without a dated entry of the version, or with lines that wait."""
    parts = re.split(r"^## \[(.+?)\](.*)$", text, flags=re.MULTILINE)
    entries = {parts[i]: (parts[i + 1], parts[i + 2]) for i in range(1, len(parts) - 2, 3)}
    if asked not in entries:
        raise Unready(f"CHANGELOG.md: no entry '## [{asked}] - {date.today()}'; write it")
    day, lines = entries[asked]
    if not re.fullmatch(r" - \d{4}-\d{2}-\d{2}", day.rstrip()):
        raise Unready(f"CHANGELOG.md: the entry of {asked} bears no day; write '- {date.today()}'")
    if not re.search(r"^- ", lines, flags=re.MULTILINE):
        raise Unready(f"CHANGELOG.md: the entry of {asked} is empty; say what changed")
    if re.search(r"^- ", entries.get("Unreleased", ("", ""))[1], flags=re.MULTILINE):
        raise Unready(f"CHANGELOG.md: lines wait under Unreleased; move them to {asked}")


def check_clean() -> None:
    """Refuse a checkout whose files are not those of its commit."""
    told = run(["git", "status", "--porcelain"], capture=True)
    if told.strip():
        raise Unready(f"not committed:\n{told.rstrip()}\ncommit or remove it")


def run(command: list[str], *, capture: bool = False) -> str:
    """Run a step in the checkout; its failure is that of the release."""
    out = subprocess.PIPE if capture else None
    done = subprocess.run(command, cwd=ROOT, env=environment(), text=True, stdout=out, check=False)
    if done.returncode != 0:
        raise Unready(f"failed, see above: {' '.join(command)}")
    return done.stdout or ""


def script(name: str, *arguments: str) -> None:
    """Run a script of this folder."""
    run([sys.executable, str(ROOT / "packaging" / name), *arguments])


def distributions(into: Path) -> list[Path]:
    """Build wheel and source distribution twice; return them, or refuse where the two differ."""
    with tempfile.TemporaryDirectory() as aside:
        for place in (into, Path(aside)):
            run([sys.executable, "-m", "build", "--no-isolation", "--outdir", str(place), "."])
        made = sorted(path for path in into.iterdir() if path.suffix in (".whl", ".gz"))
        unlike = [path.name for path in made if sha256(path) != sha256(Path(aside) / path.name)]
    if len(made) != 2 or unlike:
        raise Unready(f"built twice, and not the same: {', '.join(unlike) or 'files missing'}")
    return made


def manual(into: Path) -> None:
    """Build the manual and pack it, each page with the moment of the commit."""
    run([sys.executable, str(ROOT / "docs" / "build.py")])
    pages, moment = ROOT / "build" / "docs", time.gmtime(epoch())[:6]
    name = f"osprey-mission-planner-{version()}-manual"
    with zipfile.ZipFile(into / f"{name}.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        for page in sorted(path for path in pages.rglob("*") if path.is_file()):
            place = zipfile.ZipInfo(f"{name}/{page.relative_to(pages).as_posix()}", moment)
            place.compress_type, place.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            packed.writestr(place, page.read_bytes())


def installer(into: Path) -> None:
    """Try the frozen program, and pack it for this system."""
    inputs = ROOT / "build" / "smoke"
    script("make_smoke_inputs.py", str(inputs))
    with tempfile.TemporaryDirectory() as home:
        script("smoke_test.py", str(program()), str(inputs), "--home", f"{home}/home")
    shutil.copyfile(licences_folder() / "sbom.cdx.json", into / "sbom.cdx.json")
    if sys.platform == "linux":
        script("make_deb.py")
        for path in OUT.glob(f"*_{version()}_*.deb"):
            shutil.move(path, into / path.name)
    elif sys.platform == "win32":
        out = into / f"osprey-mission-planner-{version()}-setup.exe"
        facts = {"VERSION": version(), "SOURCE": FROZEN, "OUT": out}
        facts["ICON"] = ROOT / "build" / "frozen" / "icons" / "osprey.ico"
        words = [f"-D{key}={value}" for key, value in facts.items()]
        run(["makensis", "-V2", *words, str(ROOT / "packaging" / "osprey.nsi")])
    else:
        image = into / f"osprey-mission-planner-{version()}.dmg"
        run(["hdiutil", "create", "-volname", "Osprey", "-srcfolder", str(FROZEN), str(image)])


def checksums(folder: Path) -> None:
    """Write `SHA256SUMS` of what lies in a folder, as `sha256sum -c` reads it."""
    files = sorted(path for path in folder.iterdir() if path.name != "SHA256SUMS")
    lines = [f"{sha256(path)}  {path.name}\n" for path in files]
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8", newline="\n")


def release(asked: str, without: set[str]) -> Path:
    """Make it; return the folder."""
    check_version(asked)
    if "clean" not in without:
        check_clean()
    into = OUT / asked
    shutil.rmtree(into, ignore_errors=True)
    into.mkdir(parents=True)
    if "tests" not in without:
        say("tests")
        run([sys.executable, "run.py", "test"])
        run([sys.executable, "run.py", "test", "--long"])
    if "manual" not in without:
        say("the manual")
        manual(into)
    say("wheel and source distribution, twice")
    distributions(into)
    if "freeze" not in without:
        say("the frozen program")
        script("freeze.py")
    if "installer" not in without:
        say("the installer")
        installer(into)
    checksums(into)
    return into


def main() -> int:
    """Do what the command line asks; return the exit code."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("version")
    asked.add_argument("--without", default="", help="steps left out: " + ", ".join(STEPS))
    given = asked.parse_args()
    without = {word for word in given.without.split(",") if word}
    try:
        if unknown := without - set(STEPS):
            raise Unready(f"no such step: {', '.join(sorted(unknown))}; there are {STEPS}")
        folder = release(given.version, without)
    except Unready as fault:
        say(str(fault))
        return 2
    for path in sorted(folder.iterdir()):
        print(f"{path.stat().st_size / 1e6:8.1f} MB  {path.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
