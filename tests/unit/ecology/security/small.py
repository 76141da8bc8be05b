"""A small index system for the tests of this folder."""

from missionplanner.model.security import CriteriaLayer, IndexSystem, IndicatorSpec, Sign


def spec(key, layer, sign="+", weight=None):
    return IndicatorSpec(
        key=key, layer=CriteriaLayer(layer), sign=Sign(sign), title=f"Title of {key}", weight=weight
    )


def small_system(*weights):
    """Two drivers, one pressure, one state."""
    given = weights or (None,) * 4
    keys = (("D1", "D"), ("D2", "D", "-"), ("P1", "P", "-"), ("S1", "S"))
    specs = tuple(spec(*parts, weight=weight) for parts, weight in zip(keys, given, strict=True))
    return IndexSystem(key="small", title="Small", indicators=specs)
