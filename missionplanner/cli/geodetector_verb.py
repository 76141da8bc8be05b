"""The verb `geodetector`."""

import datetime
from pathlib import Path

import click

from missionplanner.cli.days import date_of
from missionplanner.cli.security_figures import show_detected
from missionplanner.cli.study_options import PATH
from missionplanner.cli.telling import json_option, progress_bar, tell
from missionplanner.ecology.geodetector.detect import GIVEN_UP_TO, Asked
from missionplanner.ecology.geodetector.discretise import Method
from missionplanner.errors import InputError
from missionplanner.model.geodetector import Convention, GeodetectorResult
from missionplanner.operations.geodetector import (
    SAMPLES,
    Question,
    detect_in_study,
    detect_in_table,
    save_detected,
)
from missionplanner.operations.studies import open_study
from missionplanner.tasks.progress import Progress

_TABLES = (".csv", ".tsv", ".txt")


@click.command("geodetector")
@click.argument("source", metavar="STUDY_OR_TABLE", type=PATH)
@click.option(
    "--response",
    default="esi_vw",
    show_default=True,
    help="esi_vw, esi_cw, irsei, an indicator, a raster; of a table a column.",
)
@click.option("--factors", default="", help="A,B,...; default: all indicators, all columns.")
@click.option(
    "--method",
    type=click.Choice([method.value for method in Method]),
    default=Method.NATURAL.value,
    show_default=True,
    help="How factors are cut into classes; optimal searches ways and numbers of classes.",
)
@click.option(
    "--strata",
    default="",
    help="Factors of numbers that are names, such as land cover codes: A,B,... Whole numbers"
    f" of up to {GIVEN_UP_TO} values are taken so by themselves.",
)
@click.option(
    "--classes",
    type=click.IntRange(2, 50),
    default=5,
    show_default=True,
    help="Classes that a factor is cut into.",
)
@click.option(
    "--search",
    type=(click.IntRange(2, 15), click.IntRange(2, 15)),
    default=(3, 8),
    show_default=True,
    metavar="LEAST MOST",
    help="Numbers of classes that optimal tries, up to 15.",
)
@click.option(
    "--convention",
    type=click.Choice([one.value for one in Convention]),
    default=Convention.WANG.value,
    show_default=True,
    help="Of the R package geodetector, or of GD.",
)
@click.option("--samples", type=int, default=SAMPLES, show_default=True, help="Most of a study.")
@click.option("--date", "day", help="Epoch of a study; default: the last.")
@click.option(
    "--permutations", type=click.IntRange(0), default=0, help="Rounds of shuffling for p."
)
@click.option("--out", type=PATH, help="Folder of results; default: beside the study.")
@click.option("--scheduler", help="Address of a dask scheduler: tcp://HOST:PORT.")
@json_option
def command(
    source: Path,
    response: str,
    factors: str,
    method: str,
    strata: str,
    classes: int,
    search: tuple[int, int],
    convention: str,
    samples: int,
    day: str | None,
    permutations: int,
    out: Path | None,
    scheduler: str | None,
    as_json: bool,
) -> None:
    """Tell which factors explain a map or a column, alone and in pairs (q of 0 to 1)."""
    if search[0] > search[1]:
        raise InputError("cli.search_range", "--search", least=search[0], most=search[1])
    cut = Method(method), classes, Convention(convention)
    asked = Asked(*cut, permutations=permutations, strata=_names(strata), searched=search)
    question = Question(response, _names(factors), _date(day), samples)
    with progress_bar() as progress:
        if source.suffix.lower() in _TABLES:
            result = _of_table(source, question, asked, out, progress)
        else:
            opened = open_study(source, out, scheduler)
            result = detect_in_study(opened, question, asked, progress)
    tell(as_json, result.model_dump(mode="json"), lambda: show_detected(result))


def _of_table(
    path: Path, question: Question, asked: Asked, out: Path | None, progress: Progress
) -> GeodetectorResult:
    result = detect_in_table(path, question.response, question.factors, asked, progress)
    if out is not None:
        save_detected(out, result)
    return result


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _date(text: str | None) -> datetime.date | None:
    return date_of(text, "--date") if text else None
