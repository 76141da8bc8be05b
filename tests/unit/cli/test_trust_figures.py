"""What the command line prints of a result that is not to be trusted as it is."""

import pytest

from missionplanner.cli.ecology_figures import show_index, show_trend, show_zones
from missionplanner.ecology.trust.sentences import follows, reason, title
from missionplanner.ecology.trust.verdict import with_reasons
from missionplanner.model.trust import NOT_JUDGED, Trust, Verdict
from tests.unit.report.sample import make

DOUBTS = {
    Verdict.TRUST: Trust(verdict=Verdict.TRUST),
    Verdict.LOOK: with_reasons([reason("each_scale", Verdict.LOOK)]),
    Verdict.DO_NOT: with_reasons([reason("indicators_differ", Verdict.DO_NOT)]),
}
WAYS = ("rose", "fell", "improv", "degrad", "Degrading")


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    return make(tmp_path_factory.mktemp("results")).found


def printed(capsys, show, result, trust, tmp_path):
    show(result.model_copy(update={"trust": trust}), tmp_path)
    return capsys.readouterr().out


@pytest.mark.parametrize("verdict", list(Verdict))
@pytest.mark.parametrize(
    ("part", "show"), [("index", show_index), ("trend", show_trend), ("zones", show_zones)]
)
def test_the_verdict_comes_first_with_its_reasons(capsys, found, tmp_path, part, show, verdict):
    trust = DOUBTS[verdict]
    lines = printed(capsys, show, getattr(found, part), trust, tmp_path).splitlines()
    assert f"{title(verdict, 'en')}. {follows(verdict, 'en')}" in lines[0]
    told = [line.strip()[2:] for line in lines[1 : 1 + len(trust.reasons)]]
    assert told == [one.text for one in trust.reasons]


def test_a_trend_that_is_trusted_says_which_way_and_another_does_not(capsys, found, tmp_path):
    # The fixture's zones warn of a change: the engine leaves such warnings out without trust.
    zones = found.zones.model_copy(update={"warnings": ()})
    for verdict, trust in DOUBTS.items():
        text = printed(capsys, show_trend, found.trend, trust, tmp_path)
        text += printed(capsys, show_zones, zones, trust, tmp_path)
        assert any(word in text for word in WAYS) == (verdict is Verdict.TRUST)


def test_values_of_an_index_that_must_not_be_trusted_are_left_out(capsys, found, tmp_path):
    mean = f"{found.index.epochs[0].mean:.3f}"
    for verdict, trust in DOUBTS.items():
        text = printed(capsys, show_index, found.index, trust, tmp_path)
        assert (mean in text) == (verdict is not Verdict.DO_NOT)
        assert "PC1" in text  # whoever mends it has to see the loadings


def test_a_result_saved_before_verdicts_is_not_taken_for_a_trusted_one():
    assert not NOT_JUDGED.trusted and NOT_JUDGED.reasons[0].code == "not_judged"
