"""The report as PDF: the content of the page, on sheets that break where they may."""

import re
from dataclasses import replace

import pypdfium2
import pytest

from missionplanner.errors import InputError
from missionplanner.operations.ecology_report import report
from missionplanner.report.ecology import write_report
from missionplanner.report.fonts import drawable
from missionplanner.report.lookup import words
from missionplanner.report.page import Column, Table
from missionplanner.report.paper.flow import FlowingText, Listing
from missionplanner.report.paper.letters import pieces
from missionplanner.report.paper.tables import table
from missionplanner.tasks.progress import Progress, silent
from tests.unit.report.sample import ZONES, make


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    return make(tmp_path_factory.mktemp("paper"))


@pytest.fixture(scope="module", params=["en", "zh"])
def written(request, sample, tmp_path_factory):
    out = tmp_path_factory.mktemp("pdf") / "r.pdf"
    args = (sample.study, sample.found, sample.folder, request.param, silent(), sample.folder)
    write_report(out, *args, sample.folder / "study.json")
    return request.param, out


@pytest.fixture(scope="module")
def sheets(written):
    document = pypdfium2.PdfDocument(written[1])
    return [page.get_textpage().get_text_bounded() for page in document]


def flat(text):
    return re.sub(r"\s+", "", text)


def test_every_section_stands_in_it_with_all_its_tables(written, sheets):
    w, whole = words(written[0]), flat("".join(sheets))
    for key in ("h_warnings", "h_summary", "h_maps", "h_trend", "h_zones", "h_methods"):
        assert flat(w(key)) in whole
    for key in ("t_grades", "t_trend", "t_cross", "t_zones", "t_components", "t_layers"):
        assert flat(w(key)) in whole
    assert all(flat(name) in whole for name in ZONES)
    assert "missionplannernewOpen-pit.mplan" in whole


def test_the_first_sheet_holds_what_a_reader_acts_on(written, sheets):
    w, first = words(written[0]), flat(sheets[0])
    for key in ("changed", "where", "chart", "sure", "next"):
        assert flat(w(f"front_{key}")) in first
    assert flat(w("h_methods")) not in first and flat(w("h_found")) not in first


def test_each_sheet_is_numbered_and_no_heading_is_left_alone(written, sheets):
    w = words(written[0])
    for number, text in enumerate(sheets, 1):
        assert f"{number} / {len(sheets)}" in text
    for key in ("h_trend", "h_zones", "h_grades", "h_variation", "h_methods"):
        (sheet,) = [text for text in sheets[1:] if f"{w(key)}\r\n" in text or f"{w(key)}\n" in text]
        assert len(flat(sheet.partition(w(key))[2])) > 80


def test_a_table_of_areas_is_on_one_sheet(written, sheets):
    w = words(written[0])
    for key in ("t_trend", "t_cv", "t_transitions"):
        (sheet,) = [text for text in sheets if flat(w(key)) in flat(text)]
        assert flat(w("total")) in flat(sheet.partition(w(key))[2])


def test_letters_on_maps_and_charts_are_letters(written, sheets):
    whole = "".join(sheets)
    assert whole.count(ZONES[0]) >= 8  # its name on maps beside those in tables
    if written[0] == "zh" and drawable("zh") == "zh":
        assert re.search(r"[\u4e00-\u9fff]", whole)


def test_the_same_content_gives_the_same_bytes(sample, tmp_path):
    found = replace(sample.found, indicators=None, trend=None, zones=None)
    made = []
    for name in ("a.pdf", "b.pdf"):
        args = (sample.study, found, sample.folder, "en", silent())
        made.append(write_report(tmp_path / name, *args).read_bytes())
    assert made[0] == made[1] and made[0].startswith(b"%PDF")


def test_the_pictures_of_maps_are_packed(written):
    """The same maps at 200 dots an inch take ten times as much as plain pixels."""
    assert written[1].stat().st_size < 1_500_000


@pytest.mark.parametrize("name", ["r.txt", "r", "r.docx"])
def test_another_ending_is_refused(tmp_path, name):
    with pytest.raises(InputError, match="not the name of an HTML or PDF file; give a name"):
        report(None, tmp_path / name, "en", Progress())


def test_a_wide_table_stays_on_the_sheet_and_breaks_words_before_numbers():
    columns = [Column("Name", words=True), *(Column(f"2{n:03}", "km²") for n in range(9))]
    rows = [["A zone of a very long name indeed, of many words", *(["1234.56"] * 9)]]
    room = 500.0
    made = table(Table("t", columns, rows), room)
    assert sum(made._argW) == pytest.approx(room)
    number = made._cellvalues[1][1]
    number.wrap(made._argW[1] - 8, 99)
    assert len(number.lines) == 1


def test_words_break_between_sheets_with_two_lines_on_either_side():
    made = FlowingText("word " * 200, after=4)
    _, high = made.wrap(200, 1000)
    assert made.split(200, 1.5 * made.step) == []
    first, second = made.split(200, high - 0.5 * made.step)
    first.wrap(200, high)
    second.wrap(200, high)
    assert len(second.lines) == 2 and len(first.lines) + 2 == len(made.lines)


def test_a_listing_keeps_every_line_where_it_breaks():
    lines = [f'  "key{n}": {n},' for n in range(300)]
    made = Listing(lines)
    made.wrap(480, 700)
    assert made.columns == 4
    first, second = made.split(480, 200)
    assert first.texts + second.texts == lines
    assert first.wrap(480, 700)[1] <= 200


def test_signs_that_neither_inter_nor_chinese_has_are_set_in_a_third():
    assert "".join(letters for _, letters in pieces("Jⱼ 湿度 σ ∓ x", 400)) == "Jⱼ 湿度 σ ∓ x"
    fonts = {sign: font for font, letters in pieces("Jⱼ湿", 400) for sign in letters}
    assert fonts["J"] == "Inter-400" and fonts["ⱼ"] == "Signs" and fonts["湿"] != "Signs"
