"""Landscape metrics of a map of land cover."""

from pydantic import Field

from missionplanner.model.ecology import Measured
from missionplanner.model.places import Frozen


class LandscapeResult(Frozen):
    """`missionplanner landscape`."""

    cell_m: float
    valid_m2: float
    classes_m2: dict[int, float] = Field(description="Class -> area")
    patch_density: Measured = Field(description="PD, patches per 100 ha, eight neighbours")
    diversity: Measured = Field(description="SHDI, nat")
    fractal_dimension: Measured = Field(description="Area-weighted mean patch's, 1 to 2")
    window: int = Field(default=0, description="Cells along the side of a moving window; 0: none")
    files: dict[str, str] = Field(
        default_factory=dict, description="patch_density, diversity, fractal_dimension -> path"
    )
