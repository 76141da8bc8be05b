"""The verdict on an index of security."""

from collections.abc import Iterator, Mapping, Sequence

from missionplanner.ecology.imagery.bandpass import transform_of
from missionplanner.ecology.trust.grounds import seasons_judged, sensors_judged
from missionplanner.ecology.trust.sentences import reason
from missionplanner.ecology.trust.signs import worst
from missionplanner.ecology.trust.thresholds import CR, LEFT_OUT_WEIGHT
from missionplanner.ecology.trust.verdict import with_reasons
from missionplanner.model.ecology import IndexResult
from missionplanner.model.security import Compute, CriteriaLayer, IndexSystem, SecurityResult
from missionplanner.model.security_inputs import SecurityInputs
from missionplanner.model.study import Study
from missionplanner.model.trust import Check, Reason, Trust, Verdict


def security_trust(
    study: Study,
    system: IndexSystem,
    inputs: SecurityInputs,
    between: Mapping[str, Sequence[str]],
    cr: float | None,
    *,
    left_out: Sequence[str] = (),
    share_out: float = 0.0,
) -> Trust:
    """Return whether an index of security can be trusted.

    Parameters
    ----------
    study : Study
        With resolved epochs.
    system : IndexSystem
    inputs : SecurityInputs
    between : mapping of str to sequence of str
        Year -> indicators whose figures were put in between years.
    cr : float or None
        Greatest CR of all judgements; None: weights were given.
    left_out : sequence of str
        Indicators that `system` was made without.
    share_out : float
        Their share of the whole system's constant weight, 0 to 1.
    """
    dates = [epoch.date for epoch in study.epochs]
    seen = [
        (transform_of(epoch.bandpass).to if epoch.bandpass else epoch.sensor, str(epoch.level))
        for epoch in study.epochs
        if epoch.bands
    ]
    judged = [seasons_judged(dates), sensors_judged(seen), _consistent(cr)]
    found = [one for reasons, _ in judged for one in reasons]
    found += [*_without(left_out, share_out), *_made(system, inputs, between)]
    return with_reasons(found, [check for _, check in judged])


def with_index(result: SecurityResult, index: IndexResult | None) -> SecurityResult:
    """Return a result whose verdict knows the one on the index of the same imagery."""
    kept = [one for one in result.trust.reasons if one.code != "index_of"]
    if index is not None and not index.trust.trusted:
        first = index.trust.reasons[0]
        kept.append(reason("index_of", index.trust.verdict, line=first.text))
    return result.model_copy(update={"trust": with_reasons(kept, result.trust.checks)})


def _consistent(cr: float | None) -> tuple[list[Reason], Check]:
    found = []
    if cr is not None and cr >= CR:
        grave = Verdict.DO_NOT if cr >= 2 * CR else Verdict.LOOK
        found.append(reason("cr", grave, cr=cr, asked=CR))
    figures = "-" if cr is None else f"{cr:.3f}"
    return found, Check(code="judgements", found=figures, asked=f"< {CR:g}", verdict=worst(found))


def _without(keys: Sequence[str], share: float) -> Iterator[Reason]:
    """Yield what the index is made without: at half of the weight it is another index."""
    if keys:
        grave = Verdict.DO_NOT if share >= LEFT_OUT_WEIGHT else Verdict.LOOK
        yield reason("left_out", grave, indicators=tuple(keys), share=share)


def _made(
    system: IndexSystem, inputs: SecurityInputs, between: Mapping[str, Sequence[str]]
) -> Iterator[Reason]:
    """Yield what the index is not made of, or not as the paper makes it."""
    lacking = [layer.value for layer in CriteriaLayer if not system.of(layer)]
    if lacking:
        yield reason("layers_lacking", Verdict.LOOK, layers=tuple(lacking))
    given = {key for layers in (inputs.layers, *inputs.layers_by_date.values()) for key in layers}
    computed = [spec.key for spec in system.indicators if spec.compute is not Compute.RASTER]
    if replaced := [key for key in computed if key in given]:
        yield reason("replaced", Verdict.LOOK, indicators=tuple(replaced))
    for year, keys in between.items():
        yield reason("interpolated", Verdict.LOOK, epoch=year, indicators=tuple(keys))
