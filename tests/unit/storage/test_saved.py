"""Saved files that anybody may have changed: one line, whatever is wrong with them."""

from pathlib import Path

import pytest
from pydantic import BaseModel, Field

from missionplanner.errors import InputError
from missionplanner.storage.saved import read_bytes, read_object, read_saved, read_toml


class Result(BaseModel):
    """A result."""

    cells: int = Field(ge=0)


def test_a_result_is_read_back_and_none_is_none(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    assert read_saved(path, Result, "again") is None
    path.write_bytes(b"\xef\xbb\xbf" + Result(cells=3).model_dump_json().encode())
    assert read_saved(path, Result, "again") == Result(cells=3)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('{"cells": -1}', "cells: Input should be greater"),
        ("{}", "cells: Field required"),
        ("[" * 200_000, "recursion"),
        ("", "EOF"),
        ("\xff", "JSON"),
    ],
)
def test_a_damaged_result_is_told_in_one_line(tmp_path: Path, content: str, words: str) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(content.encode("latin-1"))
    with pytest.raises(InputError, match=words) as told:
        read_saved(path, Result, "analyse again")
    assert str(told.value).startswith(f"{path}: the saved result cannot be read (")
    assert str(told.value).endswith("; analyse again")


@pytest.mark.parametrize(
    "content", [b"a = ", b"a = '\xff'", b"a = " + b"[" * 100_000, b"a = 1" + b"0" * 5000]
)
def test_a_file_that_is_no_toml_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(content)
    with pytest.raises(InputError, match="is not TOML"):
        read_toml(path, "start from a copy")
    path.write_bytes("\ufeffa = 'é'".encode())
    assert read_toml(path, "") == {"a": "é"}


def test_what_is_no_file_or_too_large_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_bytes(tmp_path / "none", "")
    with pytest.raises(InputError, match="is no file"):
        read_object(tmp_path, "")
    (tmp_path / "a").write_bytes(b"12345")
    with pytest.raises(InputError, match="damaged"):
        read_bytes(tmp_path / "a", "", at_most=4)
