from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from missionplanner.errors import InputError, OutputError
from missionplanner.model.finding import Finding, Severity
from missionplanner.model.plan import CostWeights
from missionplanner.project import records
from missionplanner.project.records import read_record, write_record


@dataclass(frozen=True)
class Inner:
    values: np.ndarray[tuple[int, ...], np.dtype[np.float64]]
    flags: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
    finding: Finding
    limit: float | None


@dataclass(frozen=True)
class Outer:
    weights: CostWeights
    parts: tuple[Inner, ...]
    count: int


def outer(values: np.ndarray, limit: float | None) -> Outer:
    finding = Finding("X-1", Severity.WARNING, "sortie 2, 北坡", "so and so")
    inner = Inner(values, values > 0, finding, limit)
    return Outer(CostWeights(length=0.25), (inner, inner), 3)


@given(
    arrays(np.float64, st.integers(0, 6), elements=st.floats(-1e9, 1e9)),
    st.none() | st.floats(-10, 10),
)
def test_what_is_written_is_read(tmp_path_factory, values, limit) -> None:
    stem = tmp_path_factory.mktemp("r") / "deep" / "plan"
    value = outer(values, limit)
    write_record(stem, value)
    back = read_record(stem, Outer)
    assert back.weights == value.weights
    assert back.count == 3
    assert back.parts[1].finding == value.parts[1].finding
    assert back.parts[1].limit == limit
    np.testing.assert_array_equal(back.parts[0].values, values)
    assert back.parts[0].flags.dtype == np.bool_


@pytest.mark.parametrize("spoil", [b"", b"{", b'{"weights": {}}'])
def test_a_damaged_record_is_told(tmp_path: Path, spoil: bytes) -> None:
    stem = tmp_path / "plan"
    write_record(stem, outer(np.ones(2), None))
    stem.with_suffix(".json").write_bytes(spoil)
    with pytest.raises(InputError, match="plan again"):
        read_record(stem, Outer)


def test_an_archive_with_pickles_is_refused(tmp_path: Path) -> None:
    stem = tmp_path / "plan"
    write_record(stem, outer(np.ones(2), None))
    np.savez(stem.with_suffix(".npz"), **{"r.parts.0.values": np.array([{}], dtype=object)})
    with pytest.raises(InputError):
        read_record(stem, Outer)


def test_a_folder_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError):
        write_record(tmp_path / "file" / "plan", outer(np.ones(2), None))


def test_a_disk_that_fills_half_way_leaves_both_files_as_they_were(tmp_path, monkeypatch) -> None:
    stem = tmp_path / "plan"
    write_record(stem, outer(np.ones(2), None))

    def full(path: Path, data: bytes) -> None:
        if ".json" in path.name:
            raise OSError(28, "No space left on device")
        path.write_bytes(data)

    monkeypatch.setattr(records, "_put", full)
    with pytest.raises(OutputError, match="No space"):
        write_record(stem, outer(np.zeros(5), 1.0))
    np.testing.assert_array_equal(read_record(stem, Outer).parts[0].values, np.ones(2))
