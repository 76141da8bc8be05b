"""The first page: each thing it says, and a case in which it must not be said."""

import re
from dataclasses import replace

import numpy as np
import pytest
from lxml import html

from missionplanner.ecology.change.alerts import degraded, poor
from missionplanner.ecology.trust.sentences import reason
from missionplanner.ecology.trust.verdict import with_reasons
from missionplanner.model.ecology import BeyondChance, Grade
from missionplanner.model.study import TrendOptions
from missionplanner.model.trust import Trust, Verdict
from missionplanner.report.charts.front_series import front_series
from missionplanner.report.ecology import write_report
from missionplanner.report.lookup import words
from missionplanner.report.sections.next_steps import command
from missionplanner.tasks.progress import silent
from tests.unit.report.sample import DATES, ZONES, make
from tests.unit.report.undrawn import undrawn

EN, ALL = words("en"), len(DATES)
SEASONS = reason(
    "seasons", Verdict.LOOK, dates=("2018-07-01",), reference="2014-07-03", window=45, days=142
)
TRUST = Trust(verdict=Verdict.TRUST)
LOOK = with_reasons([SEASONS])
DO_NOT = with_reasons([SEASONS.model_copy(update={"verdict": Verdict.DO_NOT})])
BAD = poor({**dict.fromkeys(Grade, 0.0), Grade.BAD: 9e4}, TrendOptions())
FALLEN = degraded(0.6, TrendOptions())


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    return make(tmp_path_factory.mktemp("front"))


@pytest.fixture
def front(sample, tmp_path):
    """Return the first page under a verdict, with parts of the results changed."""

    def written(trust=TRUST, language="en", warnings=(FALLEN,), dates=ALL, **trend):
        found = sample.found
        chance = beyond(**{"least_p": 2 / 120, **trend})
        zones = found.zones.model_copy(
            update={
                "trust": trust,
                "dates": DATES[:dates],
                "zones": tuple(
                    zone.model_copy(
                        update={
                            "warnings": warnings if zone.name == ZONES[0] else (),
                            "means": zone.means[:dates],
                            "spatial_cv": zone.spatial_cv[:dates],
                            "grades_m2": zone.grades_m2[:dates],
                            "p": 0.03,
                        }
                    )
                    for zone in found.zones.zones
                ),
            }
        )
        index = found.index.model_copy(
            update={"trust": trust, "epochs": found.index.epochs[:dates]}
        )
        changed = found.trend.model_copy(
            update={"trust": trust, "n_epochs": dates, "beyond_chance": chance}
        )
        results = replace(found, index=index, trend=changed, zones=zones)
        out, home = tmp_path / "r.html", sample.folder / "pit study.json"
        with undrawn():
            write_report(
                out, sample.study, results, sample.folder, language, silent(), sample.folder, home
            )
        page = html.document_fromstring(out.read_text(encoding="utf-8"))
        (shown,) = page.find_class("front")
        return shown

    return written


def beyond(up_m2=0.0, down_m2=3e4, least_p=0.0167):
    return BeyondChance(
        rate=0.05, p_limit=0.02, up_m2=up_m2, down_m2=down_m2, least_p=least_p,
        neighbour_r=0.5, independent_cells=40, year_r=0.0,
    )  # fmt: skip


def heads(shown):
    return [head.text_content() for head in shown.iter("h2")]


def columns(shown):
    return [cell.text_content() for cell in shown.iter("th")]


def steps(shown):
    (box,) = shown.find_class("next")
    return [item.findtext("b") for item in box.iter("li")]


def test_a_trusted_index_tells_what_changed_where_and_what_to_do(front):
    shown = front()
    keys = ("changed", "where", "chart", "sure", "next")
    assert heads(shown) == [EN(f"front_{key}") for key in keys]
    assert columns(shown) == ["Zone", "ha", "2014", "2024", "Difference", "Sen slopeper year", "p"]
    first = [cell.text_content() for cell in next(shown.iter("tbody")).find("tr")]
    assert first[0] == f"1 {ZONES[0]}  ▲"
    assert "changed beyond chance" in shown.text_content()
    assert steps(shown) == [f"Look at zone 1 {ZONES[0]} from the air.", EN("next_ground")]
    assert [code.text for code in shown.iter("code")] == [
        'missionplanner new Open-pit.mplan --from-zone "pit study.json:Open pit"'
    ]


def test_a_zone_without_a_warning_is_not_sent_to(front):
    shown = front(warnings=())
    assert steps(shown) == [EN("next_ground")]
    assert "▲" not in shown.text_content() and not list(shown.iter("code"))


@pytest.mark.parametrize(("dates", "least_p"), [(3, 1 / 3), (2, 1.0)])
def test_with_too_few_dates_no_trend_is_claimed(front, dates, least_p):
    shown = front(dates=dates, least_p=least_p, up_m2=0.0, down_m2=0.0)
    text = shown.text_content()
    assert "Sen slope" not in text and "p" not in columns(shown)
    assert "Difference" in columns(shown)
    assert EN("sure_short", n=dates, p=f"{least_p:.3f}") in text
    assert not re.search(r"\b(rose|fell): the mean", text)


