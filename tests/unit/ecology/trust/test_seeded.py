"""Small studies through the whole engine: right ones are trusted, planted faults are not.

The same generator gives the 100 of each in `benchmarks.trust_verdict`; these are a few of them.
"""

import pytest

from benchmarks.seeded_trust import FAULTS
from benchmarks.trust_verdict import verdict_of
from missionplanner.model.trust import Verdict


@pytest.mark.parametrize("seed", range(3))
def test_a_right_study_is_trusted(seed, tmp_path):
    found = verdict_of(seed, "", tmp_path)
    assert found.verdict is Verdict.TRUST, found.reasons


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_not(fault, tmp_path):
    found = verdict_of(1, fault, tmp_path)
    assert found.verdict is not Verdict.TRUST
    codes = {one.code for one in found.reasons}
    meant = {
        "season": {"seasons"},
        "fill": {"untagged", "ground", "gap", "beyond", "alike"},
        "inversion": {"weight_wrong", "loading_wrong", "against"},
    }
    assert codes & meant[fault], codes
