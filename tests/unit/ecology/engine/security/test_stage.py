import dataclasses

import numpy as np
import pytest
import rasterio

from missionplanner.ecology.engine.index.stage import run_index
from missionplanner.ecology.engine.prepared import PreparedStudy
from missionplanner.ecology.engine.security.layers_stage import run_layers
from missionplanner.ecology.engine.security.request import SecurityAsked
from missionplanner.ecology.engine.security.stage import run_security
from missionplanner.ecology.landscape.metrics import moving_window
from missionplanner.errors import InputError
from missionplanner.model.security import SECURITY_CODES, SecurityGrade
from missionplanner.tasks.progress import Cancelled, Progress, Step, silent
from tests.clusters import local_cluster
from tests.unit.ecology.engine.conftest import assert_same_rasters, rasters, said
from tests.unit.ecology.engine.security.conftest import DAYS, SMALL


def read(path):
    with rasterio.open(path) as file:
        return file.read(1)


def raw(place, key, day=DAYS[0]):
    return read(place.out / f"security/indicators/{key}_{day}.tif")


def changed(study, **options):
    """Return the study with other options of security."""
    now = study.security.options.model_dump()
    for part, values in options.items():
        now[part] = now[part] | values if isinstance(values, dict) else values
    kind = type(study.security.options)
    security = study.security.model_copy(update={"options": kind.model_validate(now)})
    return study.model_copy(update={"security": security})


def test_every_indicator_of_the_paper_is_made_and_the_tables_add_up(whole, paper):
    _, place, result = whole
    for day in DAYS:
        for key in paper.keys:
            assert np.isfinite(raw(place, key, day)).mean() > 0.95, key
    cell_m2 = 900.0
    for year in result.years:
        constant, variable = (
            read(place.out / result.files[f"{n}_{year.date}"]) for n in ("esi_cw", "esi_vw")
        )
        assert year.valid_m2 == np.isfinite(variable).sum() * cell_m2
        assert sum(year.grades_m2_vw.values()) == pytest.approx(year.valid_m2)
        assert sum(year.grades_m2_cw.values()) == pytest.approx(year.valid_m2)
        assert year.mean_vw == pytest.approx(np.nanmean(variable.astype(float)), abs=1e-9)
        difference = read(place.out / result.files[f"difference_{year.date}"])
        np.testing.assert_allclose(difference, variable - constant, atol=1e-7)
        codes = read(place.out / result.files[f"grade_vw_{year.date}"])
        for grade in SecurityGrade:
            area = (codes == SECURITY_CODES[grade]).sum() * cell_m2
            assert year.grades_m2_vw[grade] == area
        assert sum(year.mean_weights_vw.values()) == pytest.approx(1)
    assert sum(result.weights_cw.values()) == pytest.approx(1)


def test_constant_weights_give_the_weighted_sum_of_scaled_indicators(whole, paper):
    _, place, result = whole
    expected = 0.0
    for spec in paper.indicators:
        both = [raw(place, spec.key, day).astype(float) for day in DAYS]
        low, high = result.limits[spec.key]
        x = (both[1] - low) / (high - low)
        expected = expected + result.weights_cw[spec.key] * (x if spec.sign == "+" else 1 - x)
    made = read(place.out / result.files[f"esi_cw_{DAYS[1]}"])
    valid = np.isfinite(expected)
    np.testing.assert_array_equal(np.isfinite(made), valid)
    np.testing.assert_allclose(made[valid], expected[valid], atol=3e-6)


def test_blocks_of_any_size_give_the_same_rasters(whole, paper):
    study, place, made = whole
    other = dataclasses.replace(place, out=place.out.with_name("blocks"), block_cells=1024)
    again = run_security(PreparedStudy(study, other), silent())
    assert_same_rasters(rasters(made, place.out), rasters(again, other.out))
    layers = [
        run_layers(SecurityAsked.of(PreparedStudy(study, at)), silent()) for at in (place, other)
    ]
    assert len(layers[0].files) == len(DAYS) * len(paper.keys)
    assert_same_rasters(rasters(layers[0], place.out), rasters(layers[1], other.out))
    assert made.thresholds == again.thresholds
    assert made.sensitivity == again.sensitivity


def test_landscape_windows_are_those_of_the_whole_map(whole):
    _, place, _ = whole
    codes = read(place.folder / f"cover_{DAYS[0]}.tif")
    windows = moving_window(codes, 30.0, 7)
    for key, metric in (("I2", "patch_density"), ("I3", "diversity"), ("I4", "fractal_dimension")):
        expected = getattr(windows, metric).astype("float32")
        np.testing.assert_array_equal(raw(place, key), expected)