def test_a_result_without_the_correction_for_many_tests_tells_no_slope(front, sample):
    assert "Sen slope" in front().text_content()
    assert "Sen slope" not in front(least_p=0.2).text_content()


def test_one_date_tells_of_no_change(front):
    shown = front(dates=1, warnings=(BAD,))
    assert columns(shown) == ["Zone", "ha", "2014"]
    assert EN("front_chart") not in heads(shown)
    assert "One date tells nothing of change" in shown.text_content()
    assert EN("f_front_index") in shown.text_content()


def test_look_sets_values_side_by_side_and_asks_to_mend_first(front):
    shown = front(LOOK, warnings=(FALLEN, BAD))
    assert columns(shown) == ["Zone", "ha", "2014", "2024"]
    assert steps(shown)[0] == EN("next_season")
    text = shown.text_content()
    assert "2018-07-01: take scenes within 45 days of 2014-07-03" in text
    assert "Poor or Bad" in text and "degrades" not in text
    assert not re.search(r"\b(rose|fell)\b", text)
    assert EN("f_front_seasons") in text
    assert EN("f_front_seasons") not in front().text_content()


def test_look_sends_nobody_to_a_zone_for_a_change(front):
    shown = front(LOOK, warnings=(FALLEN,))
    assert not list(shown.iter("code")) and "▲" not in shown.text_content()


def test_do_not_trust_shows_no_value_no_map_and_no_flight(front):
    shown = front(DO_NOT, warnings=(FALLEN, BAD))
    assert not list(shown.iter("svg", "table", "code"))
    assert EN("not_told") in shown.text_content()
    assert steps(shown) == [EN("next_season")]


def test_a_reason_without_advice_of_its_own_is_told_as_it_is(front):
    shown = front(with_reasons([reason("each_scale", Verdict.LOOK)]))
    assert steps(shown)[0] == "Clear up: Each date is scaled by itself."


def test_the_caption_tells_dates_unit_n_and_mask(front, sample):
    caption = next(front().iter("figcaption")).text_content()
    n = f"{sample.found.index.epochs[0].valid_m2 / 100:,.0f}".replace(",", "\u202f")
    assert f"2014-07-03, 2024-07-05; no unit, 0 to 1; n = {n} cells of 10 m" in caption
    assert re.search(r"left out: water, cloud, no value \(\d\.\d % of the ground\)", caption)


def test_a_chinese_page_has_no_english_left(front):
    shown = front(language="zh")
    kept = re.sub(
        r"missionplanner new[^\n]*|Open pit|North dump|Tailings pond", "", shown.text_content()
    )
    left = set(re.findall(r"[A-Za-z]{2,}", kept)) - {"IRSEI", "Sen", "Mann", "Kendall", "ha"}
    assert not left


def test_without_zones_nothing_is_said_of_their_numbers(sample, tmp_path):
    found = replace(sample.found, zones=None)
    with undrawn():
        out = write_report(tmp_path / "r.html", sample.study, found, sample.folder, "en", silent())
    text = html.document_fromstring(out.read_text(encoding="utf-8")).find_class("front")[0]
    assert (
        "by their numbers" not in text.text_content() and EN("f_front_whole") in text.text_content()
    )


@pytest.mark.parametrize(
    ("zone", "typed"),
    [
        ("Pit", "missionplanner new Pit.mplan --from-zone mine.json:Pit"),
        ('A "b" $c', 'missionplanner new A-b-c.mplan --from-zone "mine.json:A \\"b\\" $c"'),
        ("露天坑", "missionplanner new 露天坑.mplan --from-zone mine.json:露天坑"),
        ("../..", "missionplanner new zone.mplan --from-zone mine.json:../.."),
    ],
)
def test_a_command_can_be_typed_as_it_stands(sample, tmp_path, zone, typed):
    class Told:
        study_file = tmp_path / "mine.json"
        study = sample.study

    assert command(Told(), zone) == typed
    Told.study = sample.study.model_copy(update={"dem": None})
    assert command(Told(), zone) == f"{typed} --dem DEM"
    host = tmp_path / "mine.mplan"
    host.mkdir()
    (host / "project.json").write_text("{}", encoding="utf-8")
    Told.study_file = host / "study.json"
    assert ("mine.mplan:" + typed.partition("mine.json:")[2]) in command(Told(), zone)


def test_dates_of_another_season_are_not_joined():
    years = [2014.5, 2016.8, 2018.5]
    (axes,) = front_series(
        years, [0.5, 0.1, 0.6], [("1", [0.4, 0.0, 0.3])], [False, True, False]
    ).axes
    joined = [line.get_xdata() for line in axes.lines if line.get_linestyle() == "-"]
    assert joined and all(2016.8 not in np.asarray(x) for x in joined)
    (apart,) = [line for line in axes.lines if line.get_marker() == "^"]
    assert list(apart.get_xdata()) == [2016.8]
