"""How it was done: formulas and sources, where the paper is not followed, and all parameters."""

import json

import missionplanner
from missionplanner.report.page import Block, Bullets, Code, Paragraph, Section
from missionplanner.report.sections.content import Material


def methods(told: Material) -> Section | None:
    """Return the formulas used, and where and why they differ from the paper.

    None where security alone was analysed.
    """
    found, w = told.found, told.words
    used = list(
        dict.fromkeys(
            line for part in (found.indicators, found.index, found.trend) if part
            for line in part.methods
        )
    )  # fmt: skip
    if not used and (told.security or told.detected):
        return None
    literal = told.study.index.paper_literal
    blocks: list[Block] = [Bullets(w.all("formulas"), "formula", w("h_formulas"))]
    if used:
        blocks.append(Bullets([w.told(line) for line in used], "formula", w("h_used")))
    blocks.append(Paragraph(w("literal_on" if literal else "literal_off")))
    blocks.append(Bullets(w.all("differences"), head=w("h_differences")))
    blocks.append(Bullets(w.all("sources"), head=w("h_sources")))
    return Section("methods", w("h_methods"), blocks)


def parameters(told: Material) -> Section:
    """Return all options, the hashes of the inputs, and the version of the program."""
    w = told.words
    options = told.study.model_dump(mode="json", exclude_none=True)
    blocks: list[Block] = [
        Paragraph(w("version", version=missionplanner.__version__)),
        Code(w("options"), json.dumps(options, indent=2, ensure_ascii=False), 2),
    ]
    if told.hashes:
        # As sha256sum writes it, so that it can be checked with `sha256sum -c`.
        lines = [f"{digest}  {path}" for path, digest in sorted(told.hashes.items())]
        blocks.append(Code(w("inputs_sha256"), "\n".join(lines)))
    return Section("parameters", w("h_parameters"), blocks)
