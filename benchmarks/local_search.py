"""First tours of many strips: nearest neighbour and savings, looked through once or until the end.

    python -m benchmarks.local_search [--site mine] [--factors 1 0.25 0.12]

The strips of a site are laid closer together by each factor, so that there are more of them; the
same network is ordered in each way. Cost is the network's, CPU that of the ordering alone.
"""

import argparse
import tempfile
import time
from pathlib import Path

from benchmarks.terrain_sites import project_of
from missionplanner.aircraft.catalogue import sensor
from missionplanner.operations.site import load_site
from missionplanner.planning.coverage.order import JOINED_ENDS, PASSES
from missionplanner.planning.decode import count_of, network_of
from missionplanner.planning.kernels.local_search import descend
from missionplanner.planning.kernels.savings import joined_tour, nearest_ends
from missionplanner.planning.kernels.tours import nearest_neighbour, split, to_tour
from missionplanner.planning.kernels.types import Network
from missionplanner.planning.precompile_planning import warm
from missionplanner.planning.problem import problem_of
from missionplanner.planning.reach import strips_along
from missionplanner.project.store import load
from missionplanner.tasks.progress import silent


def first(network: Network, capacity_wh: float, savings: bool):
    """Return a tour before it is bettered."""
    if savings:
        return joined_tour(network, capacity_wh, nearest_ends(network, JOINED_ENDS))
    order, flip = nearest_neighbour(network)
    return to_tour(order, flip, split(order, flip, network, capacity_wh)[1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--site", default="mine", choices=["mine", "jacksboro", "steep"])
    parser.add_argument("--factors", type=float, nargs="+", default=[1.0, 0.25, 0.12])
    asked = parser.parse_args()
    warm()
    folder = project_of(asked.site, Path(tempfile.mkdtemp(prefix="osprey-search-")))
    scenario = load_site(load(folder), silent()).scenario
    print(f"{'strips':>6} {'start':<10} {'looks':<10} {'cost':>11} {'against':>8} {'CPU s':>7}")
    for factor in asked.factors:
        problem = problem_of(scenario, sensor("p1-35"), spacing_factor=factor)
        strips = strips_along(problem)
        network, base = network_of(problem, strips, exact=False), None
        for savings in (False, True):
            for again in (50, 1):
                begun = time.process_time()
                seq, flip = first(network, problem.capacity_wh, savings)
                cost = descend(seq, flip, network, problem.capacity_wh, PASSES, again)
                seconds = time.process_time() - begun
                base = base or cost
                print(
                    f"{count_of(strips):>6} {'savings' if savings else 'neighbour':<10} "
                    f"{'once more' if again == 1 else 'to the end':<10} {cost:>11,.0f} "
                    f"{100 * (cost / base - 1):>+7.2f}% {seconds:>7.2f}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
