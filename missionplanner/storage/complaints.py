"""What is wrong with a value that was read or typed in: pydantic's reasons as messages."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from missionplanner.errors import PlannerError
from missionplanner.messages.catalogue import plainly
from missionplanner.messages.message import Message, message, text

_LISTED = re.compile(r", | or ")
_OWN = "Value error, "


def complaint(error: ValidationError) -> tuple[str, Message]:
    """Return key, and what is wrong, of the first thing wrong."""
    first = error.errors()[0]
    return ".".join(map(str, first["loc"])), reason(first)


def first_complaint(error: ValidationError) -> Message:
    """Return the first thing wrong as KEY: SENTENCE."""
    key, why = complaint(error)
    return message("storage.unfit.of_key", key=key, reason=why) if key else why


def reason(wrong: ErrorDetails) -> Message:
    """Return what is wrong with one value, without its key."""
    kind, words, context = wrong["type"], wrong["msg"], wrong.get("ctx", {})
    own = context.get("error")
    if isinstance(own, PlannerError):
        return own.message
    if isinstance(own, ValueError) and own.args and isinstance(own.args[0], Message):
        return own.args[0]
    made = _PLAIN.get(kind) or _filled(kind, context)
    words = words.removeprefix(_OWN)
    # Another release of pydantic may say it otherwise: then its own words are the true ones.
    return made if made is not None and plainly(made) == words else text(words)


def _filled(kind: str, context: Mapping[str, Any]) -> Message | None:
    make = _FILLED.get(kind)
    try:
        return make(context) if make else None
    except KeyError:  # another release names its values otherwise
        return None


def _number(value: object) -> object:
    """Return a limit as pydantic writes it: without exponent, a whole number without a point."""
    if not isinstance(value, float):
        return value
    return f"{int(value)}" if value.is_integer() else format(Decimal(repr(value)), "f")


def _either(expected: object) -> Message:
    *others, last = _LISTED.split(str(expected))
    if not others:
        return message("storage.unfit.just", only=last)
    return message("storage.unfit.one_of", others=others, last=last)


_PLAIN = {
    "missing": message("storage.unfit.missing"),
    "extra_forbidden": message("storage.unfit.extra"),
    "finite_number": message("storage.unfit.finite"),
    "int_type": message("storage.unfit.whole"),
    "int_parsing": message("storage.unfit.whole_text"),
    "int_from_float": message("storage.unfit.whole_fraction"),
    "int_parsing_size": message("storage.unfit.whole_size"),
    "float_type": message("storage.unfit.number"),
    "float_parsing": message("storage.unfit.number_text"),
    "bool_type": message("storage.unfit.boolean"),
    "bool_parsing": message("storage.unfit.boolean_text"),
    "string_type": message("storage.unfit.text"),
    "list_type": message("storage.unfit.list"),
    "tuple_type": message("storage.unfit.tuple"),
    "dict_type": message("storage.unfit.table"),
    "model_attributes_type": message("storage.unfit.table_or_object"),
    "none_required": message("storage.unfit.nothing"),
    "date_type": message("storage.unfit.date"),
    "datetime_type": message("storage.unfit.moment"),
    "timezone_aware": message("storage.unfit.zone"),
    "recursion_loop": message("storage.unfit.loop"),
}

_FILLED: Mapping[str, Callable[[Mapping[str, Any]], Message]] = {
    "greater_than": lambda c: message("storage.unfit.above", limit=_number(c["gt"])),
    "greater_than_equal": lambda c: message("storage.unfit.at_least", limit=_number(c["ge"])),
    "less_than": lambda c: message("storage.unfit.below", limit=_number(c["lt"])),
    "less_than_equal": lambda c: message("storage.unfit.at_most", limit=_number(c["le"])),
    "multiple_of": lambda c: message("storage.unfit.multiple", of=_number(c["multiple_of"])),
    "string_too_short": lambda c: message("storage.unfit.short", n=c["min_length"]),
    "string_too_long": lambda c: message("storage.unfit.long", n=c["max_length"]),
    "string_pattern_mismatch": lambda c: message("storage.unfit.pattern", pattern=c["pattern"]),
    "literal_error": lambda c: _either(c["expected"]),
    "enum": lambda c: _either(c["expected"]),
    "model_type": lambda c: message("storage.unfit.model", name=c["class_name"]),
    "too_short": lambda c: message(
        "storage.unfit.few", kind=c["field_type"], n=c["min_length"], found=c["actual_length"]
    ),
    "too_long": lambda c: message(
        "storage.unfit.many", kind=c["field_type"], n=c["max_length"], found=c["actual_length"]
    ),
    "json_invalid": lambda c: message("storage.unfit.json", reason=c["error"]),
    "date_from_datetime_parsing": lambda c: message("storage.unfit.date_text", reason=c["error"]),
    "date_parsing": lambda c: message("storage.unfit.date_format", reason=c["error"]),
    "datetime_parsing": lambda c: message("storage.unfit.moment_text", reason=c["error"]),
    "datetime_from_date_parsing": lambda c: message(
        "storage.unfit.moment_or_date", reason=c["error"]
    ),
}
