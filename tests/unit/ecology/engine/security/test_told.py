"""Where indicators come from is told beforehand as it is found when they are made."""

from types import SimpleNamespace
from typing import Any

import pytest

from missionplanner.ecology.engine.prepared import PreparedStudy
from missionplanner.ecology.engine.security import from_imagery, told
from missionplanner.ecology.engine.security.request import SecurityAsked
from missionplanner.ecology.engine.security.sources import Builder
from missionplanner.ecology.security.leaving import kept_system
from missionplanner.errors import InputError
from missionplanner.messages.catalogue import sentence
from missionplanner.operations.district_figures import districts_of
from missionplanner.tasks.progress import silent
from tests.unit.ecology.engine.security.conftest import DAYS, HALVES, box, write_shapes


def keep(data: Any, folder: Any) -> None:
    """Leave the study whole."""


def without(part: str) -> Any:
    return lambda data, folder: data["security"].pop(part)


def without_band(name: str) -> Any:
    return lambda data, folder: [epoch["bands"].pop(name) for epoch in data["epochs"]]


def without_dem(data: Any, folder: Any) -> None:
    del data["dem"]


def one_epoch(data: Any, folder: Any) -> None:
    del data["epochs"][1:]


def one_year_of_npp(data: Any, folder: Any) -> None:
    del data["security"]["npp"][DAYS[1]]


def nothing_green(data: Any, folder: Any) -> None:
    data["security"]["land_cover"]["green"] = []


def rasters_given(data: Any, folder: Any) -> None:
    data["security"].pop("npp")
    data["security"]["layers"] = {"I5": {"path": "dem.tif"}}


def figures_here(years: tuple[int, ...], districts: str = "districts.geojson") -> Any:
    def change(data: Any, folder: Any) -> None:
        (part,) = data["security"]["statistics"]
        del part["table"]
        part["districts"] = districts
        part["figures"] = [
            {"district": name, "year": year, "figures": {"people": 10.0 * i, "rate": i}}
            for i, name in enumerate(HALVES, 1)
            for year in years
        ]

    return change


CHANGES = {
    "whole": keep,
    **{part: without(part) for part in ("land_cover", "sites", "roads", "hazards")},
    **{part: without(part) for part in ("soil", "npp", "statistics")},
    **{band: without_band(band) for band in ("swir1", "nir", "blue")},
    "dem": without_dem,
    "one epoch": one_epoch,
    "npp of one year": one_year_of_npp,
    "nothing green": nothing_green,
    "rasters given": rasters_given,
    "figures in the study": figures_here((2014, 2015)),
    "figures of one year": figures_here((2014,)),
    "figures of no district": figures_here((2014, 2015), ""),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_is_lacking_is_told_before_it_is_refused(
    security_study: Any, paper: Any, change: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    study, place = security_study(change, small=False)
    builder = built(study, place, paper, monkeypatch)
    notes = told.sources(study, place.folder, paper, silent())
    assert set(notes) == set(paper.keys)
    refused = {spec.key for spec in paper.indicators if is_refused(builder, spec)}
    assert {key for key, note in notes.items() if note.lacks} == refused


def is_refused(builder: Builder, spec: Any) -> bool:
    try:
        builder.sources(spec)
    except InputError:
        return True
    return False


def built(study: Any, place: Any, paper: Any, monkeypatch: pytest.MonkeyPatch) -> Builder:
    """Return what makes sources, without what reads the whole imagery for a line or a base."""
    fits: Any = SimpleNamespace(line=lambda _: None, ends=lambda _: (0.05, 0.9))
    monkeypatch.setattr(Builder, "base", None)
    monkeypatch.setattr(from_imagery, "Degree", lambda line: line)
    run = PreparedStudy(study, place)
    asked = SecurityAsked.of(run)
    return Builder(run, asked.inputs, paper, fits, place.out, silent())


def test_names_of_files_are_told(security_study: Any, paper: Any) -> None:
    study, place = security_study(small=False)
    notes = told.sources(study, place.folder, paper, silent())
    assert notes["S3"] == told.SourceNote("soil", ("soil.tif",))
    assert notes["P2"] == told.SourceNote("table", ("book.csv",))
    assert notes["I5"].files == tuple(f"npp_{day}.tif" for day in DAYS)


def test_figures_of_the_study_tell_which_year_is_missing(security_study: Any, paper: Any) -> None:
    study, place = security_study(figures_here((2014,)), small=False)
    note = told.sources(study, place.folder, paper, silent())["P2"]
    assert (note.lacks, note.files) == ("table", ())
    assert "in 2015" in sentence(note.detail)
    (part,) = study.security.statistics
    bare = study.security.model_copy(
        update={"statistics": (part.model_copy(update={"districts": ""}),)}
    )
    study = study.model_copy(update={"security": bare})
    assert told.sources(study, place.folder, paper, silent())["P2"].lacks == "districts"


def test_a_district_beyond_the_study_needs_a_figure_only_where_it_reaches_in(
    security_study: Any, paper: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def beyond(data: Any, folder: Any) -> None:
        figures_here((2014, 2015))(data, folder)
        boxes = {**HALVES, "beyond": (5000, 0, 5100, 50)}
        write_shapes(folder / "districts.geojson", {name: box(*b) for name, b in boxes.items()})

    study, place = security_study(beyond, small=False)
    builder = built(study, place, paper, monkeypatch)
    specs = {spec.key: spec for spec in paper.indicators}
    for key in ("P2", "R1"):
        assert builder.sources(specs[key])
    with pytest.raises(InputError, match="no figure for beyond"):
        builder.sources(specs["M1"])  # by inverse distance
    read = districts_of(study, place.folder, place.folder / "districts.geojson")
    assert read.names == (*HALVES, "beyond") and read.on_study == tuple(HALVES)


def test_all_that_is_lacking_is_told_at_once_with_what_it_needs(
    security_study: Any, paper: Any
) -> None:
    def poor(data: Any, folder: Any) -> None:
        for part in ("statistics", "npp", "soil"):
            data["security"].pop(part)

    study, place = security_study(poor, small=False)
    with pytest.raises(InputError) as caught:
        told.refuse_lacking(study, place.folder, paper, silent())
    line = str(caught.value)
    assert "6 of 21 indicators lack something" in line
    assert "figures of districts (P2, R1, M1, M2), soil units (S3), NPP of every epoch (I5)" in line
    kept = kept_system(paper, ("P2", "R1", "M1", "M2", "S3"))
    told.refuse_lacking(study, place.folder, kept, silent())  # one alone is told by what makes it
