"""Compile every kernel once, in the set-up, so that nobody waits for it later."""

from missionplanner.ecology.warm import warm as warm_ecology
from missionplanner.planning.verify.warm import warm as warm_verification
from missionplanner.planning.warm import warm as warm_planning


def main() -> None:
    """Compile and cache the kernels of planning, verification and ecology."""
    warm_planning()
    warm_verification()
    warm_ecology()


if __name__ == "__main__":
    main()
