"""The colours of both themes; every text pair keeps a contrast of 4.5 to 1."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Tokens:
    """One theme. Colours are `#RRGGBB`; `shade` are the darkest and lightest relief factors."""

    name: str
    chrome: str
    surface: str
    raised: str
    hover: str
    border: str
    control: str
    text: str
    muted: str
    accent: str
    on_accent: str
    link: str
    tint: str
    ok: str
    warn: str
    error: str
    zone: str
    guide: str
    casing: str
    ink: str
    ground: str
    ground_line: str
    chosen_segment: str
    beyond: str
    beyond_grey: str
    veil: str
    veil_alpha: int
    band_alpha: int
    zone_alpha: int
    relief: tuple[str, ...]
    shade: tuple[float, float]
    sorties: tuple[str, ...]
    clear: tuple[str, str, str]

    @property
    def is_dark(self) -> bool:
        """True for the dark theme."""
        return self.name == "dark"

    def sortie(self, index: int) -> str:
        """Return a sortie's colour; colours repeat after 24, numbers do not."""
        return self.sorties[index % len(self.sorties)]

    @property
    def clearances(self) -> tuple[str, str, str, str]:
        """Colours of distance to the ground: under the least, hardly over it, over it, ample."""
        return (self.error, *self.clear)


def _many(colours: str) -> tuple[str, ...]:
    return tuple(colours.split())


LIGHT = Tokens(
    name="light",
    chrome="#F3F4F6",
    surface="#FFFFFF",
    raised="#F3F4F6",
    hover="#E9EBEF",
    border="#DDE0E5",
    control="#868E9B",
    text="#1A1E25",
    muted="#565E6B",
    accent="#1D5FD1",
    on_accent="#FFFFFF",
    link="#1D5FD1",
    tint="#E6EEFB",
    ok="#1B7A43",
    warn="#9A5B00",
    error="#B3261E",
    zone="#A3152A",
    guide="#C2188A",
    casing="#FFFFFF",
    ink="#1A1E25",
    ground="#B9B2A3",
    ground_line="#6E6656",
    chosen_segment="#FFFFFF",
    beyond="#E2E0D9",
    beyond_grey="#E6E7E9",
    veil="#FFFFFF",
    veil_alpha=70,
    band_alpha=34,
    zone_alpha=22,
    relief=("#BFD3C1", "#D3DFCB", "#E6E6D3", "#EBDFCF", "#E6D8CF", "#F4F0EC"),
    shade=(0.50, 1.02),
    sorties=_many(
        "#0072B2 #D55E00 #008060 #A0407C #8A6A00 #2F2F2F #9E79F3 #551892 "
        "#DB61AA #005500 #0C5561 #86799E #92926D #6D4949 #009EB6 #499E00 "
        "#0086F3 #790055 #CE3D55 #614992 #AA55C2 #003DAA #9E5549 #313D6D"
    ),
    clear=("#D9822B", "#8FB8DE", "#2C5F9E"),
)

DARK = Tokens(
    name="dark",
    chrome="#14171B",
    surface="#1B1F24",
    raised="#252A31",
    hover="#2D333B",
    border="#30363F",
    control="#79828F",
    text="#E8EAED",
    muted="#A0A8B4",
    accent="#2F6ADF",
    on_accent="#FFFFFF",
    link="#8AB4FF",
    tint="#1F2F4D",
    ok="#6CCB8C",
    warn="#F0B45A",
    error="#FF8A80",
    zone="#FF7381",
    guide="#FF8AD8",
    casing="#14171B",
    ink="#FFFFFF",
    ground="#5B564C",
    ground_line="#A79F8E",
    chosen_segment="#3A414B",
    beyond="#454744",
    beyond_grey="#303236",
    veil="#000000",
    veil_alpha=60,
    band_alpha=48,
    zone_alpha=110,
    relief=("#34443F", "#3D4A44", "#494E47", "#54514A", "#5B564F", "#6B6762"),
    shade=(0.45, 1.30),
    sorties=_many(
        "#56B4E9 #FF9E4A #2FD0A0 #E79AC4 #F0E442 #D0D4DA #799200 #559292 "
        "#9E79CE #86FFC2 #B68661 #24E7FF #B6B600 #DB6DB6 #B6CE92 #B6B6FF "
        "#4992F3 #FFCE92 #86AA79 #FFC2FF #E77924 #009E61 #CEAA92 #9292FF"
    ),
    clear=("#F0B45A", "#4F7FB5", "#A9CBF2"),
)

THREAT = ("#FFF3C4", "#E58A3C", "#8B1A1A")
COVERAGE = ("#D8B365", "#F2E6C4", "#5AB4AC", "#01665E")  # few to many images, colour-blind safe
HOLE = "#7EA4BE"

_DARK_INK = "#14171B"
_READS = 4.5  # WCAG 2.2, success criterion 1.4.3


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2, *contrast ratio*)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def ink_on(fill: str) -> str:
    """Return what words on a filled mark are written in: white where that reads, else dark."""
    white = contrast("#FFFFFF", fill)
    return "#FFFFFF" if white >= min(_READS, contrast(_DARK_INK, fill)) else _DARK_INK


def _luminance(colour: str) -> float:
    parts = (int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5))
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
