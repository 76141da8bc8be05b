"""What a link tells people: packets of strangers apart from those heard twice."""

from missionplanner.messages.catalogue import sentence
from missionplanner.operations.radio import said_of, strangers


def test_packets_heard_twice_are_not_told_as_refused() -> None:
    # A relay on two bearers, as in a real run, brought ten of them.
    told = said_of("refused", {"counts": {"replayed": 7, "echo": 3}})
    assert told is not None and sentence(told).startswith("10 packets heard twice")
    both = {"forged": 2, "malformed": 1, "replayed": 40}
    told = said_of("refused", {"counts": both})
    assert strangers(both) == 3 and told is not None
    assert sentence(told).startswith("3 packets refused: not sealed with this key")
