from missionplanner.messages.message import text
from missionplanner.model.reading import PassedOver
from missionplanner.vector.remarks import Remark, gathered, together
from tests.english import english


def remark(what: str, name: str = "") -> Remark:
    return Remark(text(what), name)


def counted(over: tuple[PassedOver, ...]) -> list[tuple[str, str, int]]:
    return [(english(item.what), english(item.why), item.count) for item in over]


def test_remarks_alike_are_one_sentence_with_their_number():
    same = [remark("is open", name) for name in "abcd"]
    far = remark("all far")
    assert english(gathered([*same, remark("is odd", "e"), far, far])) == (
        "4 zones (a, b, c, …): is open",
        "e: is odd",
        "all far",
    )


def test_a_country_of_remarks_ends():
    said = english(gathered(remark(f"odd {i}", "z") for i in range(100)))
    assert len(said) == 41 and said[-1] == "and 60 more such remarks"


def test_what_was_passed_over_for_one_reason_is_counted_in_one():
    few = [PassedOver(what=what, why="x") for what in "aab"]
    assert counted(together(few)) == [("a", "x", 2), ("b", "x", 1)]
    many = [PassedOver(what=what, why="x", count=2) for what in "abcd"]
    other = PassedOver(what="e", why="y")
    assert counted(together([*many, other])) == [("a, b, c, …", "x", 8), ("e", "y", 1)]
