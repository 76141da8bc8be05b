"""A release refuses what is not ready, and builds the same bytes twice."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from tests.packaging.scripts import script

release = script("release")
facts = script("facts")

CHANGES = """# Changelog

## [Unreleased]
{waiting}
## [1.2.0]{day}
{lines}
## [1.1.0] - 2026-01-01

- x
"""


@pytest.mark.parametrize(
    ("waiting", "day", "lines", "told"),
    [
        ("", " - 2026-05-01", "\n- A thing.\n", None),
        ("\n- Left.\n", " - 2026-05-01", "\n- A thing.\n", "wait under Unreleased"),
        ("", "", "\n- A thing.\n", "bears no day"),
        ("", " - soon", "\n- A thing.\n", "bears no day"),
        ("", " - 2026-05-01", "\n", "is empty"),
    ],
)
def test_the_changelog_has_to_tell_the_version(waiting, day, lines, told) -> None:
    text = CHANGES.format(waiting=waiting, day=day, lines=lines)
    if told is None:
        release.check_changes(text, "1.2.0")
        return
    with pytest.raises(release.Unready, match=told):
        release.check_changes(text, "1.2.0")


def test_a_version_unknown_to_the_changelog_is_refused() -> None:
    with pytest.raises(release.Unready, match="no entry"):
        release.check_changes(CHANGES, "9.9.9")


@pytest.mark.parametrize("asked", ["1", "v1.0.0", "1.0", "1.0.0; rm"])
def test_a_version_is_three_numbers(asked: str) -> None:
    with pytest.raises(release.Unready, match="MAJOR"):
        release.check_version(asked)


def test_another_version_than_the_projects_is_refused() -> None:
    with pytest.raises(release.Unready, match=r"pyproject\.toml says version"):
        release.check_version("77.0.0")


def test_checksums_are_as_sha256sum_reads_them(tmp_path: Path) -> None:
    (tmp_path / "b.whl").write_bytes(b"b")
    (tmp_path / "a.deb").write_bytes(b"a")
    release.checksums(tmp_path)
    assert (tmp_path / "SHA256SUMS").read_text().splitlines() == [
        "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb  a.deb",
        "3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d  b.whl",
    ]


def test_one_moment_for_all_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert facts.epoch() == 1_700_000_000
    assert facts.environment()["SOURCE_DATE_EPOCH"] == "1700000000"


@pytest.mark.slow
@pytest.mark.skipif(
    not (importlib.util.find_spec("build") and importlib.util.find_spec("hatchling")),
    reason="build and hatchling are not installed: dependency group packaging",
)
def test_wheel_and_source_distribution_are_the_same_twice(tmp_path: Path) -> None:
    made = release.distributions(tmp_path / "out")
    assert [path.suffix for path in made] == [".whl", ".gz"]


def test_the_command_line_tells_what_is_not_ready() -> None:
    command = [sys.executable, release.__file__, "77.0.0"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("release: pyproject.toml says version")
    assert "Traceback" not in done.stderr