def test_other_weights_leave_the_indicators_as_they_are(security_study):
    study, place = security_study()
    first = run_security(PreparedStudy(study, place), silent())
    folder = place.out / "security" / "indicators"
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    weighted = changed(study, weights={"adjustment": 0.3})
    again = run_security(PreparedStudy(weighted, place), silent())
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == before
    assert again.years[0].mean_cw == first.years[0].mean_cw
    assert again.years[0].mean_vw < first.years[0].mean_vw


def test_epochs_of_one_year_are_called_by_their_dates(security_study):
    study, place = security_study()
    result = run_security(PreparedStudy(study, place), silent())
    assert result.labels == ("2014", "2015")
    years = tuple(year.model_copy(update={"year": 2014}) for year in result.years)
    assert result.model_copy(update={"years": years}).labels == DAYS


def test_asking_again_reads_and_computes_nothing(security_study):
    study, place = security_study()
    first = run_security(PreparedStudy(study, place), silent())
    steps = []
    assert run_security(PreparedStudy(study, place), Progress(steps.append)) == first
    assert [step.words for step in steps if isinstance(step, Step)] == ["security"]


def test_a_stopped_run_goes_on_and_ends_the_same(security_study):
    study, place = security_study()
    whole = run_security(PreparedStudy(study, place), silent())
    other = dataclasses.replace(place, out=place.out.with_name("stopped"))
    told = []

    def stop():
        return sum("indicators of security" in step.words for step in told) > 4

    with pytest.raises(Cancelled):
        run_security(PreparedStudy(study, other), Progress(told.append, stop))
    assert list((other.out / ".work").glob("*/raw/*.npy"))
    assert run_security(PreparedStudy(study, other), silent()) == whole
    assert_same_rasters(rasters(whole, place.out), rasters(whole, other.out))
    assert not list((other.out / ".work").glob("*/raw"))


def test_a_raster_of_the_users_stands_for_any_indicator(security_study):
    def give(data, folder):
        data["security"]["layers"] = {"S1": {"path": "dem.tif"}}
        data["security"]["layers_by_date"] = {DAYS[1]: {"I2": {"path": f"npp_{DAYS[0]}.tif"}}}

    study, place = security_study(give)
    run_security(PreparedStudy(study, place), silent())
    np.testing.assert_array_equal(raw(place, "S1"), read(place.folder / "dem.tif"))
    assert raw(place, "I2", DAYS[1]).min() > 3000


def test_sites_are_told_by_year(security_study):
    study, place = security_study()
    result = run_security(PreparedStudy(study, place), silent())
    pit = next(site for site in result.sites if site.name == "pit")
    index = read(place.out / result.files[f"esi_vw_{DAYS[1]}"])[30:50, 30:50]
    assert pit.mean_vw[1] == pytest.approx(float(np.nanmean(index.astype(float))), abs=1e-9)
    assert pit.valid_m2[1] == np.isfinite(index).sum() * 900
    inside = sum(site.valid_m2[1] for site in result.sites)
    assert result.unassigned_m2 == pytest.approx(result.years[1].valid_m2 - inside)


def test_natural_levels_hold_a_fifth_class_and_rise(security_study):
    study, place = security_study()
    result = run_security(
        PreparedStudy(changed(study, grades={"method": "natural"}), place), silent()
    )
    assert result.grading == "natural"
    assert list(result.breaks) == sorted(set(result.breaks))
    assert all(
        sum(year.grades_m2_vw[grade] for year in result.years) > 0 for grade in SecurityGrade
    )


def test_cloud_is_left_out_and_water_only_where_asked(security_study):
    def mask(data, folder):
        codes = np.zeros((90, 110), "uint8")
        codes[:10, :10], codes[20:30, 20:30] = 4, 1
        with rasterio.open(folder / "dem.tif") as like:
            profile = like.profile | {"dtype": "uint8", "nodata": None}
        with rasterio.open(folder / "mask.tif", "w", **profile) as file:
            file.write(codes, 1)
        data["epochs"][0]["mask"] = {"file": {"path": "mask.tif"}, "kind": "fmask"}

    study, place = security_study(mask)
    index = read(
        place.out / run_security(PreparedStudy(study, place), silent()).files[f"esi_vw_{DAYS[0]}"]
    )
    assert np.isnan(index[:10, :10]).all()
    assert np.isfinite(index[20:30, 20:30]).all()
    dry = run_security(PreparedStudy(changed(study, mask_water=True), place), silent())
    index = read(place.out / dry.files[f"esi_vw_{DAYS[0]}"])
    assert np.isnan(index[20:30, 20:30]).all()


