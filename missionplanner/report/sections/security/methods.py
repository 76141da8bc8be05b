"""How security was done: formulas, what was used, where paper 2 is not followed, sources."""

from missionplanner.report.page import Block, Bullets, Section
from missionplanner.report.sections.content import Material


def methods(told: Material) -> Section | None:
    """Return the methods of security and of the geographical detector."""
    w = told.words
    found = [part for part in (told.security, told.detected) if part]
    if not found:
        return None
    used = list(dict.fromkeys(w.told(line) for part in found for line in part.methods))
    blocks: list[Block] = [
        Bullets(w.all("security_formulas"), "formula", w("h_formulas")),
        Bullets(used, "formula", w("h_used")),
        Bullets(w.all("security_differences"), head=w("h_security_differences")),
        Bullets(w.all("security_sources"), head=w("h_sources")),
    ]
    return Section("security-methods", w("h_security_methods"), blocks)
