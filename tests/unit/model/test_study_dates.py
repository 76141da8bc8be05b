"""Dates of a study's epochs, and what of it differs."""

import datetime

import pytest

from missionplanner.model.study import Epoch, Study, changed_fields, decimal_year


def test_years_are_told_as_they_are() -> None:
    assert decimal_year(datetime.date(2020, 1, 1)) == 2020.0
    assert decimal_year(datetime.date(2020, 7, 2)) == pytest.approx(2020.5)


def test_the_fields_that_differ_are_named() -> None:
    study = Study(epochs=(Epoch(date=datetime.date(2020, 7, 2), sensor="landsat-8"),))
    assert changed_fields(study, study.model_copy()) == frozenset()
    other = study.model_copy(update={"title": "Pit", "zones": "zones.geojson"})
    assert changed_fields(study, other) == {"title", "zones"}
