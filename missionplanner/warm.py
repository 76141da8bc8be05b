"""Compile every kernel once, in the set-up, so that no pilot waits for it."""

from missionplanner.planning.verify.warm import warm as warm_verification
from missionplanner.planning.warm import warm as warm_planning


def main() -> None:
    """Compile and cache the kernels of planning and verification."""
    warm_planning()
    warm_verification()


if __name__ == "__main__":
    main()
