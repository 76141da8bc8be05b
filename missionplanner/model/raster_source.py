"""Where one band of numbers comes from."""

from pydantic import Field

from missionplanner.model.places import Frozen


class BandFile(Frozen):
    """One band of a raster file; value = stored * scale + offset."""

    path: str = Field(description="Raster file")
    band: int = Field(default=1, ge=1, description="Number of the band in the file")
    scale: float | None = Field(
        default=None, description="Factor; None: what the file itself names, else 1"
    )
    offset: float | None = Field(
        default=None, description="Summand; None: what the file itself names, else 0"
    )
    fill: tuple[float, ...] = Field(
        default=(), description="Stored numbers that are no value, beside the file's own nodata"
    )
