"""Reflectances of one sensor brought to the bands of another, so that a series has one sensor.

One TOML file a transformation in `resources/ecology/bandpass`, with its source.
"""

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from missionplanner import assets
from missionplanner.errors import InputError
from missionplanner.model.places import Frozen
from missionplanner.model.study import Band, Bandpass, Level, Study
from missionplanner.storage.saved import first_complaint, read_toml

Values = NDArray[np.floating[Any]]


class BandTransform(Frozen):
    """value of the other sensor = slope * value + offset, of each band."""

    key: Bandpass
    title: str
    source: str
    of: tuple[str, ...]
    to: str
    level: Level
    slope: dict[Band, float]
    offset: dict[Band, float]

    def applied(self, band: Band, values: Values) -> Values:
        """Return a band as the other sensor would see it; one without numbers as it is.

        Parameters
        ----------
        band : Band
        values : float32 or float64, any shape
            Reflectances, 0 to 1; NaN stays.
        """
        if band not in self.slope:
            return values
        kind = values.dtype.type
        brought: Values = values * kind(self.slope[band]) + kind(self.offset[band])
        return brought


@lru_cache(maxsize=8)
def transform_of(key: Bandpass) -> BandTransform:
    """Return a transformation that ships."""
    path = assets.resources() / "ecology" / "bandpass" / f"{key}.toml"
    try:
        return BandTransform.model_validate(read_toml(path))
    except ValidationError as error:
        raise InputError(
            "ecology.sensor_wrong", str(path), reason=first_complaint(error)
        ) from error


def harmonised(study: Study) -> Study:
    """Return a study whose epochs say which transformation brings them to OLI's bands.

    'auto': surface reflectance of TM and ETM+, where the study holds OLI's too and the formulas are
    not those printed in the paper. What an epoch says itself stays.

    Parameters
    ----------
    study : Study
        With resolved epochs.
    """
    asked = study.corrections.harmonise
    if asked == "none":
        return study
    if asked == "auto":
        found = transform_of(Bandpass.ROY_2016)
        like_target = {found.to, "landsat9-oli2"}
        mixed = any(e.sensor in like_target and e.level is found.level for e in study.epochs)
        if study.index.paper_literal or not mixed:
            return study
    else:
        found = transform_of(Bandpass(asked))
    epochs = tuple(
        epoch.model_copy(update={"bandpass": found.key})
        if epoch.bands
        and epoch.bandpass is None
        and epoch.sensor in found.of
        and epoch.level is found.level
        else epoch
        for epoch in study.epochs
    )
    return study.model_copy(update={"epochs": epochs})
