"""What is said of the factors of erosion in a result: one line each, with units and sources."""

from missionplanner.ecology.erosion.rain import rainfall_erosivity
from missionplanner.messages.message import Message, message
from missionplanner.model.raster_source import BandFile
from missionplanner.model.study import Erosion, Factor

R_UNIT = "MJ mm ha-1 h-1 yr-1"
K_UNIT = "t ha h ha-1 MJ-1 mm-1"
LOSS_UNIT = "t ha-1 yr-1"


def methods(erosion: Erosion, has_dem: bool) -> tuple[Message, ...]:
    """Return a line a factor: what it is made of, or that it is absent and taken as 1."""
    return (_rain(erosion), _soil(erosion), *_slope(erosion, has_dem), _practice(erosion))


def is_relative(erosion: Erosion, has_dem: bool) -> bool:
    """Tell whether R, K or LS is absent, so that the loss has no unit."""
    no_rain = erosion.rain_mm is None and erosion.rainfall is None
    no_soil = erosion.soil is None and erosion.erodibility is None
    return no_rain or no_soil or not (has_dem or erosion.slope_length)


def _given(factor: Factor) -> Message:
    if isinstance(factor, BandFile):
        return message("erosion.from_file", path=factor.path)
    return message("erosion.number", value=factor)


def _rain(erosion: Erosion) -> Message:
    if erosion.rainfall is not None:
        given = _given(erosion.rainfall)
        if erosion.rain_mm:
            return message("erosion.rain.given_twice", given=given, unit=R_UNIT)
        return message("erosion.rain.given", given=given, unit=R_UNIT)
    if erosion.rain_mm is None:
        return message("erosion.rain.absent")
    value = float(rainfall_erosivity(erosion.rain_mm, erosion.rain_constant))
    summand = erosion.rain_constant
    if summand == "0.08188":
        return message("erosion.rain.by_slip", value=value, unit=R_UNIT, summand=summand)
    return message("erosion.rain.by_month", value=value, unit=R_UNIT, summand=summand)


def _soil(erosion: Erosion) -> Message:
    if erosion.erodibility is None:
        texture = message("erosion.soil.texture", unit=K_UNIT)
        return message("erosion.soil.absent") if erosion.soil is None else texture
    given = _given(erosion.erodibility)
    if erosion.soil:
        return message("erosion.soil.given_twice", given=given, unit=K_UNIT)
    return message("erosion.soil.given", given=given, unit=K_UNIT)


def _slope(erosion: Erosion, has_dem: bool) -> tuple[Message, ...]:
    if erosion.slope_length is not None:
        return (message("erosion.slope.given", path=erosion.slope_length.path),)
    if not has_dem:
        return (message("erosion.slope.absent"),)
    steep = message("erosion.slope.mccool")
    if erosion.steepness == "mccool-liu":
        steep = message("erosion.slope.mccool_liu")
    if erosion.length_method == "one-cell":
        return (message("erosion.slope.one_cell"), steep)
    longest = erosion.longest_slope_m
    cut = message("erosion.slope.not_cut")
    if longest is not None:
        cut = message("erosion.slope.cut", length=longest)
    return (message("erosion.slope.routed", flow=_ROUTED[erosion.flow], cut=cut), steep)


def _practice(erosion: Erosion) -> Message:
    if erosion.land_cover is not None:
        return message("erosion.practice.by_cover", path=erosion.land_cover.path)
    if erosion.practice == "slope":
        return message("erosion.practice.by_slope")
    return message("erosion.practice.given", given=_given(erosion.practice))


_ROUTED = {
    "multiple": message("erosion.slope.multiple"),
    "d8": message("erosion.slope.d8"),
}
