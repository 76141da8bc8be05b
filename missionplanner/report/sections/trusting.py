"""Whether the results can be believed, as the box on the first page; and what may be said then."""

from collections.abc import Sequence

from missionplanner.ecology.trust.sentences import check_name, follows, sentence, short, title
from missionplanner.model.trust import Reason, Trust, Verdict
from missionplanner.report.page import CheckedLine, Reasoned, VerdictBox
from missionplanner.report.sections.content import Material

_MOST = 3
"""Reasons that are read on a first page; the others stand among the warnings."""


def verdicts(told: Material) -> list[VerdictBox]:
    """Return the verdict on the index, and the one on security where that was analysed."""
    w, boxes = told.words, []
    both = bool(told.found.index and told.security)
    if told.found.index:
        boxes.append(_box(told, told.found.index.trust, w("about_index") if both else ""))
    if told.security:
        boxes.append(_box(told, told.security.trust, w("about_security") if both else ""))
    return boxes


def more_reasons(told: Material) -> list[str]:
    """Return the reasons that the box has no room for."""
    language = told.words.language
    parts = [part.trust for part in (told.found.index, told.security) if part]
    return [sentence(one, language) for trust in parts for one in trust.reasons[_MOST:]]


def _box(told: Material, trust: Trust, about: str) -> VerdictBox:
    language, w = told.words.language, told.words
    verdict = trust.verdict
    return VerdictBox(
        mark=verdict.value,
        title=title(verdict, language),
        follows=follows(verdict, language),
        names=[(one.value, short(one, language)) for one in Verdict],
        reasons=_reasons(told, trust.reasons[:_MOST]),
        checks=[
            CheckedLine(check.verdict.value, check_name(check, language), check.found, check.asked)
            for check in trust.checks
        ],
        heads=(w("trust_check"), w("trust_found"), w("trust_asked")),
        about=about,
    )


def _reasons(told: Material, reasons: Sequence[Reason]) -> list[Reasoned]:
    found = []
    for one in reasons:
        line = sentence(one, told.words.language)
        stop = "。" if told.words.language == "zh" else ". "
        head, _, rest = line.partition(stop)
        found.append(Reasoned(one.verdict.value, f"{head}{stop}".strip() if rest else head, rest))
    return found
