"""What a weather value can be: one table for readers, saved files and forms.

Bounds lie just outside the extremes on record (WMO archive of weather and climate extremes:
113 m/s, -89.2 and 56.7 C, 870 and 1089 hPa at sea level, 305 mm of rain in 42 minutes); what is
outside is a slip or another unit.
"""

from dataclasses import dataclass

from missionplanner.messages.message import Message, message


@dataclass(frozen=True)
class Range:
    """Least and greatest plausible value of a quantity, and units that it is often given in.

    `slips` are (least, greatest, question): a value in there is told with the question.
    """

    name: Message
    low: float
    high: float
    unit: str | Message
    slips: tuple[tuple[float, float, Message], ...] = ()

    def fault(self, value: float) -> Message | None:
        """Return what is wrong with a value, or None where it can be."""
        if self.low <= value <= self.high:
            return None
        asked = next((word for low, high, word in self.slips if low <= value <= high), None)
        fault = self._outside(value)
        return fault if asked is None else message("weather.asked", fault=fault, question=asked)

    def _outside(self, value: float) -> Message:
        if not self.unit:
            return message(
                "weather.outside", name=self.name, value=value, low=self.low, high=self.high
            )
        return message(
            "weather.outside_of_unit",
            name=self.name,
            value=value,
            unit=self.unit,
            low=self.low,
            high=self.high,
        )


_UNIT = ((120.0, 1000.0, message("weather.slip.unit")),)
PLAUSIBLE = {
    "speed_mps": Range(message("weather.quantity.wind_speed"), 0.0, 120.0, "m/s", _UNIT),
    "gust_mps": Range(message("weather.quantity.gust"), 0.0, 120.0, "m/s", _UNIT),
    "from_deg": Range(
        message("weather.quantity.wind_direction"), 0.0, 360.0, message("weather.degrees")
    ),
    "height_agl_m": Range(message("weather.quantity.height"), 0.1, 20_000.0, "m"),
    "temperature_c": Range(
        message("weather.quantity.temperature"),
        -90.0,
        60.0,
        "C",
        (
            (183.0, 333.15, message("weather.slip.kelvin")),
            (60.0, 140.0, message("weather.slip.fahrenheit")),
        ),
    ),
    "pressure_hpa": Range(
        message("weather.quantity.pressure"),
        850.0,
        1090.0,
        "hPa",
        (
            (85_000.0, 109_000.0, message("weather.slip.pascal")),
            (400.0, 850.0, message("weather.slip.station_pressure")),
            (25.0, 33.0, message("weather.slip.inches")),
            (638.0, 818.0, message("weather.slip.millimetres")),
        ),
    ),
    "precipitation_mmh": Range(message("weather.quantity.precipitation"), 0.0, 500.0, "mm/h"),
    "visibility_m": Range(message("weather.quantity.visibility"), 0.0, 400_000.0, "m"),
    "cloud_share": Range(
        message("weather.quantity.cloud_share"),
        0.0,
        1.0,
        "",
        ((1.0, 100.0, message("weather.slip.share")),),
    ),
    "cloud_base_m": Range(message("weather.quantity.cloud_base"), 0.0, 30_000.0, "m"),
}
