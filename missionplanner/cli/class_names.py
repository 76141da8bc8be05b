"""What the classes of ecological results are called in tables for people."""

from enum import StrEnum

from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import message
from missionplanner.model.ecology import Direction, Grade, Significance, Variation
from missionplanner.model.geodetector import InteractionType
from missionplanner.model.security import SecurityGrade


def class_name(of: StrEnum) -> str:
    """Return what a class is called, in the language of this process."""
    return sentence(_NAMES[type(of), of])


# By class too: two classes may have a word, and so a key, in common.
_NAMES = {
    (Grade, Grade.EXCELLENT): message("cli.grade.excellent"),
    (Grade, Grade.GOOD): message("cli.grade.good"),
    (Grade, Grade.MODERATE): message("cli.grade.moderate"),
    (Grade, Grade.POOR): message("cli.grade.poor"),
    (Grade, Grade.BAD): message("cli.grade.bad"),
    (Direction, Direction.IMPROVING): message("cli.direction.improving"),
    (Direction, Direction.STABLE): message("cli.direction.stable"),
    (Direction, Direction.DEGRADING): message("cli.direction.degrading"),
    (Significance, Significance.IMPROVING): message("cli.significance.improving"),
    (Significance, Significance.NONE): message("cli.significance.none"),
    (Significance, Significance.DEGRADING): message("cli.significance.degrading"),
    (Variation, Variation.LOW): message("cli.variation.low"),
    (Variation, Variation.MODERATE): message("cli.variation.moderate"),
    (Variation, Variation.HIGH): message("cli.variation.high"),
    (Variation, Variation.VERY_HIGH): message("cli.variation.very_high"),
    (SecurityGrade, SecurityGrade.VERY_INSECURE): message("cli.security.very_insecure"),
    (SecurityGrade, SecurityGrade.INSECURE): message("cli.security.insecure"),
    (SecurityGrade, SecurityGrade.MIDDLE): message("cli.security.middle"),
    (SecurityGrade, SecurityGrade.SECURE): message("cli.security.secure"),
    (SecurityGrade, SecurityGrade.VERY_SECURE): message("cli.security.very_secure"),
    (InteractionType, InteractionType.NONLINEAR_WEAKEN): message(
        "cli.interaction.nonlinear_weaken"
    ),
    (InteractionType, InteractionType.UNI_WEAKEN): message("cli.interaction.uni_weaken"),
    (InteractionType, InteractionType.BI_ENHANCE): message("cli.interaction.bi_enhance"),
    (InteractionType, InteractionType.INDEPENDENT): message("cli.interaction.independent"),
    (InteractionType, InteractionType.NONLINEAR_ENHANCE): message(
        "cli.interaction.nonlinear_enhance"
    ),
}
