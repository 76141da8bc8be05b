"""A mine's own grid: how its coordinates follow from those of the Earth."""

from pydantic import Field

from missionplanner.model.places import Frozen

Triple = tuple[float, float, float]


class CommonPointFit(Frozen):
    """A point known in both, and what it is off by after the calibration: worked out less given."""

    name: str = Field(max_length=200, description="Of the point")
    east_m: float = Field(description="Eastwards, m")
    north_m: float = Field(description="Northwards, m")
    up_m: float | None = Field(default=None, description="Upwards, m; None: it has no height")


class MineGrid(Frozen):
    """Mine = matrix (UTM - origin) + shift, in metres; heights of UTM are ellipsoidal."""

    name: str = Field(max_length=200, description="Shown to people")
    parameters: int = Field(description="4: plane and heights apart; 7: in space")
    epsg: int = Field(ge=32601, le=32760, description="UTM zone that it stands on")
    origin: Triple = Field(description="Middle of the common points: UTM, and ellipsoidal height")
    matrix: tuple[Triple, Triple, Triple] = Field(description="Rotation times scale, row by row")
    shift: Triple = Field(description="The same middle in the mine's grid: east, north, height")
    heights: bool = Field(description="Heights of the mine are known too")
    scale_ppm: float = Field(description="Scale less one, millionths")
    turned_deg: float = Field(description="From the UTM's east to the mine's, to the left, degrees")
    rms_m: float = Field(ge=0, description="Of the residuals on the map, m")
    points: tuple[CommonPointFit, ...] = Field(
        min_length=3, max_length=10_000, description="Common points with their residuals"
    )
