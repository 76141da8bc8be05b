"""Run a verb as a user does, and read what it says."""

import json
from dataclasses import dataclass
from typing import Any

from click.testing import CliRunner

from missionplanner.cli.main import run


@dataclass(frozen=True)
class Said:
    """Exit code, the JSON object (empty where there is none), and the error line."""

    code: int
    json: dict[str, Any]
    error: str


def said(*words: object) -> Said:
    """Run `missionplanner WORDS --json`; a traceback fails the test by itself."""
    with CliRunner().isolation() as (out, err, _):
        code = run([*map(str, words), "--json"])
        printed, told = out.getvalue().decode("utf-8"), err.getvalue().decode("utf-8")
    lines = [line for line in printed.splitlines() if line.startswith("{")]
    errors = [line for line in told.splitlines() if line.startswith("Error: ")]
    assert len(errors) == (1 if code == 2 else 0), told
    return Said(code, json.loads(lines[-1]) if lines else {}, "".join(errors))
