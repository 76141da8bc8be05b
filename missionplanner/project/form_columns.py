"""What a shape was drawn as, in three columns of a layer: kind, places as WKT, and size."""

import math
from collections.abc import Sequence

import shapely
from shapely.errors import ShapelyError
from shapely.geometry import LineString, Point

from missionplanner.model.forms import FormKind, ShapeForm
from missionplanner.vector.features import Values

_KIND, _PLACES, _SIZE = "form", "form_places", "form_size_m"
_LEAST = {FormKind.CIRCLE: (1, 1), FormKind.RECTANGLE: (2, 2), FormKind.CORRIDOR: (2, 100_000)}


def form_fields(forms: Sequence[ShapeForm | None]) -> dict[str, list[object]]:
    """Return the columns; none where no shape has a form, as in every older project."""
    if not any(forms):
        return {}
    return {
        _KIND: [form.kind.value if form else None for form in forms],
        _PLACES: [_wkt(form) if form else None for form in forms],
        _SIZE: [form.size_m if form else None for form in forms],
    }


def form_of(values: Values) -> ShapeForm | None:
    """Return the form of a feature; None without one, or where it cannot be read.

    The polygon counts: what somebody has written there by hand stops nobody from opening.
    """
    kind, places, size = (values.get(name) for name in (_KIND, _PLACES, _SIZE))
    if not (isinstance(kind, str) and isinstance(places, str) and isinstance(size, int | float)):
        return None
    try:
        known, shape = FormKind(kind), shapely.from_wkt(places)
    except (ValueError, ShapelyError):
        return None
    found = tuple((float(x), float(y)) for x, y in shapely.get_coordinates(shape))
    low, high = _LEAST[known]
    whole = all(math.isfinite(x) and math.isfinite(y) for x, y in found)
    if not (whole and low <= len(found) <= high and 0 < size < math.inf):
        return None
    return ShapeForm(known, found, float(size))


def _wkt(form: ShapeForm) -> str:
    shape = Point(form.places[0]) if form.kind is FormKind.CIRCLE else LineString(form.places)
    # 17 digits: a place comes back to the bit.
    return str(shapely.to_wkt(shape, rounding_precision=17))
