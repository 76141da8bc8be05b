"""What the writer lets the user choose, and the payload that follows from it."""

from dataclasses import dataclass, replace

from missionplanner.api import FormatOption, InputError, Sensor

OPTIONS = (
    FormatOption(
        "wpmz-version",
        "1.0.6",
        "version of the format; 1.0.2 for controllers with old firmware",
        ("1.0.6", "1.0.2"),
    ),
    FormatOption(
        "payload",
        "catalogue",
        "payload named in the file: the catalogue's, an H20 in its place, or none (then the "
        "camera is set to its timer by hand)",
        ("catalogue", "h20", "none"),
    ),
    FormatOption(
        "rc-lost",
        "go-back",
        "when the remote controller is lost: return home, or fly the route to its end",
        ("go-back", "continue"),
    ),
    FormatOption(
        "created-ms",
        # 2026-01-01. Fixed, so that the same plan gives the same bytes.
        "1767225600000",
        "time of creation in the file, milliseconds since 1970",
    ),
)

_H20 = 42


@dataclass(frozen=True)
class NamedPayload:
    """The payload as it is named in the file; `lens` is the imageFormat word or None."""

    enum: int
    sub_enum: int
    position: int
    lens: str | None


@dataclass(frozen=True)
class Choices:
    """The options, understood."""

    version: str
    payload: NamedPayload | None
    go_back: bool
    created_ms: int


def understood(values: dict[str, str], sensor: Sensor) -> Choices:
    """Return the options of one export.

    Raises
    ------
    InputError
        The time of creation is not a whole number.
    """
    try:
        created = int(values["created-ms"])
    except ValueError as error:
        raise InputError("dji_wpml.not_whole", "created-ms") from error
    return Choices(
        version=values["wpmz-version"],
        payload=_payload(sensor, values["payload"]),
        go_back=values["rc-lost"] == "go-back",
        created_ms=created,
    )


def _payload(sensor: Sensor, choice: str) -> NamedPayload | None:
    wpml = sensor.wpml
    if wpml.enum is None or choice == "none":
        return None
    named = NamedPayload(wpml.enum, wpml.sub_enum, wpml.position, wpml.lens)
    return named if choice == "catalogue" else replace(named, enum=_H20, sub_enum=0, lens=None)
