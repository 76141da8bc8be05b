"""What `completeness` says to people: what is expected stands apart from what is certain."""

import pytest

from missionplanner.cli.completeness_verb import _show

CERTAIN = {
    "sensor": "xt2",
    "verdict": "incomplete",
    "seen_share": 0.5351,
    "overlap_ok_share": 0.444,
    "expected_seen_share": 0.5351,
    "expected_overlap_ok_share": 0.444,
    "planned_overlap_ok_share": 0.966,
    "gaps": [],
}


def test_what_previews_announce_is_told_beside_the_verdict(
    capsys: pytest.CaptureFixture[str],
) -> None:
    _show({"sensors": [CERTAIN], "findings": []})
    assert "previews" not in capsys.readouterr().out
    more = {**CERTAIN, "expected_seen_share": 0.5863, "expected_overlap_ok_share": 0.4948}
    _show({"sensors": [more], "findings": []})
    first, second = capsys.readouterr().out.splitlines()[:2]
    assert "incomplete. Seen 53.51 %" in first
    assert "58.63 %" in second and "49.5 %" in second and "not in the verdict" in second
