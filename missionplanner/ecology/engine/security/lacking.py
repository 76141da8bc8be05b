"""What is said of an indicator that cannot be made."""

import datetime

from missionplanner.errors import InputError
from missionplanner.model.raster_source import BandFile
from missionplanner.model.security import IndexSystem, IndicatorSpec
from missionplanner.model.security_inputs import SecurityInputs


def lacking(spec: IndicatorSpec, what: str, key: str) -> InputError:
    """Return the error of an indicator that cannot be made: what it lacks, and the study's key."""
    remedy = f"fill {key}"
    if "security.layers" not in key:
        remedy += f", or give a raster: security.layers.{spec.key}"
    return InputError(f"{spec.title}: {what}", f"indicator {spec.key}", remedy)


def check_layers(inputs: SecurityInputs, system: IndexSystem) -> None:
    """Refuse rasters for indicators that the system does not have."""
    named: list[tuple[str, dict[str, BandFile]]] = [("security.layers", inputs.layers)]
    days: dict[datetime.date, dict[str, BandFile]] = inputs.layers_by_date
    named += [(f"security.layers_by_date.{day}", layers) for day, layers in days.items()]
    for where, layers in named:
        for key in layers:
            if key not in system.keys:
                known = ", ".join(system.keys)
                raise InputError(f"the system has no indicator '{key}'", where, f"known: {known}")
