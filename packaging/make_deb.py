"""Make Debian packages of the frozen program: `dist/osprey-mission-planner_VERSION_ARCH.deb`.

What only photos need is a second one, `osprey-mission-planner-images`.
``python packaging/make_deb.py`` after freeze.py, on Debian or Ubuntu. The same folder and the same
moment (`SOURCE_DATE_EPOCH`) give the same packages to the byte.
"""

import gzip
import os
import re
import shutil
import subprocess
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from textwrap import dedent

from desktop import DESKTOP, METAINFO, MIME
from facts import FROZEN, NAME, OUT, ROOT, environment, epoch, folder_bytes, version

TREE = ROOT / "build" / "deb"
PLACE = Path("usr/lib") / NAME
MOST_MB = 150

# What judges and lays out photos is a fifth of the whole: a package of its own, which the program
# recommends.
IMAGES = f"{NAME}-images"
IMAGES_TREE = ROOT / "build" / "deb-images"
IMAGES_PARTS = ("cv2", "opencv_python_headless*")

# Machine code packs 7 % better where the addresses in it are made absolute first, and one window
# over much of what is packed finds what libraries have alike. dpkg and apt read both; installing
# takes as much memory as the window.
WINDOW, BLOCK = "128MiB", "384MiB"
ADDRESSES = {"amd64": ["--x86"]}

WORDS = [
    f"Recommends: {IMAGES}, fonts-wqy-microhei | fonts-noto-cjk, xdg-desktop-portal",
    "Description: verified drone survey missions over steep mines",
    " Plans survey flights for several sensors over steep ground, clear of threats and",
    " within what batteries and wind allow, verifies them, and writes missions for the",
    " aircraft. Reads the ecology of a mine from imagery of several years.",
]
IMAGES_WORDS = [
    "Description: photos for Osprey Mission Planner",
    " Judges photos from the card for sharpness, finds tie points, lays quick maps.",
]

# Qt opens these when it runs: nothing that is linked says so. PyInstaller leaves drivers to the
# system, too.
RUNTIME = (
    "libgl1", "libegl1", "libfontconfig1", "libdbus-1-3", "libxkbcommon0", "libxkbcommon-x11-0",
    "libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1", "libxcb-shape0", "libxcb-xkb1",
)  # fmt: skip

COPYRIGHT = """\
    Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
    Upstream-Name: Osprey Mission Planner

    Files: *
    Copyright: the authors of Osprey Mission Planner
    License: GPL-3.0-or-later
     The text is in /usr/lib/{name}/licences/GPL-3.txt and in
     /usr/share/common-licenses/GPL-3. The complete source is the source
     distribution of the same version, published beside this package.

    Files: usr/lib/{name}/_internal/*
    Copyright: their authors, as their texts tell
    License: of each of them
     What is shipped, under which licence, and where its source is, stands in
     /usr/lib/{name}/licences/SOURCES.txt; each text in a folder beside it.
    """

# A program that is open would look for the rest of its old self in the new files.
CLOSED_FIRST = """\
    #!/bin/sh
    set -e
    for exe in /proc/[0-9]*/exe; do
        if [ "$(readlink "$exe" 2>/dev/null)" = "/usr/lib/{name}/missionplanner" ]; then
            echo "Osprey Mission Planner is open. Close it, then do this again." >&2
            exit 1
        fi
    done
    """


def architecture() -> str:
    """Return Debian's name of this machine."""
    told = subprocess.run(
        ["dpkg", "--print-architecture"], capture_output=True, text=True, check=True
    )
    return told.stdout.strip()


def needed_glibc(folder: Path) -> str:
    """Return the newest version of glibc that any library in a folder asks for."""
    newest = (2, 17)
    for path in folder.rglob("*"):
        if path.is_file() and (".so" in path.name or os.access(path, os.X_OK)):
            for minor in re.findall(rb"GLIBC_2\.(\d+)\0", path.read_bytes()):
                newest = max(newest, (2, int(minor)))
    return f"{newest[0]}.{newest[1]}"


