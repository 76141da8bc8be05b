"""Colours, classes and words of the ecology rasters, for the window and the report alike.

What is drawn is told in `resources/ecology/legends.toml`.
"""

import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from missionplanner.assets import resources
from missionplanner.errors import InputError
from missionplanner.messages.language import Language
from missionplanner.model.ecology import CV_BREAKS, GRADE_BREAKS
from missionplanner.model.security import SECURITY_BREAKS

Limits = tuple[float, float]

# Breaks that the results are graded by stand in the model; the file of legends names them.
_GRADED_BY = {
    "index grades": GRADE_BREAKS,
    "security levels": SECURITY_BREAKS,
    "variation classes": CV_BREAKS,
}
_RAMP_COLOURS = 255
_QUANTILES = (0.02, 0.98)
# OKLab, Ottosson 2020, https://bottosson.github.io/posts/oklab/ (linear sRGB to cone response,
# its cube root to lightness and two opponent axes).
_TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


@dataclass(frozen=True)
class LegendClass:
    """One class of a legend.

    Attributes
    ----------
    key : str
        The word the results use for it.
    code : int
        1 for the first; the value in rasters of codes.
    low, high : float or None
        Range of the values in it, None where it is open or the class is no range.
    colour : str
        '#RRGGBB'.
    en, zh : str
        Label.
    """

    key: str
    code: int
    low: float | None
    high: float | None
    colour: str
    en: str
    zh: str

    def label(self, language: Language = "en") -> str:
        """Return the label in a language."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True)
class Legend:
    """How a raster is coloured and what its legend says.

    Attributes
    ----------
    name : str
    kind : 'values', 'codes' or 'ramp'
        Classes of a continuous raster, classes of a raster of codes, or a continuous ramp.
    classes : tuple of LegendClass
        In rising order; empty for a ramp.
    stops : tuple of str
        Colours of a ramp, evenly spaced from low to high; empty for classes.
    low, high : float or None
        Ends of the scale; None: the data's own.
    centre : float or None
        The value in the middle of a diverging ramp, which reaches equally far to both sides.
    on_break : 'upper' or 'lower'
        Class of a value on a break.
    places : int
        Decimals of numbers.
    """

    name: str
    kind: Literal["values", "codes", "ramp"]
    titles: tuple[str, str]
    units: tuple[str, str]
    classes: tuple[LegendClass, ...]
    stops: tuple[str, ...]
    low: float | None
    high: float | None
    centre: float | None
    on_break: Literal["upper", "lower"]
    places: int

    def title(self, language: Language = "en") -> str:
        """Return the title in a language."""
        return self.titles[language == "zh"]

    def unit(self, language: Language = "en") -> str:
        """Return the unit in a language, empty where there is none."""
        return self.units[language == "zh"]

    def limits(self, values: NDArray[Any]) -> Limits:
        """Return the ends of the scale for `values`.

        Ends the legend does not fix are the 2 % and 98 % quantiles of the finite values, so that
        a few odd cells do not wash out the rest; a diverging ramp reaches equally far both ways.
        """
        if self.low is not None and self.high is not None:
            return self.low, self.high
        finite = values[np.isfinite(values)] if values.dtype.kind == "f" else values.ravel()
        if not finite.size:
            return 0.0, 1.0
        low, high = (float(q) for q in np.quantile(finite, _QUANTILES))
        if self.centre is not None:
            reach = max(abs(low - self.centre), abs(high - self.centre)) or 10.0**-self.places
            return self.centre - reach, self.centre + reach
        low = low if self.low is None else self.low
        high = high if self.high is None else self.high
        return (low, high) if high > low else (low, low + 10.0**-self.places)

    def paint(self, values: NDArray[Any], limits: Limits | None = None) -> NDArray[np.uint8]:
        """Colour a raster.

        Parameters
        ----------
        values : (rows, cols) float, NaN nodata; or integer codes, 0 (and unknown codes) nodata
        limits : (low, high), optional
            Ends of a ramp's scale; None: see `limits`. Values beyond take the colour of the end.
            Give them for pictures that shall be compared.

        Returns
        -------
        (rows, cols, 4) uint8, red, green, blue, opacity; nodata fully transparent.
        """
        if self.kind == "ramp":
            index = _ramp_index(values, limits or self.limits(values))
        elif self.kind == "codes":
            index = _code_index(values, len(self.classes))
        else:
            index = self._class_index(values)
        table = _table(self.name)
        return np.take(table, index).view(np.uint8).reshape(*values.shape, 4)

    def colours(self, count: int = 256) -> NDArray[np.uint8]:
        """Return `count` colours along the scale, (count, 3) uint8, for a legend's bar."""
        table = _table(self.name)[1:].view(np.uint8).reshape(-1, 4)[:, :3]
        return table[np.arange(count) * len(table) // count]

    def by_code(self) -> dict[int, tuple[int, int, int]]:
        """Return red, green and blue, 0 to 255, of each class of a raster of codes."""
        return {item.code: _rgb(item.colour) for item in self.classes}

    def number(self, value: float) -> str:
        """Return a number as the legend writes it, with a true minus."""
        text = f"{value:.{self.places}f}"
        return text.replace("-", "−") if float(text) else f"{0:.{self.places}f}"

    def span(self, item: LegendClass) -> str:
        """Return the range of a class as '0.2–0.4', '< 0.15', '> 0.50', or nothing."""
        if item.high is None:
            return "" if item.low is None else f"> {self.number(item.low)}"
        if item.low is None:
            return f"< {self.number(item.high)}"
        return f"{self.number(item.low)}–{self.number(item.high)}"

    def _class_index(self, values: NDArray[Any]) -> NDArray[np.uint8]:
        index = np.ones(values.shape, np.uint8)
        for item in self.classes[1:]:
            index += (values >= item.low) if self.on_break == "upper" else (values > item.low)
        index[~np.isfinite(values)] = 0
        return index


def names() -> tuple[str, ...]:
    """Return the names of all legends."""
    return tuple(_read())


@cache
def legend(name: str) -> Legend:
    """Return the legend called `name`.

    Raises
    ------
    InputError
        There is none.
    """
    tables = _read()
    if name not in tables:
        raise InputError("ecology.no_such_legend", name, known=tables)
    told = tables[name]
    told = tables.get(told.get("like", ""), {}) | told
    return Legend(
        name=name,
        kind=told["kind"],
        titles=(told["title"]["en"], told["title"]["zh"]),
        units=(told.get("unit", {}).get("en", ""), told.get("unit", {}).get("zh", "")),
        classes=_classes(told),
        stops=tuple(told.get("stops", ())),
        low=told.get("low"),
        high=told.get("high"),
        centre=told.get("centre"),
        on_break=told.get("on_break", "upper"),
        places=told.get("places", 0),
    )


def _classes(told: dict[str, Any]) -> tuple[LegendClass, ...]:
    listed = told.get("classes", [])
    breaks = told.get("breaks", [None] * (len(listed) - 1))
    between = _GRADED_BY[breaks] if isinstance(breaks, str) else breaks
    ends = [told.get("low"), *between, told.get("high")]
    return tuple(
        LegendClass(code=i + 1, low=ends[i], high=ends[i + 1], **item)
        for i, item in enumerate(listed)
    )


@lru_cache(maxsize=1)
def _read() -> dict[str, dict[str, Any]]:
    path = resources() / "ecology" / "legends.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _table(name: str) -> NDArray[np.uint32]:
    """Return RGBA, four bytes a number, by index; 0 is transparent."""
    chosen = legend(name)
    colours = (
        _mixed(chosen.stops) if chosen.stops else [_rgb(item.colour) for item in chosen.classes]
    )
    table = np.zeros((len(colours) + 1, 4), np.uint8)
    table[1:, :3] = colours
    table[1:, 3] = 255
    packed = table.view(np.uint32).ravel()
    packed.setflags(write=False)
    return packed


def _ramp_index(values: NDArray[Any], limits: Limits) -> NDArray[np.uint8]:
    low, high = limits
    scale = _RAMP_COLOURS / (high - low)
    place = np.clip((values - values.dtype.type(low)) * scale, 0, _RAMP_COLOURS - 0.5)
    valid = np.isfinite(values)
    # NaN has no integer: it is put to 0 before the cast, and to transparent after it.
    index = np.where(valid, place, 0).astype(np.uint8) + np.uint8(1)
    index[~valid] = 0
    return index


def _code_index(values: NDArray[Any], count: int) -> NDArray[np.uint8]:
    known = (values >= 1) & (values <= count)
    return np.where(known, values, 0).astype(np.uint8)


def _rgb(text: str) -> tuple[int, int, int]:
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def _mixed(stops: tuple[str, ...]) -> NDArray[np.uint8]:
    """Return the colours of a ramp, mixed in OKLab so that equal steps look equal."""
    lab = _to_lab(np.array([_rgb(stop) for stop in stops]) / 255.0)
    at = np.linspace(0, len(stops) - 1, _RAMP_COLOURS)
    mixed = np.stack([np.interp(at, np.arange(len(stops)), axis) for axis in lab.T], axis=1)
    return np.rint(_to_srgb(mixed) * 255).astype(np.uint8)


def _to_lab(srgb: NDArray[np.float64]) -> NDArray[np.float64]:
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    result: NDArray[np.float64] = np.cbrt(linear @ _TO_CONES.T) @ _TO_LAB.T
    return result


def _to_srgb(lab: NDArray[np.float64]) -> NDArray[np.float64]:
    linear = (lab @ np.linalg.inv(_TO_LAB).T) ** 3 @ np.linalg.inv(_TO_CONES).T
    linear = np.clip(linear, 0, 1)
    return np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)
