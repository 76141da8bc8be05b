"""Table 2 of the first paper as planned, and what is told where we deviate from it."""

from dataclasses import replace

from missionplanner.aircraft.catalogue import sensor
from missionplanner.missions.table2 import PAPER, deviations, panel_steps, table2_rows
from missionplanner.model.sensor import SensorKind
from tests.unit.missions.sample import sample_plan, sample_verification


def plan_at(agl_m=100.0, gsd_m=0.025, **acquisition):
    plan = sample_plan(sorties=2)
    wanted = plan.sensor.acquisition.model_copy(update=acquisition)
    return replace(
        plan,
        sensor=plan.sensor.model_copy(update={"acquisition": wanted}),
        settings=replace(plan.settings, agl_m=agl_m, gsd_m=gsd_m),
    )


def codes(plan):
    return [told.code.rpartition(".")[2] for told in deviations(plan)]


def test_what_the_paper_prints_deviates_in_nothing():
    assert codes(plan_at()) == []


def test_each_deviation_is_told():
    assert codes(plan_at(agl_m=130.0)) == ["height"]
    assert codes(plan_at(gsd_m=0.013)) == ["fine"]
    assert codes(plan_at(gsd_m=0.031)) == ["coarse"]
    assert codes(plan_at(frontlap=0.75, sidelap=0.65)) == ["frontlap", "sidelap"]


def test_the_catalogue_asks_for_what_the_paper_prints():
    for key in ("z30", "rededge-m", "xt2"):
        one = sensor(key)
        paper, wanted = PAPER[one.kind], one.acquisition
        assert (wanted.agl_min_m, wanted.agl_max_m) == paper.agl_m
        assert (wanted.frontlap, wanted.sidelap) == (paper.frontlap, paper.sidelap)


def test_a_table_has_a_column_a_sortie_and_adds_up_its_storage():
    plan = plan_at()
    judged = sample_verification(plan)
    rows = table2_rows(plan, judged, {1: "10:00-14:00"})
    assert {len(row) for row in rows} == {4}
    by_name = {row[0]: row for row in rows}
    assert by_name["Photos"][2:] == (38, 39)
    assert by_name["Storage needed, GB"][2:] == (0.76, 0.78)  # P1: 44.7 Mpx x 0.45 B
    assert by_name["Light window, local time"][2:] == ("10:00-14:00", "-")
    assert {len(row) for row in table2_rows(plan, judged, {}, (2,))} == {3}


def test_only_multispectral_and_thermal_sensors_have_steps_of_calibration():
    plan = plan_at()
    assert plan.sensor.kind is SensorKind.VISIBLE and panel_steps(plan) == ()
    assert len(panel_steps(replace(plan, sensor=sensor("rededge-m")))) == 3
