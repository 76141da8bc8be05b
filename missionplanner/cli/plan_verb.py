"""The verb `plan`."""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import click
from pydantic import ValidationError

from missionplanner.cli.figures import show_result
from missionplanner.cli.intent_options import each_asked, intent_fields, intent_options
from missionplanner.cli.pattern_options import pattern_fields, pattern_options
from missionplanner.cli.site_options import site_fields, site_options
from missionplanner.cli.telling import echo, json_option, progress_bar, quoted, tell
from missionplanner.errors import InputError
from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import message
from missionplanner.model.plan import CostWeights, PlanIntent
from missionplanner.operations.plan import plan_project
from missionplanner.operations.summary import result_summary
from missionplanner.project.store import load
from missionplanner.storage.saved import complaint


@click.command("plan")
@click.argument("project", type=click.Path(path_type=Path))
@click.option("--seed", type=int, help="Seed of the search.")
@click.option("--evaluations", type=int, help="Most plans tried for each sensor (reproducible).")
@click.option("--budget", type=float, help="Seconds for each sensor (not reproducible).")
@click.option("--weights", help="W1,W2,W3: length, altitude, threat.")
@click.option("--sensor", "sensors", multiple=True, help="Only this sensor; may be repeated.")
@pattern_options
@intent_options
@site_options
@json_option
def command(
    project: Path,
    seed: int | None,
    evaluations: int | None,
    budget: float | None,
    weights: str | None,
    sensors: tuple[str, ...],
    as_json: bool,
    **words: Any,
) -> None:
    """Plan the routes of PROJECT's sensors, verify them on the DEM, and save the result."""
    if evaluations is not None and budget is not None:
        raise click.UsageError(sentence(message("cli.budget_and_evaluations")))
    asked = {"seed": seed, "evaluations": evaluations, "budget_s": budget}
    fields = intent_fields(words) | site_fields(words)
    now = load(project).document.intent
    fields |= pattern_fields(words, now.views.model_dump())
    intent = changed(now, asked | fields, weights, fields)
    with progress_bar() as progress:
        result = plan_project(project, progress, sensors or None, intent)
    summary = result_summary(result) | {
        "planned_at": result.planned_at.isoformat(),
        "files": [str(project / "results" / "plan.json")],
    }
    tell(as_json, summary, lambda: _show(summary, project))
    if budget is not None:
        click.echo(sentence(message("cli.planned_by_time")), err=True)


def _show(summary: dict[str, Any], project: Path) -> None:
    show_result(summary, project.resolve().stem)
    out = project / "missions"
    echo(message("cli.export_next", project=quoted(project), out=quoted(out)))


def changed(
    intent: PlanIntent,
    asked: Mapping[str, object],
    weights: str | None,
    freed: Collection[str] = (),
) -> PlanIntent:
    """Return `intent` with what the options ask for.

    A value of None is no wish, save for the fields in `freed`.

    Raises
    ------
    InputError
        A value is outside its range, or the weights are not three numbers.
    """
    values = {key: value for key, value in asked.items() if value is not None or key in freed}
    if isinstance(wishes := values.get("each"), dict):
        values["each"] = each_asked(intent.each, wishes)
    if weights is not None:
        values["weights"] = _weights(weights, intent.weights)
    try:
        return PlanIntent.model_validate(intent.model_dump() | values)
    except ValidationError as err:
        where, what = complaint(err)
        raise InputError("cli.unfit_plan", where, reason=what) from err


def _weights(text: str, now: CostWeights) -> dict[str, float]:
    parts = text.split(",")
    try:
        length, altitude, threat = (float(part) for part in parts)
    except ValueError as err:
        raise InputError("cli.no_weights", "--weights", text=text) from err
    return {"length": length, "altitude": altitude, "threat": threat, "energy": now.energy}
