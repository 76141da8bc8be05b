from missionplanner.model.reading import PassedOver
from missionplanner.vector.remarks import Remark, sentences, together


def test_remarks_alike_are_one_sentence_with_their_number():
    same = [Remark("is open", name) for name in "abcd"]
    assert sentences([*same, Remark("is odd", "e"), Remark("all far"), Remark("all far")]) == (
        "4 zones (a, b, c, …): is open",
        "e: is odd",
        "all far",
    )


def test_a_country_of_remarks_ends():
    said = sentences(Remark(f"odd {i}", "z") for i in range(100))
    assert len(said) == 41 and said[-1] == "and 60 more such remarks"


def test_what_was_passed_over_for_one_reason_is_counted_in_one():
    few = [PassedOver(what=what, why="x") for what in "aab"]
    assert together(few) == (
        PassedOver(what="a", why="x", count=2),
        PassedOver(what="b", why="x"),
    )
    many = [PassedOver(what=what, why="x", count=2) for what in "abcd"]
    other = PassedOver(what="e", why="y")
    assert together([*many, other]) == (PassedOver(what="a, b, c, …", why="x", count=8), other)
