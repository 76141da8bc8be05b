"""Make `resources/fonts`: Inter in four static weights, Latin and Greek signs only.

Qt ignores the weights of a variable font that a program adds, so the weights are cut once, here.
Run with `fontpkg-inter` and `fonttools` installed: ``python packaging/make_fonts.py``.
"""

from pathlib import Path

import fontpkg_inter
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

WEIGHTS = (400, 500, 600, 700)
RANGES = (
    (0x20, 0x17F),
    (0x370, 0x3CE),
    (0x2000, 0x206F),
    (0x2070, 0x209F),
    (0x2190, 0x2193),
    (0x2200, 0x2265),
    (0x25CF, 0x25CF),
)
OUT = Path(__file__).resolve().parent.parent / "resources" / "fonts"


def main() -> None:
    """Write one file a weight and the licence."""
    package = Path(fontpkg_inter.__file__).parent
    source = next((package / "files").glob("Inter[[]*.ttf"))
    OUT.mkdir(parents=True, exist_ok=True)
    wanted = {code for low, high in RANGES for code in range(low, high + 1)}
    for weight in WEIGHTS:
        font = instantiateVariableFont(
            TTFont(source), {"wght": weight, "opsz": 14}, updateFontNames=True
        )
        cutter = Subsetter(
            Options(layout_features=["kern", "tnum", "calt", "ccmp", "mark", "mkmk"])
        )
        cutter.populate(unicodes=wanted)
        cutter.subset(font)
        font.save(OUT / f"Inter-{weight}.ttf")
    (OUT / "OFL.txt").write_text((package / "LICENSE").read_text("utf-8"), "utf-8")


if __name__ == "__main__":
    main()
