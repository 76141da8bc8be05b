"""Files and functions stay small. A budget is raised only with a reason in DECISIONS.md."""

from statistics import median

import pytest

from tests.architecture.source import Source, functions, length, sources


def quantile90(values: list[int]) -> int:
    """The least value that at least 90 % of the values do not exceed."""
    ordered = sorted(values)
    return ordered[-(-9 * len(ordered) // 10) - 1]


@pytest.fixture(scope="module")
def files() -> list[Source]:
    # Empty package markers would only flatter the figures.
    return [source for source in sources() if len(source.tree.body) > 1]


@pytest.fixture(scope="module")
def function_lengths() -> dict[str, int]:
    return {
        f"{source.path}:{function.lineno} {function.name}": length(function)
        for source in sources()
        for function in functions(source)
    }


def test_files_are_short_as_a_rule(files):
    lines = [source.lines for source in files]
    assert median(lines) <= 120
    assert quantile90(lines) <= 250


def test_no_file_is_long(files):
    assert [f"{source.path}: {source.lines}" for source in files if source.lines > 400] == []


def test_functions_are_short_as_a_rule(function_lengths):
    lengths = list(function_lengths.values())
    assert median(lengths) <= 8
    assert quantile90(lengths) <= 25


def test_no_function_is_long(function_lengths):
    assert {place: lines for place, lines in function_lengths.items() if lines > 60} == {}
