"""What is known of each aircraft that sends previews, and which of them is spoken to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from missionplanner.ui.receive.views import LinkEvent

ALL = ""


@dataclass(frozen=True)
class SenderState:
    """What is known of one who sends.

    Attributes
    ----------
    waiting : frozenset of str
        Commands that were asked for and have not arrived.
    paused : bool
    better : bool
        Better previews are made too, not the first ones alone.
    report : mapping
        The latest: loss, bytes_per_s, waiting, photos.
    reported : datetime or None
    """

    waiting: frozenset[str] = frozenset()
    paused: bool = False
    better: bool = True
    report: Mapping[str, Any] = field(default_factory=dict)
    reported: datetime | None = None

    def asked(self, name: str) -> "SenderState":
        """Return it with a command on its way."""
        return replace(self, waiting=self.waiting | {name})

    def after(self, event: LinkEvent, now: datetime) -> "SenderState":
        """Return it after something has happened: a command heard, a report, a missing photo."""
        if event.name == "command_arrived":
            what = str(event.told.get("what", ""))
            made = replace(self, waiting=self.waiting - {what})
            if what in ("pause", "resume"):
                return replace(made, paused=what == "pause")
            if what in ("faster", "slower"):
                return replace(made, better=what == "slower")
            return made
        if event.name == "telemetry" and "loss" in event.told:
            told = event.told
            made = replace(self, report=told, reported=now, waiting=self.waiting - {"report"})
            paused, better = told.get("paused"), told.get("better")
            return replace(
                made,
                paused=paused if isinstance(paused, bool) else self.paused,
                better=better if isinstance(better, bool) else self.better,
            )
        return self


@dataclass(frozen=True)
class Senders:
    """All who send.

    Attributes
    ----------
    by : mapping of str to SenderState
        By device; before any was heard that of nobody in particular, by ''.
    chosen : str
        The device spoken to; '': all.
    wrong : str
        Why the last command was refused here.
    """

    by: Mapping[str, SenderState] = field(default_factory=lambda: {ALL: SenderState()})
    chosen: str = ALL
    wrong: str = ""

    @property
    def devices(self) -> tuple[str, ...]:
        """The devices heard."""
        return tuple(sorted(device for device in self.by if device))

    @property
    def shown(self) -> SenderState:
        """Of the device spoken to; of all: what holds of every one, and the latest report."""
        if self.chosen in self.by:
            return self.by[self.chosen]
        every = list(self.by.values())
        latest = max(every, key=lambda one: one.reported.timestamp() if one.reported else 0.0)
        return SenderState(
            waiting=frozenset().union(*(one.waiting for one in every)),
            paused=all(one.paused for one in every),
            better=any(one.better for one in every),
            report=latest.report,
            reported=latest.reported,
        )

    @property
    def reports(self) -> dict[str, SenderState]:
        """Those who have reported, of whom is spoken to."""
        mine = (self.chosen,) if self.chosen in self.by else tuple(self.by)
        return {name: self.by[name] for name in mine if self.by[name].reported is not None}

    def speaking_to(self, device: str) -> "Senders":
        """Return them with another one spoken to."""
        return replace(self, chosen=device if device in self.by else ALL, wrong="")

    def asked(self, name: str) -> "Senders":
        """Return them with a command on its way to whom is spoken to."""
        return replace(self._each(self.chosen, lambda one: one.asked(name)), wrong="")

    def refused(self, why: str) -> "Senders":
        """Return them with a command that was not taken."""
        return replace(self, wrong=why)

    def after(self, event: LinkEvent, now: datetime) -> "Senders":
        """Return them after something has happened."""
        device = event.told.get("device")
        them = self._with(device) if isinstance(device, str) and device else self
        whose = device if event.name == "telemetry" else event.told.get("to")
        return them._each(str(whose or ALL), lambda one: one.after(event, now))

    def _with(self, device: str) -> "Senders":
        """Return them with one more; the first is who was spoken to before anybody was heard."""
        if device in self.by:
            return self
        first = self.by.get(ALL, SenderState())
        others = {name: one for name, one in self.by.items() if name}
        return replace(self, by={**others, device: first})

    def _each(self, whose: str, change: Callable[[SenderState], SenderState]) -> "Senders":
        by = {name: change(one) if whose in (ALL, name) else one for name, one in self.by.items()}
        return replace(self, by=by)
