"""A study asked for its security: what is needed of it, and what a result depends on."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from missionplanner.ecology.engine.place import RunPlace
from missionplanner.ecology.engine.prepared import PreparedStudy
from missionplanner.ecology.security.leaving import kept_system
from missionplanner.ecology.security.systems import system
from missionplanner.errors import InputError
from missionplanner.model.security import IndexSystem, IndicatorSpec
from missionplanner.model.security_inputs import SecurityInputs
from missionplanner.model.study import IndexOptions, Study


@dataclass(frozen=True)
class SecurityAsked:
    """The indicators of a system asked of a study; weights and levels are no part of it.

    Attributes
    ----------
    prepared : PreparedStudy
    whole : IndexSystem
        As its file has it.
    system : IndexSystem
        Without the indicators that the study leaves out.
    """

    prepared: PreparedStudy
    whole: IndexSystem
    system: IndexSystem

    @classmethod
    def of(cls, prepared: PreparedStudy) -> "SecurityAsked":
        """Find the system that a study names.

        Raises
        ------
        InputError
            The study has no part 'security', the system cannot be used, or it has no such
            indicator as is left out.
        """
        given = prepared.study.security
        if given is None:
            raise InputError("engine.security.no_part", "security")
        whole = system(given.options.system, prepared.place.folder)
        return cls(prepared, whole, kept_system(whole, given.options.leave_out))

    @property
    def study(self) -> Study:
        """As given."""
        return self.prepared.study

    @property
    def place(self) -> RunPlace:
        """Where it lies, and where its results go."""
        return self.prepared.place

    @property
    def inputs(self) -> SecurityInputs:
        """What the study gives for security."""
        assert self.study.security is not None  # see `of`
        return self.study.security

    @property
    def left_out(self) -> tuple[IndicatorSpec, ...]:
        """Indicators of the whole system that are not asked for, in its order."""
        return tuple(spec for spec in self.whole.indicators if spec.key not in self.system.keys)

    @property
    def mask(self) -> IndexOptions:
        """Whose masks count: cloud as the index says, water only where security asks for it."""
        water = self.inputs.options.mask_water
        return self.study.index.model_copy(update={"mask_water": water})

    @property
    def settings(self) -> dict[str, Any]:
        """What the raw indicators depend on."""
        other = {"title", "trend", "index", "security"}
        if not self.prepared.by_zones:
            other |= {"zones", "zone_name"}
        index = self.study.index
        security = self.inputs.model_dump(mode="json", exclude={"options", "report_sites"})
        return self.study.model_dump(mode="json", exclude=other) | {
            "security": security,
            "mask": [index.mask_cloud, self.mask.mask_water, index.water_threshold],
            "literal": index.paper_literal,
            "indicators": [[spec.key, spec.compute] for spec in self.system.indicators],
        }

    @property
    def files(self) -> tuple[Path, ...]:
        """What the indicators are read from."""
        bare = self.inputs.model_copy(update={"report_sites": None})
        kept: dict[str, object] = {"security": bare}
        if not self.prepared.by_zones:
            kept["zones"] = None
        return self.prepared.files_with(kept)
