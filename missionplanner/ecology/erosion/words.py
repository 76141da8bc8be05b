"""What is said of the factors of erosion in a result: one line each, with units and sources."""

from missionplanner.ecology.erosion.rain import rainfall_erosivity
from missionplanner.model.raster_source import BandFile
from missionplanner.model.study import Erosion, Factor

R_UNIT = "MJ mm ha-1 h-1 yr-1"
K_UNIT = "t ha h ha-1 MJ-1 mm-1"
LOSS_UNIT = "t ha-1 yr-1"


def methods(erosion: Erosion, has_dem: bool) -> tuple[str, ...]:
    """Return a line a factor: what it is made of, or that it is absent and taken as 1."""
    return (_rain(erosion), _soil(erosion), *_slope(erosion, has_dem), _practice(erosion))


def is_relative(erosion: Erosion, has_dem: bool) -> bool:
    """Tell whether R, K or LS is absent, so that the loss has no unit."""
    no_rain = erosion.rain_mm is None and erosion.rainfall is None
    no_soil = erosion.soil is None and erosion.erodibility is None
    return no_rain or no_soil or not (has_dem or erosion.slope_length)


def _given(factor: Factor) -> str:
    return f"from {factor.path}" if isinstance(factor, BandFile) else f"{factor:g}"


def _rain(erosion: Erosion) -> str:
    if erosion.rainfall is not None:
        unused = "; the monthly rain is not used" if erosion.rain_mm else ""
        return f"R (rainfall): {_given(erosion.rainfall)}, {R_UNIT}{unused}"
    if erosion.rain_mm is None:
        return "R (rainfall): not given, taken as 1; soil loss is relative"
    value = float(rainfall_erosivity(erosion.rain_mm, erosion.rain_constant))
    line = (
        f"R (rainfall): {value:.5g} {R_UNIT} from monthly rain by Wischmeier & Smith in the form "
        f"of Arnoldus (1980), summand {erosion.rain_constant}, x 17.02 to SI"
    )
    slip = "; this summand is a copied slip and makes R 5.46 times as large"
    return line + (slip if erosion.rain_constant == "0.08188" else "")


def _soil(erosion: Erosion) -> str:
    if erosion.erodibility is not None:
        unused = "; the soil's texture is not used" if erosion.soil else ""
        return f"K (soil): {_given(erosion.erodibility)}, {K_UNIT}{unused}"
    if erosion.soil is None:
        return "K (soil): not given, taken as 1; soil loss is relative"
    return (
        f"K (soil): EPIC (Sharpley & Williams 1990) from sand, silt, clay and organic carbon, "
        f"x 0.1317 to SI, {K_UNIT}"
    )


def _slope(erosion: Erosion, has_dem: bool) -> tuple[str, ...]:
    if erosion.slope_length is not None:
        return (f"LS (slope): from {erosion.slope_length.path}",)
    if not has_dem:
        return ("LS (slope): no DEM, taken as 1; soil loss is relative",)
    steep = "S: McCool et al. (1987), 10.8 sin + 0.03 below 9 %, 16.8 sin - 0.5 above"
    if erosion.steepness == "mccool-liu":
        steep += "; Liu et al. (1994), 21.91 sin - 0.96 from 10 degrees"
    if erosion.length_method == "one-cell":
        return ("L: each cell a slope of its own, m by McCool (1989), slope by Horn", steep)
    longest = erosion.longest_slope_m
    cut = "not cut" if longest is None else f"cut at {longest:g} m"
    routed = {
        "multiple": "multiple flow with exponent 1.1 (Freeman 1991)",
        "d8": "D8 (O'Callaghan & Mark 1984)",
    }[erosion.flow]
    return (
        "L: Desmet & Govers (1996) from the area that drains into a cell, m by McCool (1989), "
        f"slope by Zevenbergen & Thorne; {routed} on the filled DEM; slope length {cut}",
        steep,
    )


def _practice(erosion: Erosion) -> str:
    if erosion.land_cover is not None:
        return f"P (practice): by land cover from {erosion.land_cover.path}"
    if erosion.practice == "slope":
        return "P (practice): Wener, 0.2 + 0.03 x slope in per cent, at most 1"
    return f"P (practice): {_given(erosion.practice)}"
