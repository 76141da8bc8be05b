"""The verdict on a result for people: the first thing that a verb of ecology prints."""

import click

from missionplanner.ecology.trust.sentences import follows, spoken, title
from missionplanner.messages import language
from missionplanner.model.trust import Trust, Verdict

_MARKS = {Verdict.TRUST: "✓", Verdict.LOOK: "!", Verdict.DO_NOT: "×"}


def show_trust(trust: Trust) -> None:
    """Print the verdict, what follows from it, and every reason."""
    verdict, now = trust.verdict, language.spoken()
    stop = "。" if now == "zh" else ". "
    click.echo(f"[{_MARKS[verdict]}] {title(verdict, now)}{stop}{follows(verdict, now)}")
    for line, reason in zip(spoken(trust, now), trust.reasons, strict=True):
        click.echo(f"    {_MARKS[reason.verdict]} {line}")
