"""What is said of an indicator that cannot be made."""

import datetime

from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message
from missionplanner.model.raster_source import BandFile
from missionplanner.model.security import IndexSystem, IndicatorSpec
from missionplanner.model.security_inputs import SecurityInputs


def lacking(spec: IndicatorSpec, what: Message, key: str) -> InputError:
    """Return the error of an indicator that cannot be made: what it lacks, and the study's key."""
    layer = f"security.layers.{spec.key}"
    where = indicator_told(spec.key)
    if key == layer:
        return InputError(
            "engine.security.lacking_layer", where, title=spec.name, lacks=what, key=key
        )
    return InputError(
        "engine.security.lacking", where, title=spec.name, lacks=what, key=key, layer=layer
    )


def indicator_told(key: str) -> Message:
    """Return how messages call an indicator of a system."""
    return message("engine.indicator", key=key)


def check_layers(inputs: SecurityInputs, system: IndexSystem) -> None:
    """Refuse rasters for indicators that the system does not have."""
    named: list[tuple[str, dict[str, BandFile]]] = [("security.layers", inputs.layers)]
    days: dict[datetime.date, dict[str, BandFile]] = inputs.layers_by_date
    named += [(f"security.layers_by_date.{day}", layers) for day, layers in days.items()]
    for where, layers in named:
        for key in layers:
            if key not in system.keys:
                raise InputError("engine.security.unknown_layer", where, key=key, known=system.keys)
