"""Read weather from a file: JSON or CSV by hand, METAR reports, or a radiosonde ascent."""

from pathlib import Path

from missionplanner.errors import InputError
from missionplanner.model.weather import Weather
from missionplanner.weather import ascent, by_hand, reports


def read_weather(path: Path | str, station: str | None = None) -> Weather:
    """Return the weather in a file; what is inside decides, then the name's ending.

    Parameters
    ----------
    path : Path or str
        `.json`, `.csv`, or text with METAR reports or a sounding; `docs/formats/weather.md`.
    station : str, optional
        In a file of METAR reports: take this ICAO station only.

    Raises
    ------
    InputError
        The file cannot be read, is empty, holds no wind, or a value is impossible.
    """
    file = Path(path)
    text = _text(file)
    where = file.name
    if file.suffix.lower() in (".json", ".geojson") or text.lstrip()[0] in "{[":
        return by_hand.from_json(text, where)
    if file.suffix.lower() in (".csv", ".tsv"):
        return by_hand.from_csv(text, where)
    if ascent.recognises(text):
        return ascent.from_sounding(text, where)
    return reports.from_metar(text, where, station)


def _text(file: Path) -> str:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        remedy = "give JSON, CSV or METAR text"
        raise InputError("is not a text file", str(file), remedy) from error
    except OSError as error:
        raise InputError(
            f"cannot be read ({error.strerror})", str(file), "check the path"
        ) from error
    if not text.strip():
        raise InputError("is empty", str(file), "give JSON, CSV or METAR text")
    return text
