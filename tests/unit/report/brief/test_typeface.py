"""Lines of a printed sheet: fonts by glyph, and where they break."""

from hypothesis import given
from hypothesis import strategies as st

from missionplanner.report.brief.typeface import chinese, runs, shortened, width_pt, wrapped

ROOM = 120.0
WORDS = "Return at **180 m above H**, 48 m clear. Link lost: after 11 s it returns by that height."
CHINESE = "返航高度**H 以上 180 m**，高出最高地面 48 m。失联 11 s 后按此高度返航。"


def test_each_glyph_is_set_in_a_font_that_has_it():
    fonts = [font for font, _ in runs("Pit 矿 1", 700)]
    assert fonts == ["Inter-700", chinese(), "Inter-700"]


def test_lines_fit_and_nothing_is_lost():
    for words in (WORDS, CHINESE):
        lines = wrapped(words, 8.6, ROOM)
        assert len(lines) > 1
        plain = "".join(lines).replace("**", "").replace(" ", "")
        assert plain == words.replace("**", "").replace(" ", "")
        assert all(width_pt(line.replace("**", ""), 8.6, 400) <= ROOM for line in lines)
        assert all(line.count("**") % 2 == 0 for line in lines)


def test_no_chinese_line_begins_with_a_stop():
    for room in range(40, 160, 7):
        for line in wrapped(CHINESE.replace("**", ""), 8.6, float(room))[1:]:
            assert line[0] not in "，。、；：！？）"


def test_latin_words_are_kept_whole_where_they_fit():
    for line in wrapped("alpha beta gamma delta", 8.6, 50.0):
        assert set(line.split()) <= {"alpha", "beta", "gamma", "delta"}


def test_what_is_too_long_ends_in_an_ellipsis():
    short = shortened("Explosives magazine of the old pit", 8.6, 60.0)
    assert short.endswith("…") and width_pt(short, 8.6, 400) <= 60
    assert shortened("Crane", 8.6, 60.0) == "Crane"


@given(st.text(max_size=60))
def test_any_words_of_a_person_can_be_set(words):
    lines = wrapped(words, 8.6, 60.0)
    assert all(isinstance(line, str) for line in lines)
    assert width_pt(words, 8.6, 700) >= 0
