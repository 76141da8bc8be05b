import pytest

from missionplanner.ecology.geodetector.table import read_samples
from missionplanner.errors import InputError


@pytest.fixture
def table(tmp_path):
    def write(text: str, encoding: str = "utf-8"):
        path = tmp_path / "samples.csv"
        path.write_text(text, encoding=encoding)
        return path

    return write


def test_numbers_text_and_rows_with_gaps(table):
    path = table("y;slope;cover\n1;2.5;forest\n2;;grass\n3;4.5;grass\n", "utf-8-sig")
    y, factors, left_out = read_samples(path, "y")
    assert y.tolist() == [1, 3]
    assert factors["slope"].tolist() == [2.5, 4.5]
    assert factors["cover"].tolist() == ["forest", "grass"]
    assert left_out == 1


def test_only_the_factors_asked_for_decide_which_rows_are_whole(table):
    y, factors, left_out = read_samples(table("y,a,b\n1,1,\n2,2,\n3,3,7\n"), "y", ["a"])
    assert (y.size, list(factors), left_out) == (3, ["a"], 0)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("y,a\n1,2\nx,3\n", "column 'y', row 3: 'x' is not a number"),
        ("y,a\n1,2\n2,many\n", "column 'a', row 3: 'many' is not a number"),
        ("y,a\n1,2\n2,3,4\n", "row 3 has 3 cells, the head 2"),
        ("y,a\n1,\n", "no complete row"),
        ("y,a\n", "holds no rows"),
        ("z,a\n1,2\n", "no column 'y'"),
        ("y,a\n1,inf\n2,3\n", "'inf' is not a number"),
    ],
)
def test_bad_tables_are_told_by_column_and_row(table, text, words):
    with pytest.raises(InputError, match=words):
        read_samples(table(text), "y")


def test_a_missing_file_and_a_file_that_is_no_text(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        read_samples(tmp_path / "none.csv", "y")
    (tmp_path / "b.csv").write_bytes(b"\xff\xfe\x00\x81")
    with pytest.raises(InputError, match="not a text table"):
        read_samples(tmp_path / "b.csv", "y")
