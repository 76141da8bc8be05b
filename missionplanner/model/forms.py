"""What a shape was drawn as: a circle, a corridor or a rectangle, kept beside its polygon.

The polygon is what counts: planning, files and other programs know nothing else. The form is how a
hand changes it again; it is believed only while it still gives that polygon.
"""

from dataclasses import dataclass
from enum import StrEnum


class FormKind(StrEnum):
    """What a shape was drawn as."""

    CIRCLE = "circle"
    CORRIDOR = "corridor"
    RECTANGLE = "rectangle"


@dataclass(frozen=True)
class ShapeForm:
    """A form in longitude and latitude.

    Attributes
    ----------
    kind : FormKind
    places : tuple of (longitude, latitude)
        WGS 84, degrees: the centre of a circle, the corners of a corridor's middle line, both ends
        of a rectangle's middle line.
    size_m : float
        Radius of a circle, width of the others, metres.
    """

    kind: FormKind
    places: tuple[tuple[float, float], ...]
    size_m: float
