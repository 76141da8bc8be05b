"""The groups of a METAR or of a part of a TAF (WMO-No. 306, FM 15 and FM 51), in SI.

The `metar` package reads them; here stands what it takes too lightly: it makes 10 km of a
visibility that is not reported, takes the first of several visibilities for the least, and passes
over a wind that cannot be.
"""

import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass

from metar.Metar import Metar, ParserError

from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message
from missionplanner.model.plausible import PLAUSIBLE
from missionplanner.model.weather import Phenomenon, WindLevel
from missionplanner.weather.fields import WIND_HEIGHT_M, Fields, level_of

# The longest reports have some sixty; the reader takes ever longer for more.
_MOST_GROUPS = 500
_UNIT = r"(?:KTS?|MPS|KMH|KM/H)"
_WIND = re.compile(
    rf"^(?P<dir>\d{{3}}|VRB|///)(?P<speed>P?\d{{2,3}}|//)(?:G(?P<gust>P?\d{{2,3}}|//))?{_UNIT}$"
)
_WIND_LIKE = re.compile(rf"^[\w/]*[\dO/]{{2}}{_UNIT}$")
_METRES = re.compile(r"^(\d{4})(?:N|NE|E|SE|S|SW|W|NW|NDV)?$")
_PRESSURE = re.compile(r"^(?:Q|A|QNH)\d{3,4}(?:INS)?$")
_WET = {"DZ", "RA", "SN", "SG", "IC", "PL", "GR", "GS", "UP"}
# Rates that stand for words, mm/h; bounds of WMO-No. 8: light < 2.5, heavy >= 10.
_RATE_MMH = {"-": 1.0, "": 5.0, "+": 15.0}
_NEARBY_MMH = 0.1
_EIGHTHS = {"CLR": 0, "SKC": 0, "NSC": 0, "NCD": 0, "FEW": 2, "SCT": 4, "BKN": 7, "OVC": 8, "VV": 8}
_PLACES = {"MI", "BC", "PR"}  # shallow, patches, partial
_CODES = {
    "GR": Phenomenon.ICE, "GS": Phenomenon.ICE, "PL": Phenomenon.ICE, "SQ": Phenomenon.SQUALL,
    "FC": Phenomenon.FUNNEL, "SS": Phenomenon.SANDSTORM, "DS": Phenomenon.SANDSTORM,
    "PO": Phenomenon.SANDSTORM, "VA": Phenomenon.ASH,
}  # fmt: skip


@dataclass(frozen=True)
class Groups:
    """What the groups tell: fields of an hour, the wind where told, and remarks on the reading.

    `tells_weather`: present weather stands there, or that there is none of note (NSW, CAVOK).
    """

    fields: Fields
    wind: WindLevel | None
    told: tuple[Message, ...]
    tells_weather: bool


def read_groups(groups: Sequence[str], remarks: Sequence[str] = ()) -> Groups:
    """Return what groups tell, without those of trends; a quantity not told is not in `fields`.

    Raises
    ------
    InputError
        The wind cannot be, or the groups cannot be read; the group is named.
    """
    if len(groups) + len(remarks) > _MOST_GROUPS:
        count = len(groups) + len(remarks)
        raise InputError("weather.too_many_groups", " ".join(groups[:3]), n=count)
    words = _joined(groups)
    wind = _checked_wind(words)
    words = [word.replace("KM/H", "KMH") for word in words if word != "////"]
    code = " ".join(["METAR XXXX 010000Z", *words, *(["RMK", *remarks] if remarks else [])])
    try:
        with warnings.catch_warnings():
            # The reader warns of every group it does not know; such groups are common and harmless.
            warnings.simplefilter("ignore")
            read = Metar(code, month=1, year=2000, strict=False)
    except (ParserError, ValueError, ArithmeticError, LookupError, AttributeError, TypeError) as e:
        start = " ".join(groups[:3])
        raise InputError("weather.report_unreadable", start, reason=str(e)) from e
    told: list[Message] = []
    fields = {**_sky(read), **_weather(read), **_visibility(words, read)}
    if wind and wind["speed"].startswith("P"):
        fields["wind_at_least"] = True
    _keep(fields, "temperature_c", None if read.temp is None else read.temp.value("C"), None, told)
    _pressure(fields, words, read, told)
    level = _level(read, wind[0]) if wind else None
    gust_mps = None if read.wind_gust is None else float(read.wind_gust.value("MPS"))
    if level and gust_mps is not None and wind:
        below = gust_mps < level.speed_mps
        fault = message("weather.gust_below_group", group=wind[0]) if below else None
        _keep(fields, "gust_mps", gust_mps, fault, told)
    return Groups(fields, level, tuple(told), bool(read.weather) or "CAVOK" in words)


def _joined(groups: Sequence[str]) -> list[str]:
    """Return the groups with a wind's unit put back behind it where a blank parts them."""
    words: list[str] = []
    for group in groups:
        if words and re.fullmatch(_UNIT, group) and re.fullmatch(r"[\dVRBGP/]{5,}", words[-1]):
            words[-1] += group
        else:
            words.append(group)
    return words


