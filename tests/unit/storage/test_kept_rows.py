import numpy as np
import pytest

from missionplanner.errors import OutputError
from missionplanner.storage.kept_rows import (
    RowsInFile,
    RowsInMemory,
    write_array_head,
    write_at_end,
)

VALUES = np.arange(35, dtype=np.float32).reshape(7, 5)


def test_rows_come_back_from_a_file_as_from_memory(tmp_path):
    memory = RowsInMemory(7, 5, np.float32)
    with RowsInFile(tmp_path / "rows.bin", 5, np.float32) as file:
        for rows in (memory, file):
            rows.write(3, VALUES[3:])
            rows.write(0, VALUES[:3])
            np.testing.assert_array_equal(rows.read(2, 6), VALUES[2:6])
            assert rows.read(4, 4).shape == (0, 5)
            rows.read(0, 1)[:] = -1.0  # a copy: what is kept does not change
            np.testing.assert_array_equal(rows.read(0, 7), VALUES)
        assert (tmp_path / "rows.bin").stat().st_size == VALUES.nbytes
    assert not (tmp_path / "rows.bin").exists()


def test_what_a_killed_run_left_is_replaced_and_a_link_not_followed(tmp_path):
    other = tmp_path / "other"
    other.write_bytes(b"mine")
    (tmp_path / "rows.bin").symlink_to(other)
    with RowsInFile(tmp_path / "rows.bin", 5, np.float32) as file:
        file.write(0, VALUES)
        np.testing.assert_array_equal(file.read(6, 7), VALUES[6:])
    assert other.read_bytes() == b"mine"


def test_a_file_that_cannot_be_made_and_rows_never_written_are_told(tmp_path):
    with pytest.raises(OutputError):
        RowsInFile(tmp_path / "absent" / "rows.bin", 5, np.float32)
    with RowsInFile(tmp_path / "rows.bin", 5, np.float32) as file, pytest.raises(OutputError):
        file.read(0, 1)


def test_an_array_written_by_rows_is_a_npy_file(tmp_path):
    with (tmp_path / "whole.npy").open("wb") as stream:
        write_array_head(stream, VALUES.shape, VALUES.dtype)
        for row in VALUES:
            stream.write(row.tobytes())
    np.testing.assert_array_equal(np.load(tmp_path / "whole.npy"), VALUES)


def test_a_layer_of_a_npy_file_is_written_in_place(tmp_path):
    stack = np.zeros((3, 7, 5), np.float32)
    np.save(tmp_path / "stack.npy", stack)
    write_at_end(tmp_path / "stack.npy", 2 * VALUES.nbytes, VALUES.data)
    stack[1] = VALUES
    np.testing.assert_array_equal(np.load(tmp_path / "stack.npy"), stack)
    with pytest.raises(OutputError):
        write_at_end(tmp_path / "absent.npy", VALUES.nbytes, VALUES.data)
