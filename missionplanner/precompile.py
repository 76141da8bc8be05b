"""Compile every kernel once, in the set-up, so that nobody waits for it later."""

from missionplanner.ecology.precompile_ecology import warm as warm_ecology
from missionplanner.imagery.precompile_mosaic import warm as warm_mosaic
from missionplanner.planning.precompile_planning import warm as warm_planning
from missionplanner.planning.verify.precompile_verify import warm as warm_verification
from missionplanner.raster.precompile_raster import warm as warm_rasters
from missionplanner.terrain.precompile_radio import warm as warm_radio
from missionplanner.terrain.precompile_views import warm as warm_views


def main() -> None:
    """Compile and cache the kernels of every room that has some."""
    warm_rasters()
    warm_views()
    warm_planning()
    warm_verification()
    warm_ecology()
    warm_radio()
    warm_mosaic()


if __name__ == "__main__":
    main()
