"""The verb `report`."""

from pathlib import Path

import click

from missionplanner.cli.study_options import PATH
from missionplanner.cli.telling import echo, json_option, progress_bar, tell
from missionplanner.messages.language import spoken
from missionplanner.messages.message import message
from missionplanner.operations.studies import open_study


@click.command("report")
@click.argument("study", type=PATH)
@click.option("--out", type=PATH, required=True, help="FILE.html or FILE.pdf.")
@click.option("--results", type=PATH, help="Folder of results; default: beside the study.")
@click.option("--maps", type=PATH, help="Also write the maps as sheets to this folder.")
@click.option("--only", help="Of the maps only these: irsei,slope,...")
@click.option(
    "--sheet",
    type=click.Choice(["png", "pdf"]),
    default="pdf",
    show_default=True,
    help="With --maps: what each sheet is written as.",
)
@json_option
def command(
    study: Path,
    out: Path,
    results: Path | None,
    maps: Path | None,
    only: str | None,
    sheet: str,
    as_json: bool,
) -> None:
    """Write one HTML or PDF file with maps, charts, tables and methods of a study or a project."""
    from missionplanner.operations.ecology_report import report
    from missionplanner.operations.maps import write_maps

    opened, language = open_study(study, results), spoken()
    with progress_bar() as progress:
        files = [report(opened, out, language, progress.part(0.0, 0.6 if maps else 1.0))]
        if maps:
            wanted = only.split(",") if only else ()
            told = progress.part(0.6, 1.0)
            files += write_maps(opened, maps, f".{sheet}", language, told, wanted)
    done = message("cli.report_written", out=out)
    if maps:
        done = message("cli.report_and_maps", out=out, n=len(files) - 1, maps=maps)
    tell(as_json, {"files": [str(path) for path in files]}, lambda: echo(done))
