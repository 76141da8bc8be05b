import io
import json
import tracemalloc
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
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
from missionplanner.project.arrays import MOST_BYTES
from missionplanner.project.records import read_record, write_record
from tests.fuzz.mutations import COUNTS, fuzz, written


@dataclass(frozen=True)
class Inner:
    values: np.ndarray[tuple[int, ...], np.dtype[np.float64]]
    flags: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
    finding: Finding
    limit: float | None


@dataclass(frozen=True)
class When:
    moment: datetime


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


def repacked(stem: Path, change) -> None:
    """Write the archive anew with what `change` makes of its members' bytes."""
    path = stem.with_suffix(".npz")
    with zipfile.ZipFile(path) as archive:
        members = {info.filename: archive.read(info) for info in archive.infolist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in change(members).items():
            archive.writestr(name, data)


def npy(array: np.ndarray) -> bytes:
    stream = io.BytesIO()
    np.save(stream, array)
    return stream.getvalue()


VALUES = "r.parts.0.values.npy"


@pytest.mark.parametrize(
    "change",
    [
        lambda m: {n: d for n, d in m.items() if n != VALUES},
        lambda m: {**m, "more.npy": npy(np.ones(2))},
        lambda m: {**m, VALUES: npy(np.ones(1))},
        lambda m: {**m, VALUES: npy(np.ones(3))},
        lambda m: {**m, VALUES: npy(np.ones((1, 2)))},
        lambda m: {**m, VALUES: npy(np.ones(2, ">f8"))},
        lambda m: {**m, VALUES: npy(np.ones(2, np.int64))},
        lambda m: {**m, VALUES: npy(np.asfortranarray(np.ones((2, 2))))},
        lambda m: {**m, VALUES: npy(np.ones(2))[:-1]},
        lambda m: {**m, VALUES: npy(np.ones(2)) + b"x"},
        lambda m: {**m, VALUES: b""},
        lambda m: {**m, VALUES: b"\x93NUMPY\x01\x00\x40\x00" + b"[" * 63 + b"\n" + b"\0" * 16},
        lambda m: {n: b"\0" * len(d) for n, d in m.items()},
    ],
)
def test_an_archive_that_holds_something_else_than_declared_is_told(tmp_path: Path, change) -> None:
    stem = tmp_path / "plan"
    write_record(stem, outer(np.ones(2), None))
    repacked(stem, change)
    with pytest.raises(InputError, match="damaged") as caught:
        read_record(stem, Outer)
    assert "\n" not in str(caught.value)


def test_an_archive_that_unpacks_to_more_than_declared_takes_no_memory(tmp_path: Path) -> None:
    stem = tmp_path / "plan"
    write_record(stem, outer(np.ones(2), None))
    repacked(stem, lambda m: {**m, VALUES: npy(np.zeros(25_000_000))})
    tracemalloc.start()
    try:
        with pytest.raises(InputError, match="another size"):
            read_record(stem, Outer)
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


def test_a_declaration_of_more_than_a_plan_can_hold_is_refused(tmp_path: Path) -> None:
    stem = tmp_path / "plan"
    write_record(stem, outer(np.ones(2), None))
    path = stem.with_suffix(".json")
    words = json.loads(path.read_text("utf-8"))
    words["parts"][0]["values"]["shape"] = [MOST_BYTES]
    path.write_text(json.dumps(words))
    with pytest.raises(InputError, match="too large"):
        read_record(stem, Outer)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        *(("shape", [-2]), ("shape", "2"), ("shape", [2.0]), ("shape", [1, 1, 1, 2])),
        *(("dtype", "|O"), ("dtype", "<U9"), ("dtype", ">f8"), ("dtype", 3), ("array", "other")),
        ("more", 1),
    ],
)
def test_a_declaration_that_cannot_be_is_told(tmp_path: Path, key: str, value: object) -> None:
    stem = tmp_path / "plan"
    write_record(stem, outer(np.ones(2), None))
    path = stem.with_suffix(".json")
    words = json.loads(path.read_text("utf-8"))
    words["parts"][0]["values"][key] = value
    path.write_text(json.dumps(words))
    with pytest.raises(InputError, match="damaged"):
        read_record(stem, Outer)


def test_a_consistent_file_of_the_wrong_type_is_told(tmp_path: Path) -> None:
    stem = tmp_path / "plan"
    write_record(stem, outer(np.ones(2).astype(np.float32), None))  # type: ignore[arg-type]
    with pytest.raises(InputError, match="another type"):
        read_record(stem, Outer)


@pytest.mark.parametrize(
    "change",
    [
        lambda w: w.update(count=1.5),
        lambda w: w.update(count="3"),
        lambda w: w.update(parts="ab"),
        lambda w: w.update(parts={}),
        lambda w: w.update(weights=[]),
        lambda w: w["parts"][0].update(values=[1.0, 2.0]),
        lambda w: w["parts"][0].update(limit="wide"),
        lambda w: w["parts"][0].update(limit=w["parts"][0]["values"]),
        lambda w: w["parts"][0]["finding"].update(severity="bad"),
    ],
)
def test_a_value_of_another_type_is_told(tmp_path: Path, change) -> None:
    stem = tmp_path / "plan"
    write_record(stem, outer(np.ones(2), None))
    path = stem.with_suffix(".json")
    words = json.loads(path.read_text("utf-8"))
    change(words)
    path.write_text(json.dumps(words))
    with pytest.raises(InputError, match="damaged"):
        read_record(stem, Outer)


def test_a_time_keeps_its_zone_and_needs_one(tmp_path: Path) -> None:
    stem = tmp_path / "when"
    write_record(stem, When(datetime(2026, 5, 1, 12, 0, 0, 5, tzinfo=UTC)))
    assert read_record(stem, When) == When(datetime(2026, 5, 1, 12, 0, 0, 5, tzinfo=UTC))
    write_record(stem, When(datetime(2026, 5, 1, 12)))
    with pytest.raises(InputError, match="without its zone"):
        read_record(stem, When)


def test_values_that_do_not_agree_are_the_callers_to_tell(tmp_path: Path) -> None:
    def check(value: Outer) -> None:
        if len(value.parts[0].values) != len(value.parts[1].flags):
            raise ValueError("lengths differ")

    stem = tmp_path / "plan"
    first, second = outer(np.ones(2), None), outer(np.ones(3), None)
    write_record(stem, first)
    assert read_record(stem, Outer, check).count == 3
    write_record(stem, Outer(first.weights, (first.parts[0], second.parts[0]), 3))
    with pytest.raises(InputError, match="lengths differ"):
        read_record(stem, Outer, check)


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("end", [".json", ".npz"])
def test_damaged_copies_are_told(tmp_path: Path, end: str, count: range) -> None:
    stem = tmp_path / "plan"
    write_record(stem, outer(np.linspace(0, 1, 400), 2.5))
    path = stem.with_suffix(end)
    fuzz(path.read_bytes(), 10, count, lambda d: (written(path, d), read_record(stem, Outer)))


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