def asked_for(tree: Path) -> set[str]:
    """Return the shared libraries that those in a tree ask for and that are not in it."""
    files = [p for p in tree.rglob("*") if p.is_file() and not p.is_symlink()]
    programs = [path for path in files if path.open("rb").read(4) == b"\x7fELF"]
    told = subprocess.run(
        ["objdump", "-p", *map(str, programs)], capture_output=True, text=True, check=True
    )
    needed = set(re.findall(r"^  NEEDED +(\S+)$", told.stdout, flags=re.MULTILINE))
    return needed - {path.name for path in tree.rglob("*.so*")}


def owners(libraries: set[str]) -> set[str]:
    """Return the Debian packages that bring shared libraries.

    Raises
    ------
    SystemExit
        A library belongs to no package: it has to be shipped, or what asks for it left out.
    """
    found: set[str] = set()
    for library in sorted(libraries):
        asked = ["dpkg-query", "-S", f"*/{library}"]
        told = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
        names = [line.split(":")[0] for line in told.splitlines() if not line.startswith("diver")]
        plain = [name for name in names if not name.endswith(("-dev", "-dbg"))]
        if not plain:
            raise SystemExit(f"{library}: no package of this system brings it")
        found.add(plain[0])
    return found


def depends(tree: Path) -> list[str]:
    """Return what a tree asks of the system."""
    packages = (owners(asked_for(tree)) | set(RUNTIME)) - {"libc6"}
    return [f"libc6 (>= {needed_glibc(tree)})", *sorted(packages)]


def control(name: str, size_kb: int, needs: list[str], words: list[str]) -> str:
    """Return a package's own description."""
    return "\n".join(
        [
            f"Package: {name}",
            f"Version: {version()}",
            "Section: science",
            "Priority: optional",
            f"Architecture: {architecture()}",
            "Maintainer: the authors of Osprey Mission Planner",
            f"Installed-Size: {size_kb}",
            f"Depends: {', '.join(needs)}",
            *words,
            "",
        ]
    )


def lay_out() -> None:
    """Lay the tree of the package out."""
    shutil.rmtree(TREE, ignore_errors=True)
    shutil.copytree(FROZEN, TREE / PLACE, symlinks=True)
    (TREE / "usr/bin").mkdir(parents=True)
    (TREE / "usr/bin/missionplanner").symlink_to(f"../lib/{NAME}/missionplanner")
    texts = {
        "usr/share/applications/missionplanner.desktop": DESKTOP,
        f"usr/share/mime/packages/{NAME}.xml": MIME,
        "usr/share/metainfo/org.osprey.missionplanner.metainfo.xml": METAINFO.format(
            version=version(), day=datetime.fromtimestamp(epoch(), UTC).date()
        ),
        f"usr/share/doc/{NAME}/copyright": COPYRIGHT.replace("{name}", NAME),
    }
    for place, text in texts.items():
        path = TREE / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
    changes = (ROOT / "CHANGELOG.md").read_bytes()
    packed = gzip.compress(changes, 9, mtime=0)
    (TREE / f"usr/share/doc/{NAME}/changelog.gz").write_bytes(packed)
    icons = TREE / "usr/share/icons/hicolor"
    for picture in sorted((ROOT / "build/frozen/icons").glob("[0-9]*.png")):
        place = icons / f"{picture.stem}x{picture.stem}" / "apps" / "missionplanner.png"
        place.parent.mkdir(parents=True)
        shutil.copyfile(picture, place)
    drawing = icons / "scalable/apps/missionplanner.svg"
    drawing.parent.mkdir(parents=True)
    shutil.copyfile(ROOT / "resources/icons/missionplanner.svg", drawing)