@pytest.mark.parametrize(
    ("drop", "named"),
    [
        ("land_cover", ("I2", "land cover", "security.land_cover")),
        ("sites", ("I1", "sites", "security.sites")),
        ("soil", ("S3", "soil", "security.soil")),
        ("npp", ("I5", DAYS[0], f"security.npp.{DAYS[0]}")),
        ("statistics", ("P2", "districts", "security.statistics")),
    ],
)
def test_what_is_missing_is_named_with_its_key(security_study, drop, named):
    study, place = security_study(lambda data, folder: data["security"].pop(drop), small=False)
    with pytest.raises(InputError) as error:
        run_security(PreparedStudy(study, place), silent())
    for words in named:
        assert words in str(error.value)
    assert "\n" not in str(error.value)


def test_an_indicator_in_two_tables_is_refused(security_study):
    def twice(data, folder):
        data["security"]["statistics"] *= 2

    study, place = security_study(twice)
    with pytest.raises(InputError, match=r"P2.*stands in 2 tables"):
        run_security(PreparedStudy(study, place), silent())


def test_without_swir_the_first_indicator_that_needs_it_says_so(security_study):
    def strip(data, folder):
        for epoch in data["epochs"]:
            del epoch["bands"]["swir1"]

    study, place = security_study(strip, small=False)
    with pytest.raises(InputError, match=r"P4.*SWIR1"):
        run_security(PreparedStudy(study, place), silent())


def test_a_raster_for_an_unknown_indicator_is_refused(security_study):
    def give(data, folder):
        data["security"]["layers"] = {"X9": {"path": "dem.tif"}}

    study, place = security_study(give)
    with pytest.raises(InputError, match="X9"):
        run_security(PreparedStudy(study, place), silent())


def test_an_indicator_without_any_value_is_named(security_study):
    def empty(data, folder):
        with rasterio.open(folder / "dem.tif") as like:
            profile = like.profile | {"nodata": -1.0}
        with rasterio.open(folder / "nothing.tif", "w", **profile) as file:
            file.write(np.full((1, 90, 110), -1.0, "float32"))
        data["security"]["layers"] = {"S1": {"path": "nothing.tif"}}

    study, place = security_study(empty)
    with pytest.raises(InputError, match="S1"):
        run_security(PreparedStudy(study, place), silent())


@pytest.mark.cluster
def test_a_cluster_gives_what_threads_give(security_study):
    study, place = security_study()
    here = run_security(PreparedStudy(study, place), silent())
    with local_cluster() as address:
        other = dataclasses.replace(place, out=place.out.with_name("far"), scheduler=address)
        there = run_security(PreparedStudy(study, other), silent())
    assert there == here
    assert_same_rasters(rasters(here, place.out), rasters(there, other.out))


def test_irsei_stays_fresh_when_only_security_changes(security_study):
    study, place = security_study()
    run_index(PreparedStudy(study, place), silent())
    path = place.out / "irsei" / f"irsei_{DAYS[0]}.tif"
    before = path.stat().st_mtime_ns
    run_index(PreparedStudy(changed(study, weights={"adjustment": 0.3}), place), silent())
    assert path.stat().st_mtime_ns == before


def other_system(*computes):
    """Return what gives the study a system of these."""

    def change(data, folder):
        head = SMALL.partition("[[indicators]]")[0]
        text = head + "".join(
            f'[[indicators]]\nkey = "I{i}"\nlayer = "I"\nsign = "+"\ncompute = "{compute}"\n'
            f'title = "{compute}"\nweight = {1 / len(computes)}\n'
            for i, compute in enumerate(computes)
        )
        (folder / "small.toml").write_text(text, encoding="utf-8")
        data["security"]["options"]["weights"] = {}

    return change


