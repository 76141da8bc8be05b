import os
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.fixture(scope="session")
def cases() -> Path:
    """Small inputs as people have them, beside the folder of real data."""
    data = Path(os.environ.get("MISSIONPLANNER_DATA", ROOT.parent / "shared" / "data"))
    folder = data.parent / "cases"
    if not folder.is_dir():
        pytest.skip("no cases here: they lie beside the folder named in MISSIONPLANNER_DATA")
    return folder