def settle(tree: Path) -> None:
    """Give every file the modes and the moment that do not hang on who builds."""
    for path in sorted(tree.rglob("*"), reverse=True):
        if not path.is_symlink():
            runs = path.is_dir() or os.access(path, os.X_OK)
            path.chmod(0o755 if runs else 0o644)
        os.utime(path, (epoch(), epoch()), follow_symlinks=False)


def part_images() -> None:
    """Move what only photos need into a tree of its own."""
    shutil.rmtree(IMAGES_TREE, ignore_errors=True)
    inside = PLACE / "_internal"
    (IMAGES_TREE / inside).mkdir(parents=True)
    whole = TREE / inside
    moved = [path for pattern in IMAGES_PARTS for path in whole.glob(pattern)]
    if not moved:
        raise SystemExit(f"{whole}: holds no library of pictures; freeze with its extra")
    parts = {path.name for path in moved}
    links = [path for path in whole.iterdir() if path.is_symlink()]
    moved += [link for link in links if link.readlink().parts[0] in parts]
    for path in moved:
        shutil.move(path, IMAGES_TREE / inside / path.name)
    place = IMAGES_TREE / f"usr/share/doc/{IMAGES}/copyright"
    place.parent.mkdir(parents=True)
    place.write_text(dedent(COPYRIGHT).replace("{name}", NAME), encoding="utf-8")


def pack(loose: Path, out: Path) -> None:
    """Pack the parts of a package that dpkg-deb has left loose; `loose` is removed."""
    folder = loose.parent
    subprocess.run(["ar", "x", loose.name], check=True, cwd=folder)
    loose.unlink()
    parts = ["control.tar", "data.tar"]
    # Threads cut the stream in blocks, each packed by itself: few large ones, and the same wherever
    # it is packed.
    command = ["xz", "--threads=2", f"--block-size={BLOCK}", "--check=crc32"]
    command += [*ADDRESSES.get(architecture(), []), f"--lzma2=preset=9,dict={WINDOW}", *parts]
    subprocess.run(command, check=True, cwd=folder)
    out.unlink(missing_ok=True)
    packed = [f"{part}.xz" for part in parts]
    # D: without who and when; q keeps the order that dpkg asks for.
    subprocess.run(["ar", "qcDS", str(out), "debian-binary", *packed], check=True, cwd=folder)


def build(tree: Path, name: str, needs: list[str], words: list[str]) -> Path:
    """Make one package of a tree; say where it is larger than wanted."""
    size_kb = folder_bytes(tree) // 1024
    (tree / "DEBIAN").mkdir()
    told = control(name, size_kb, needs, words)
    (tree / "DEBIAN" / "control").write_text(told, encoding="utf-8")
    for script in ("preinst", "prerm"):
        path = tree / "DEBIAN" / script
        path.write_text(dedent(CLOSED_FIRST).replace("{name}", NAME), encoding="utf-8")
        path.chmod(0o755)
    settle(tree)
    out = OUT / f"{name}_{version()}_{architecture()}.deb"
    with tempfile.TemporaryDirectory(dir=OUT) as aside:
        loose = Path(aside) / "loose.deb"
        command = ["dpkg-deb", "--root-owner-group", "-Znone", "--build", str(tree), str(loose)]
        subprocess.run(command, check=True, env=environment(), stdout=subprocess.DEVNULL)
        pack(loose, out)
    packed_mb = out.stat().st_size / 1e6
    print(f"{out}: {packed_mb:.0f} MB packed, {size_kb / 1e3:.0f} MB installed")
    if packed_mb > MOST_MB:
        print(f"{out.name}: larger than the {MOST_MB} MB that are wanted")
    return out


def main() -> list[Path]:
    """Make the program's package, and that of what only photos need."""
    lay_out()
    part_images()
    same = f"{NAME} (= {version()})"
    return [
        build(TREE, NAME, depends(TREE), WORDS),
        build(IMAGES_TREE, IMAGES, [same], IMAGES_WORDS),
    ]


if __name__ == "__main__":
    main()
