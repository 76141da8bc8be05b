"""Pure functions over arrays for scripts and notebooks: the methods of the product, and no more.

Every function calls what the program itself runs, takes and returns numpy arrays (NaN is nodata),
reads and writes no project and knows no window. What the data do not allow raises `InputError`;
what the arguments are wrong in, `ValueError`.

Importing this takes no kernel, no raster library and not even numpy: a name brings its room with
it when it is first asked for (PEP 562).

Examples
--------
>>> from missionplanner import science
>>> science.ndvi([0.05], [0.45]).round(2).tolist()
[0.8]
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from missionplanner.errors import InputError
    from missionplanner.model.sensor import Camera
    from missionplanner.science.change import (
        abrupt_change,
        pettitt,
        sen_limits,
        trend,
        variation,
    )
    from missionplanner.science.drivers import geodetector, q_statistic
    from missionplanner.science.erosion import (
        cover_factor,
        rain_erosivity,
        slope_length_steepness,
        soil_erodibility,
        soil_loss,
    )
    from missionplanner.science.flight import (
        air_density,
        flight_energy,
        flight_power_w,
        footprint_m,
        footprint_outline_m,
        ground_sample_m,
    )
    from missionplanner.science.index import JudgedIndex, irsei
    from missionplanner.science.indicators import (
        brightness_temperature,
        emissivity,
        ndbsi,
        ndvi,
        surface_temperature,
        water_index,
        wetness,
        wetness_coefficients,
    )
    from missionplanner.science.maps import landscape, landscape_windows, natural_breaks
    from missionplanner.science.radio import (
        diffraction_loss_db,
        free_space_loss_db,
        lora_airtime_s,
        lora_sensitivity_dbm,
        path_loss_db,
    )
    from missionplanner.science.security import (
        ahp_weights,
        security_index,
        security_levels,
        standardised,
        variable_state,
        variable_weights,
    )

__all__ = [
    "Camera",
    "InputError",
    "JudgedIndex",
    "abrupt_change",
    "ahp_weights",
    "air_density",
    "brightness_temperature",
    "cover_factor",
    "diffraction_loss_db",
    "emissivity",
    "flight_energy",
    "flight_power_w",
    "footprint_m",
    "footprint_outline_m",
    "free_space_loss_db",
    "geodetector",
    "ground_sample_m",
    "irsei",
    "landscape",
    "landscape_windows",
    "lora_airtime_s",
    "lora_sensitivity_dbm",
    "natural_breaks",
    "ndbsi",
    "ndvi",
    "path_loss_db",
    "pettitt",
    "q_statistic",
    "rain_erosivity",
    "security_index",
    "security_levels",
    "sen_limits",
    "slope_length_steepness",
    "soil_erodibility",
    "soil_loss",
    "standardised",
    "surface_temperature",
    "trend",
    "variable_state",
    "variable_weights",
    "variation",
    "water_index",
    "wetness",
    "wetness_coefficients",
]

_HOMES = {
    "errors": "InputError",
    "model.sensor": "Camera",
    "science.change": "abrupt_change pettitt sen_limits trend variation",
    "science.drivers": "geodetector q_statistic",
    "science.erosion": "cover_factor rain_erosivity slope_length_steepness soil_erodibility "
    "soil_loss",
    "science.flight": "air_density flight_energy flight_power_w footprint_m footprint_outline_m "
    "ground_sample_m",
    "science.index": "JudgedIndex irsei",
    "science.indicators": "brightness_temperature emissivity ndbsi ndvi surface_temperature "
    "water_index wetness wetness_coefficients",
    "science.maps": "landscape landscape_windows natural_breaks",
    "science.radio": "diffraction_loss_db free_space_loss_db lora_airtime_s lora_sensitivity_dbm "
    "path_loss_db",
    "science.security": "ahp_weights security_index security_levels standardised variable_state "
    "variable_weights",
}
"""File within the package -> what of it is public here."""

_HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}


def __getattr__(name: str) -> object:
    """Return a public name, importing the file it lives in."""
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(f"missionplanner.{_HOME_OF[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """Return the public names."""
    return __all__
