"""What a weather value can be: one table for readers, saved files and forms.

Bounds lie just outside the extremes on record (WMO archive of weather and climate extremes:
113 m/s, -89.2 and 56.7 C, 870 and 1089 hPa at sea level, 305 mm of rain in 42 minutes); what is
outside is a slip or another unit.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Range:
    """Least and greatest plausible value of a quantity, and units that it is often given in.

    `slips` are (least, greatest, question): a value in there is told with the question.
    """

    name: str
    low: float
    high: float
    unit: str
    slips: tuple[tuple[float, float, str], ...] = ()

    def fault(self, value: float) -> str | None:
        """Return what is wrong with a value, or None where it can be."""
        if self.low <= value <= self.high:
            return None
        asked = next((f" ({word})" for low, high, word in self.slips if low <= value <= high), "")
        unit = f" {self.unit}" if self.unit else ""
        bounds = f"{self.low:g} to {self.high:g}{unit}"
        return f"{self.name} {value:g}{unit} is outside {bounds}{asked}"


PLAUSIBLE = {
    "speed_mps": Range("wind speed", 0.0, 120.0, "m/s", ((120.0, 1000.0, "check the unit"),)),
    "gust_mps": Range("gust", 0.0, 120.0, "m/s", ((120.0, 1000.0, "check the unit"),)),
    "from_deg": Range("wind direction", 0.0, 360.0, "degrees"),
    "height_agl_m": Range("height above ground", 0.1, 20_000.0, "m"),
    "temperature_c": Range(
        "temperature", -90.0, 60.0, "C", ((183.0, 333.15, "kelvin?"), (60.0, 140.0, "Fahrenheit?"))
    ),
    "pressure_hpa": Range(
        "pressure",
        850.0,
        1090.0,
        "hPa",
        (
            (85_000.0, 109_000.0, "pascal?"),
            (400.0, 850.0, "the station's own? that reduced to sea level, QNH, is wanted"),
            (25.0, 33.0, "inches of mercury?"),
            (638.0, 818.0, "millimetres of mercury?"),
        ),
    ),
    "precipitation_mmh": Range("precipitation", 0.0, 500.0, "mm/h"),
    "visibility_m": Range("visibility", 0.0, 400_000.0, "m"),
    "cloud_share": Range(
        "cloud share", 0.0, 1.0, "", ((1.0, 100.0, "a share of 0 to 1, or cloud_percent"),)
    ),
    "cloud_base_m": Range("cloud base", 0.0, 30_000.0, "m"),
}
