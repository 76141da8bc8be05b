"""A report as sections of paragraphs, tables and figures, and its rendering as one HTML file."""

import base64
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from matplotlib.figure import Figure

from missionplanner.assets import resources
from missionplanner.report.inline import inline_svg
from missionplanner.report.lookup import Words

_WEIGHTS = (400, 600)
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_DATE = re.compile(r"\b\d{4}-\d\d-\d\d\b")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `quiet` for notes."""

    text: str
    quiet: bool = False
    kind: ClassVar[str] = "paragraph"


@dataclass(frozen=True)
class Bullets:
    """A list of sentences; `tone` is 'plain', 'warning' or 'formula'."""

    items: Sequence[str]
    tone: str = "plain"
    head: str = ""
    kind: ClassVar[str] = "bullets"


@dataclass(frozen=True)
class Tile:
    """A figure that stands out, with its label and what it is compared to."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True)
class TileRow:
    """Tiles in a row."""

    items: Sequence[Tile]
    kind: ClassVar[str] = "tiles"


@dataclass(frozen=True)
class Cell:
    """A cell of a table.

    Attributes
    ----------
    text : str
    colour : str
        A field of this colour stands before the text; empty for none.
    shade : float
        0 to 1: strength of the tint behind it.
    span : int
        Columns it takes.
    """

    text: str
    colour: str = ""
    shade: float = 0.0
    span: int = 1


@dataclass(frozen=True)
class Column:
    """Head of a column; `unit` stands below it. Words start at the left, numbers end right."""

    text: str
    unit: str = ""
    words: bool = False


@dataclass(frozen=True)
class Table:
    """A table; the last `totals` rows are set off. All text is as it is printed."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell | str]]
    totals: int = 0
    note: str = ""
    kind: ClassVar[str] = "table"


@dataclass(frozen=True)
class Plate:
    """A map or chart."""

    drawn: Figure
    caption: str
    kind: ClassVar[str] = "plate"


@dataclass(frozen=True)
class PlateRow:
    """Plates side by side."""

    items: Sequence[Plate]
    kind: ClassVar[str] = "row"


@dataclass(frozen=True)
class Code:
    """Text of fixed width, as parameters; folded up on the screen, in columns on paper."""

    head: str
    text: str
    columns: int = 1
    kind: ClassVar[str] = "code"


@dataclass(frozen=True)
class Reasoned:
    """One reason: its verdict ('trust', 'look', 'do not trust'), what stands bold, its figures."""

    mark: str
    head: str
    text: str


@dataclass(frozen=True)
class CheckedLine:
    """One line of what was looked at."""

    mark: str
    name: str
    found: str
    asked: str


@dataclass(frozen=True)
class VerdictBox:
    """Whether what follows can be believed: the first thing on the first page.

    Attributes
    ----------
    mark : str
        The verdict in force.
    title, follows : str
    names : sequence of (mark, words)
        All three verdicts.
    reasons : sequence of Reasoned
    checks : sequence of CheckedLine
    heads : tuple of str
        Over the checks: check, found, asked.
    about : str
        Of what it is the verdict, where there are two.
    """

    mark: str
    title: str
    follows: str
    names: Sequence[tuple[str, str]]
    reasons: Sequence[Reasoned]
    checks: Sequence[CheckedLine]
    heads: tuple[str, str, str]
    about: str = ""


Block = Paragraph | Bullets | TileRow | Table | Plate | PlateRow | Code


@dataclass(frozen=True)
class Section:
    """A titled part of the report."""

    key: str
    title: str
    blocks: Sequence[Block] = field(default=())


@dataclass(frozen=True)
class NextStep:
    """One thing to do next: what, why, and commands that do it."""

    head: str
    text: str
    commands: Sequence[str] = ()


@dataclass(frozen=True)
class FrontPage:
    """The first page, below the verdicts; bold stands between two stars.

    Attributes
    ----------
    map, chart : Plate or None
    where : Table or None
        Zones by the numbers they have on the map and in the chart.
    changed, sure : sequence of str
    steps : sequence of NextStep
    heads : mapping
        'changed', 'where', 'sure', 'chart', 'next' -> heading.
    """

    map: Plate | None
    chart: Plate | None
    where: Table | None
    changed: Sequence[str]
    sure: Sequence[str]
    steps: Sequence[NextStep]
    heads: Mapping[str, str]


@dataclass(frozen=True)
class Page:
    """A whole report."""

    title: str
    subtitle: str
    facts: Sequence[str]
    sections: Sequence[Section]
    footer: str
    verdicts: Sequence[VerdictBox] = ()
    front: FrontPage | None = None


def render(page: Page, words: Words) -> str:
    """Return the page as one HTML file that fetches nothing; every text is escaped."""
    folder = resources() / "report"
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["parts"] = parts
    environment.filters["dates"] = _unbroken
    environment.filters["drawing"] = lambda plate: Markup(inline_svg(plate.drawn, plate.caption))
    template = environment.get_template("page.html.jinja")
    style = (folder / "report.css").read_text(encoding="utf-8")
    return template.render(page=page, w=words, css=style, fonts=_fonts())


def parts(items: Sequence[CheckedLine], count: int) -> list[Sequence[CheckedLine]]:
    """Return lines in columns of about equal length, none of them empty."""
    each = -(-len(items) // count)
    return [items[at : at + each] for at in range(0, len(items), each)] if items else []


def _unbroken(escaped: str) -> str:
    """Return a text in which no line breaks a date, and what stands between two stars is bold."""
    # As plain str: Markup would escape what is put between its pieces.
    whole = _DATE.sub(r'<span class="date">\g<0></span>', str(escaped))
    return _BOLD.sub(r"<b>\1</b>", whole)


def _fonts() -> list[tuple[int, str]]:
    """Return weight and data of the shipped font, so that the report looks alike everywhere."""
    paths = [(weight, resources() / "fonts" / f"Inter-{weight}.ttf") for weight in _WEIGHTS]
    return [
        (weight, base64.b64encode(path.read_bytes()).decode("ascii"))
        for weight, path in paths
        if path.is_file()
    ]
