"""Build the manual: `python docs/build.py` writes `build/docs`, offline; a warning is an error.

It needs the dependency group `docs` (Sphinx, MyST, jieba) and not the program. The English manual
lies in `build/docs`, the pilot's part in Chinese in `build/docs/zh`: two builds, since the search
of each cuts words in its own way.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

DOCS = Path(__file__).resolve().parent
OUT = DOCS.parent / "build" / "docs"

# What a browser fetches by itself; a link that somebody clicks may lead anywhere.
_FETCHED = re.compile(
    r"""<(?:script|img|iframe|source)\b[^>]*\bsrc="(?:https?:)?//[^"]*"""
    r"""|<link\b[^>]*\brel="(?:stylesheet|preload|icon)"[^>]*\bhref="(?:https?:)?//[^"]*"""
    r"""|<link\b[^>]*\bhref="(?:https?:)?//[^"]*"[^>]*\brel="(?:stylesheet|preload|icon)"
    |@import\s+url\(["']?(?:https?:)?//""",
    re.VERBOSE,
)
_LINK = re.compile(r"<a\b[^>]*\bhref=\"((?!mailto:)[^\"]+)\"")


def build(source: Path, out: Path, language: str) -> int:
    """Build one language; return Sphinx's exit code, which is not 0 after a warning."""
    sphinx = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-b", "html"]
    folders = ["-c", str(DOCS), "-d", str(OUT.parent / f"docs-read-{language}")]
    environment = {**os.environ, "MANUAL_LANGUAGE": language}
    return subprocess.call([*sphinx, *folders, str(source), str(out)], env=environment)


def fetched(folder: Path) -> list[str]:
    """Return what pages of a built manual would fetch from a network, with the page's name."""
    return [
        f"{page.relative_to(folder)}: {found[0]}"
        for ending in ("*.html", "*.css")
        for page in sorted(folder.rglob(ending))
        for found in _FETCHED.finditer(page.read_text(encoding="utf-8"))
    ]


def astray(folder: Path) -> list[str]:
    """Return the links of a built manual's pages that lead to no page of it.

    Sphinx knows each language alone; this holds the links between the two as well.
    """
    found = []
    for page in sorted(folder.rglob("*.html")):
        for link in _LINK.findall(page.read_text(encoding="utf-8")):
            name = link.partition("#")[0]
            if name and "://" not in name and not (page.parent / name).exists():
                found.append(f"{page.relative_to(folder)}: {link}")
    return found


def main() -> int:
    """Build both languages anew; return 0, or 1 where anything was wrong."""
    shutil.rmtree(OUT, ignore_errors=True)
    failed = build(DOCS, OUT, "en") or build(DOCS / "pilot" / "zh", OUT / "zh", "zh")
    if failed:
        return 1
    if needs := fetched(OUT):
        print("these come from a network:", *needs, sep="\n", file=sys.stderr)
        return 1
    if lost := astray(OUT):
        print("these links lead nowhere:", *lost, sep="\n", file=sys.stderr)
        return 1
    print(f"the manual is in {OUT / 'index.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
