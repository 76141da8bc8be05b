"""A project over a zone of a study, made in the worker process.

Apart from `open`, because reading a study takes libraries that opening a project does not.
"""

from pathlib import Path
from typing import Any

from missionplanner.operations.new_over_zone import ZoneAsked, free_folder, new_over_zone
from missionplanner.tasks.progress import Progress
from missionplanner.ui.plan.open import open_site
from missionplanner.ui.plan.views import Opened


def over_zone(study: Path, zone: str, answers: dict[str, Any], progress: Progress) -> Opened:
    """Make a project beside a study, over one of its zones, and open it.

    `answers`: fields of `operations.new.NewProject` that were asked for, as the datum.
    """
    folder = free_folder(study, zone)
    asked = ZoneAsked(study=study, name=zone)
    new_over_zone(folder, asked, answers, progress.part(0.0, 0.6))
    return open_site(folder, progress.part(0.6, 1.0))
