"""The brief's words in the language that is spoken: what the catalogue holds under `report`."""

from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import message


def w(key: str, **values: object) -> str:
    """Return the words for a key of `report`, with values in place of their names."""
    return sentence(message(f"report.{key}", **values))
