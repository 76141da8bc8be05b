"""The verb `figures`."""

from collections.abc import Sequence
from pathlib import Path

import click

from missionplanner.cli.study_options import PATH
from missionplanner.cli.telling import json_option, tell, words_of
from missionplanner.messages.message import Message, message
from missionplanner.operations.district_figures import figures_of, put_figures, write_figures
from missionplanner.operations.studies import open_study, save_study


@click.command("figures")
@click.argument("study", type=PATH)
@click.option(
    "--from",
    "table",
    type=PATH,
    help="Put the figures of this table into the study: CSV or a page of a yearbook saved as text, "
    "with heads district, year and indicators (keys or titles, English or Chinese).",
)
@click.option("--districts", type=PATH, help="Polygons of the districts; kept in the study.")
@click.option(
    "--spread",
    "spreads",
    multiple=True,
    help="KEY=constant, area, inverse-distance or pycnophylactic: how a figure reaches the cells; "
    "repeat it.",
)
@click.option("--to", "out", type=PATH, help="Write the study's figures as CSV.")
@json_option
def command(
    study: Path,
    table: Path | None,
    districts: Path | None,
    spreads: tuple[str, ...],
    out: Path | None,
    as_json: bool,
) -> None:
    """Put figures of districts into STUDY, for its security, or write them out."""
    opened = open_study(study)
    told: Sequence[Message] = ()
    if table or districts or spreads:
        opened, told = put_figures(opened, table, districts, spreads)
        save_study(opened)
    draft = figures_of(opened)
    asked = opened.study.security
    gone = [key for key in (asked.options.leave_out if asked else ()) if draft.has(key)]
    if gone:
        told = (*told, message("cli.figures_left_out", keys=gone))
    if out is not None:
        write_figures(out, draft)
    heads = ["district", "year", *(column.key for column in draft.columns)]
    rows = [[row.district, row.year, *row.figures] for row in draft.rows]
    whole = {
        "study": str(opened.path),
        "districts": draft.districts,
        "columns": heads,
        "units": {column.key: column.unit for column in draft.columns},
        "rows": rows,
        "told": list(told),
        "files": [str(out)] if out else [],
    }
    tell(as_json, whole, lambda: _show(heads, rows, told))


def _show(heads: Sequence[str], rows: Sequence[Sequence[str]], told: Sequence[Message]) -> None:
    for line in told:
        click.echo(words_of(line))
    for row in (heads, *rows):
        click.echo("\t".join(cell or "–" for cell in row))