def test_green_space_hazards_and_roads_serve_other_systems(security_study):
    study, place = security_study(other_system("green-space", "hazard-density", "road-distance"))
    run_security(PreparedStudy(study, place), silent())
    codes = read(place.folder / f"cover_{DAYS[0]}.tif")
    green = np.isin(codes, (1, 2))
    np.testing.assert_allclose(raw(place, "I0")[40, 60], green[37:44, 57:64].mean(), rtol=1e-6)
    np.testing.assert_allclose(raw(place, "I0")[0, 0], green[:4, :4].mean(), rtol=1e-6)
    # A slide at column 20, row 30, 600 m around it: the peak of the quartic is 3 / (pi r^2).
    density = raw(place, "I1")
    assert density[0, 109] == 0
    assert density[30, 20] > 0.9 * 3 / (np.pi * 0.6**2)
    # The road goes from column 0, row 10 to column 110, row 60.
    assert raw(place, "I2")[35, 55] < 40
    ends = np.array([[0.0, 10.0], [110.0, 60.0]]) * 30
    along = (ends[1] - ends[0]) / np.linalg.norm(ends[1] - ends[0])
    away = np.array([20.5, 70.5]) * 30 - ends[0]
    expected = abs(along[0] * away[1] - along[1] * away[0])
    assert raw(place, "I2")[70, 20] == pytest.approx(expected, rel=1e-3)


def test_epochs_between_the_years_of_a_yearbook_take_a_straight_line_and_say_so(security_study):
    study, place = security_study()
    run_security(PreparedStudy(study, place), silent())
    early, late = (raw(place, "P2", day) for day in DAYS)
    book = place.folder / "book.csv"
    book.write_text(book.read_text().replace(",2014,", ",2012,").replace(",2015,", ",2017,"))
    result = run_security(PreparedStudy(study, place), silent())
    np.testing.assert_allclose(raw(place, "P2"), 0.6 * early + 0.4 * late, rtol=1e-6)
    np.testing.assert_allclose(raw(place, "P2", DAYS[1]), 0.4 * early + 0.6 * late, rtol=1e-6)
    warned = [
        line for line in said(result.warnings) if "straight line between 2012 and 2017" in line
    ]
    assert len(warned) == 2
    assert result.figures is not None
    kept = {(one.indicator, one.date): one for one in result.figures}
    people = kept["P2", str(DAYS[0])]
    assert (people.column, people.table) == ("people", "book.csv")
    assert people.figures == pytest.approx({"west": 1040.0, "middle": 2080.0, "east": 3120.0})
    assert people.taken is not None and "2012" in said((people.taken,))[0]


def test_two_epochs_of_vegetation_health_take_the_quarters_and_say_so(security_study):
    study, place = security_study(other_system("vegetation-health", "elevation"))
    result = run_security(PreparedStudy(study, place), silent())
    assert set(np.unique(raw(place, "I0"))) == {0.0, 0.5, 1.0}
    assert result.thresholds["I0"] == (0.25, 0.5, 0.75)
    assert result.thresholds["I1"] != (0.25, 0.5, 0.75)
    assert sum("I0 has only 3 different values" in line for line in said(result.warnings)) == 1
    given = changed(study, weights={"thresholds": {"I0": (0.2, 0.5, 0.8)}})
    result = run_security(PreparedStudy(given, place), silent())
    assert not any("different values" in line for line in said(result.warnings))


def test_an_indicator_that_only_a_raster_gives_says_so(security_study):
    study, place = security_study(other_system("raster", "elevation"))
    with pytest.raises(InputError, match=r"I0.*raster.*security.layers.I0"):
        run_security(PreparedStudy(study, place), silent())


def test_an_index_without_some_indicators_is_made_of_the_others_and_says_so(security_study):
    def poor(data, folder):
        data["security"].pop("statistics")
        data["security"].pop("land_cover")

    study, place = security_study(poor)
    with pytest.raises(InputError, match=r"3 of 5 indicators lack something.*\(P2\).*\(I2, I3\)"):
        run_security(PreparedStudy(study, place), silent())
    some = changed(study, leave_out=("P2", "I2", "I3"))
    result = run_security(PreparedStudy(some, place), silent())
    assert result.weights_cw == pytest.approx({"D1": 0.5, "S1": 0.5})
    assert [spec.key for spec in result.left_out] == ["P2", "I2", "I3"]
    assert result.trust.reasons[0].code == "left_out"
    assert any("made without P2, I2, I3" in line for line in said(result.methods))
    x = []
    for key in ("D1", "S1"):
        low, high = result.limits[key]
        x.append((raw(place, key).astype(float) - low) / (high - low))
    made = read(place.out / result.files[f"esi_cw_{DAYS[0]}"])
    valid = np.isfinite(made)
    np.testing.assert_allclose(made[valid], ((x[0] + x[1]) / 2)[valid], atol=3e-6)
    again = run_security(PreparedStudy(some, place), silent())
    assert again == result
