import pytest

from missionplanner.ecology.geodetector.table import read_samples
from missionplanner.errors import InputError
from missionplanner.messages.catalogue import sentence


@pytest.fixture
def table(tmp_path):
    def write(text: str, encoding: str = "utf-8"):
        path = tmp_path / "samples.csv"
        path.write_text(text, encoding=encoding)
        return path

    return write


def test_numbers_text_and_rows_with_gaps(table):
    path = table("y;slope;cover\n1;2.5;forest\n2;;grass\n3;4.5;grass\n", "utf-8-sig")
    y, factors, told = read_samples(path, "y")
    assert y.tolist() == [1, 3]
    assert factors["slope"].tolist() == [2.5, 4.5]
    assert factors["cover"].tolist() == ["forest", "grass"]
    assert [sentence(line) for line in told] == ["1 row with an empty cell left out"]


def test_only_the_factors_asked_for_decide_which_rows_are_whole(table):
    y, factors, told = read_samples(table("y,a,b\n1,1,\n2,2,\n3,3,7\n"), "y", ["a"])
    assert (y.size, list(factors), told) == (3, ["a"], ())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("y,a\n1,2\nx,3\n", "column 'y', row 3: 'x' is not a number"),
        ("y,a\n1,2\n2,many\n", "column 'a', row 3: 'many' is not a number"),
        ("y,a\n1,2\n2,3,4\n", "row 3 has 3 cells, the head 2"),
        ("y,a\n1,\n", "no complete row"),
        ("y,a\n", "holds no rows"),
        ("z,a\n1,2\n", "no column 'y'"),
        ("y,a,a\n1,2,3\n", "two columns are called 'a'"),
        ("y,a\n1,inf\n2,3\n", "'inf' is not a number"),
    ],
)
def test_bad_tables_are_told_by_column_and_row(table, text, words):
    with pytest.raises(InputError, match=words):
        read_samples(table(text), "y")


def test_a_missing_file_and_a_file_that_is_no_text(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        read_samples(tmp_path / "none.csv", "y")
    (tmp_path / "b.csv").write_bytes(b"y,a\n\x00\x81\xff")
    with pytest.raises(InputError, match="not a text table"):
        read_samples(tmp_path / "b.csv", "y")


def test_numbers_that_stand_for_no_value_are_left_out_and_told(table):
    rows = "".join(f"{i},{i / 2}\n" for i in range(1, 9))
    y, factors, told = read_samples(table(f"y,a\n{rows}9,-9999\n-9999.0,3\n"), "y")
    assert y.tolist() == [*range(1, 9)] and factors["a"].max() == 4
    assert [sentence(line) for line in told] == ["2 rows with -9999, taken as no value, left out"]


@pytest.mark.parametrize("column", [(-99, -80, -40, -2, 10), (-9999, -9000, -3000, -20, 4)])
def test_a_number_among_its_like_is_a_value(table, column):
    rows = "".join(f"{i},{value}\n" for i, value in enumerate(column))
    _, factors, told = read_samples(table(f"y,depth\n{rows}"), "y")
    assert factors["depth"].tolist() == list(column) and told == ()


def test_codes_that_are_names_may_be_any_number(table):
    _, factors, told = read_samples(table("y,cover\n1,a\n2,b\n3,c\n"), "y")
    assert factors["cover"].tolist() == ["a", "b", "c"] and told == ()


def test_a_table_of_a_chinese_spreadsheet_is_read_and_that_is_told(table):
    path = table("植被,坡度\n1,2\n2,4\n", "gbk")
    y, factors, told = read_samples(path, "植被", ["坡度"])
    assert y.tolist() == [1, 2] and factors["坡度"].tolist() == [2, 4]
    assert [sentence(line) for line in told] == ["read as gb18030"]


def test_decimal_commas_are_read_where_semicolons_part_the_columns_and_told(table):
    y, factors, told = read_samples(table("y;a\n0,5;1,25\n1;2\n"), "y")
    assert y.tolist() == [0.5, 1] and factors["a"].tolist() == [1.25, 2]
    assert [sentence(line) for line in told] == ["commas are read as decimal points"]
