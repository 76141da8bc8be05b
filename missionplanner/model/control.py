"""Control points in photos: where each is marked, and what an adjustment makes of it."""

from dataclasses import dataclass
from pathlib import Path

from pydantic import AwareDatetime, Field

from missionplanner.model.places import ControlPoint, Frozen


@dataclass(frozen=True)
class PhotoMark:
    """A control point seen in a photo.

    Attributes
    ----------
    photo : str
        Name of its file.
    x_px, y_px : float
        To the right and down, from the upper left corner of the upper left pixel.
    point : str
        Name of the control point.
    line : int
        Of the file it was read from.
    used : bool
        False: kept, but left out of every adjustment.
    """

    photo: str
    x_px: float
    y_px: float
    point: str
    line: int = 0
    used: bool = True


@dataclass(frozen=True)
class MarkFit:
    """How far a mark is off after an adjustment.

    Attributes
    ----------
    mark : PhotoMark
    off_x_px, off_y_px : float
        Where all that is used has the point, less the mark: to the right and down.
    wrong : bool
        It fits the others so badly that the adjustment has left it out.
    """

    mark: PhotoMark
    off_x_px: float
    off_y_px: float
    wrong: bool


class PhotoPose(Frozen):
    """Where a photo was taken from, adjusted."""

    photo: str = Field(max_length=1000, description="Name of the file")
    x_m: float = Field(description="Easting of the site's frame, m")
    y_m: float = Field(description="Northing, m")
    height_m: float = Field(description="Height, EGM96, m")
    axes: tuple[float, float, float, float, float, float, float, float, float] = Field(
        description="Unit vectors east, north, up of the optical axis, the frame's right, its top"
    )
    moved_m: float = Field(description="Distance from where the photo says it was taken, m")
    turned_deg: float = Field(description="Angle from where the photo says it looked, degrees")
    rmse_px: float = Field(description="Of its marks, px")


class PointFit(Frozen):
    """What a point differs by from what all other points and marks say; they less its measurement.

    None: nothing else says anything of it.
    """

    name: str = Field(max_length=200, description="Of the control point")
    checks: bool = Field(description="Left out of the adjustment")
    photos: int = Field(description="Photos it is marked in")
    east_m: float | None = Field(description="Difference eastwards, m")
    north_m: float | None = Field(description="Difference northwards, m")
    up_m: float | None = Field(description="Difference upwards, m")
    sigmas: float = Field(description="The difference over its standard deviation")


class CameraFit(Frozen):
    """The inside of the camera, adjusted; see `imagery.interior`."""

    width: int = Field(gt=0, description="Columns of the picture")
    height: int = Field(gt=0, description="Rows of the picture")
    fx: float = Field(gt=0, description="Focal length, px, across")
    fy: float = Field(gt=0, description="Focal length, px, along")
    cx: float = Field(description="Principal point, px")
    cy: float = Field(description="Principal point, px")
    k1: float = Field(description="Radial distortion, first")
    k2: float = Field(description="Radial distortion, second")


class ControlFit(Frozen):
    """What was adjusted, and to what; `results/control.json`."""

    epsg: int = Field(description="Of the site's frame")
    sensor: str = Field(max_length=200, description="Key in the catalogue of sensors")
    camera: CameraFit = Field(description="Its camera as adjusted")
    shift_m: tuple[float, float, float] = Field(
        description="East, north, up that all photos of the flight were off by, m"
    )
    photos: tuple[PhotoPose, ...] = Field(description="Those with marks")
    points: tuple[PointFit, ...] = Field(description="Those marked")
    control: tuple[ControlPoint, ...] = Field(description="What they were measured as")
    sigma_px: float = Field(description="Standard deviation of a mark after the adjustment, px")
    adjusted: AwareDatetime = Field(description="When")


@dataclass(frozen=True)
class Sighting:
    """A photo that should show a point.

    Attributes
    ----------
    photo : str
        Name of its file.
    file : Path
    x_px, y_px : float
        Where the point is expected, from the upper left corner.
    doubt_px : float
        Standard deviation of that, by what the photo tells of its place and angles.
    nadir_deg : float
        Angle of the ray to the plumb line.
    """

    photo: str
    file: Path
    x_px: float
    y_px: float
    doubt_px: float
    nadir_deg: float
