"""Two codes that only tests know, for errors and steps that a test makes up.

Whoever imports them, in a worker process too, has their words: the values themselves.
"""

from pathlib import Path

from missionplanner.messages.catalogue import add_words

SAID = "tests.said"
"""Says its value `what`, and has no remedy."""

WRONG = "tests.wrong"
"""Of an error: says its values `what` and `remedy`."""

add_words("tests", Path(__file__).parent / "words")