def _checked_wind(words: Sequence[str]) -> re.Match[str] | None:
    """Return the wind's group; None: there is none, or it tells no speed."""
    for word in words:
        if not _WIND_LIKE.match(word) or word.startswith("WS"):
            continue
        match = _WIND.match(word)
        if match is None:
            raise InputError("weather.no_wind_group", word)
        if match["dir"].isdigit() and int(match["dir"]) > 360:
            raise InputError("weather.direction_above", word, direction=match["dir"])
        return None if match["speed"] == "//" else match
    return None


def _level(read: Metar, word: str) -> WindLevel | None:
    if read.wind_speed is None:
        return None
    speed_mps = float(read.wind_speed.value("MPS"))
    if fault := PLAUSIBLE["speed_mps"].fault(speed_mps):
        raise InputError("weather.report_fault", word, fault=fault)
    fields: Fields = {"speed_mps": speed_mps, "height_agl_m": WIND_HEIGHT_M}
    # Calm is written 00000: the wind comes from nowhere.
    if read.wind_dir is not None:
        fields["from_deg"] = float(read.wind_dir.value())
    return level_of(fields, "wind")


def _keep(
    fields: Fields, name: str, value: float | None, fault: Message | None, told: list[Message]
) -> None:
    """Put a value among the fields, or leave out one that cannot be, and tell."""
    if value is None:
        return
    if fault := fault or PLAUSIBLE[name].fault(float(value)):
        told.append(message("weather.left_out", fault=fault))
    else:
        fields[name] = float(value)


def _pressure(fields: Fields, words: Sequence[str], read: Metar, told: list[Message]) -> None:
    given = [word for word in words if _PRESSURE.match(word)]
    if read.press is None or not given:
        return
    value = float(read.press.value("MB"))
    fault = PLAUSIBLE["pressure_hpa"].fault(value)
    named = message("weather.of_word", word=given[-1], fault=fault) if fault else None
    _keep(fields, "pressure_hpa", value, named, told)
    if len(given) > 1:
        *others, last = given
        told.append(message("weather.two_pressures", others=others, last=last, hpa=value))


def _visibility(words: Sequence[str], read: Metar) -> Fields:
    """Return the least visibility of all directions; one that is not reported is not known."""
    metres = [10_000.0 if m[1] == "9999" else float(m[1]) for w in words if (m := _METRES.match(w))]
    if metres:
        return {"visibility_m": min(metres)}
    return {} if read.vis is None else {"visibility_m": float(read.vis.value("M"))}


def _weather(read: Metar) -> Fields:
    groups = [tuple(part or "" for part in group) for group in read.weather]
    known = [group for group in groups if "/" not in "".join(group)]
    found: Fields = {"thunderstorm": any("TS" in group[1] for group in known)}
    rates = [rate for group in known if (rate := _rate_mmh(group[0], group[2])) > 0.0]
    if read.precip_1hr is not None:
        rates.append(float(read.precip_1hr.value("CM")) * 10.0)
    # "//": the machine could not see the weather; nothing at all: there is none to tell of.
    if rates or len(known) == len(groups):
        found["precipitation_mmh"] = max(rates, default=0.0)
    told = [kind for group in known for kind in _phenomena(*group[:5])]
    if any(layer[2] == "CB" for layer in read.sky):
        told.append(Phenomenon.THUNDERCLOUD)
    found["phenomena"] = tuple(dict.fromkeys(told))
    return found


def _phenomena(near: str, how: str, wet: str, veil: str, other: str) -> list[Phenomenon]:
    pairs = [text[at : at + 2] for text in (wet, veil, other) for at in range(0, len(text), 2)]
    found = [_CODES[pair] for pair in pairs if pair in _CODES]
    if "FZ" in how and any(pair in _WET for pair in pairs):
        found.append(Phenomenon.FREEZING)
    if "FG" in pairs:
        partly = "VC" in near or any(place in how for place in _PLACES)
        found.append(Phenomenon.FOG_PATCHES if partly else Phenomenon.FOG)
    return found


def _sky(read: Metar) -> Fields:
    layers = [layer for layer in read.sky if layer[0] in _EIGHTHS]
    if not layers:
        return {}
    found: Fields = {"cloud_share": max(_EIGHTHS[layer[0]] for layer in layers) / 8.0}
    found["sky_hidden"] = any(layer[0] == "VV" for layer in layers)
    low = [layer[1].value("M") for layer in layers if layer[0] in ("BKN", "OVC", "VV") and layer[1]]
    if low:
        found["cloud_base_m"] = float(min(low))
    return found


def _rate_mmh(intensity: str, kinds: str) -> float:
    """Return the rate that stands for a present-weather group such as -RA, +SN or VCDZ."""
    if not any(kinds[at : at + 2] in _WET for at in range(0, len(kinds), 2)):
        return 0.0
    if "VC" in intensity:
        return _NEARBY_MMH
    return _RATE_MMH["+" if "+" in intensity else "-" if "-" in intensity else ""]
