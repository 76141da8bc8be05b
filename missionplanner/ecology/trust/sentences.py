"""The sentences of a verdict: what the catalogue holds under `trust`."""

from missionplanner.ecology.trust.thresholds import SEASON_DAYS
from missionplanner.messages import catalogue
from missionplanner.messages.catalogue import known
from missionplanner.messages.language import Language
from missionplanner.messages.message import Message, message
from missionplanner.model.trust import Check, Reason, Trust, Value, Verdict

_NAMED = ("indicator", "indicators", "where")
"""Values that are keys of the catalogue's names; others stand as they are."""


def reason(code: str, verdict: Verdict, **values: Value) -> Reason:
    """Return a reason with its English sentence.

    Parameters
    ----------
    code : str
        Key of the catalogue, without 'trust.reason.'.
    verdict : Verdict
        What this alone makes of the result.
    **values
        What the sentence has in braces, and what ranks it.
    """
    bare = Reason(code=code, verdict=verdict, values=values)
    return bare.model_copy(update={"text": sentence(bare, "en")})


def sentence(told: Reason, language: Language) -> str:
    """Return the sentence of a reason; one that the catalogue does not know keeps its English."""
    code = f"trust.reason.{told.code}"
    if not known(code):
        return told.text
    values = {key: _named(key, value) for key, value in told.values.items()}
    line = catalogue.sentence(Message(code, values), language)
    if "also" not in values:
        return line
    return line + catalogue.sentence(message("trust.also.dates", also=values["also"]), language)


def title(verdict: Verdict, language: Language) -> str:
    """Return the verdict as a heading."""
    return _of_verdict("verdict", verdict, language)


def short(verdict: Verdict, language: Language) -> str:
    """Return the verdict in a word or two."""
    return _of_verdict("short", verdict, language)


def follows(verdict: Verdict, language: Language) -> str:
    """Return what the verdict asks of a reader."""
    return _of_verdict("follows", verdict, language)


def check_name(check: Check, language: Language) -> str:
    """Return what a check looked at."""
    told = Message(f"trust.check.{check.code}", {"window": SEASON_DAYS})
    return catalogue.sentence(told, language)


def spoken(trust: Trust, language: Language) -> tuple[str, ...]:
    """Return the sentences of all reasons, heaviest first."""
    return tuple(sentence(one, language) for one in trust.reasons)


def _of_verdict(part: str, verdict: Verdict, language: Language) -> str:
    return catalogue.sentence(Message(f"trust.{part}.{verdict.name.lower()}"), language)


def _named(key: str, value: Value) -> Value | Message | tuple[str | Message, ...]:
    if isinstance(value, tuple):
        return tuple(_name(one) for one in value)
    return _name(str(value)) if key in _NAMED else value


def _name(key: str) -> str | Message:
    code = f"trust.name.{key.replace(' ', '_')}"
    return Message(code) if known(code) else key
