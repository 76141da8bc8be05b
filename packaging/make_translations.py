"""Bring `resources/i18n` up to date with the window's words, and compile it.

Run ``python packaging/make_translations.py``; then translate what is left unfinished in the .ts
file (with Qt Linguist, or by hand) and run it again. Both files are committed.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TS = ROOT / "resources" / "i18n" / "missionplanner_zh_CN.ts"


def main() -> int:
    """Call lupdate and lrelease of this environment."""
    tools = Path(sys.executable).parent
    sources = sorted(
        str(p.relative_to(ROOT)) for p in (ROOT / "missionplanner" / "ui").rglob("*.py")
    )
    options = ["-source-language", "en", "-target-language", "zh_CN", "-no-obsolete"]
    update = [tools / "pyside6-lupdate", *sources, "-ts", TS, *options, "-locations", "none"]
    subprocess.run(update, check=True, cwd=ROOT)
    release = [tools / "pyside6-lrelease", TS, "-qm", TS.with_suffix(".qm")]
    return subprocess.run(release, check=True, cwd=ROOT).returncode


if __name__ == "__main__":
    sys.exit(main())
