"""Words for layers, ways of computing and what is missing, in the window's language."""

from collections.abc import Iterable

from PySide6.QtCore import QObject

from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import Message
from missionplanner.model.geodetector import InteractionType
from missionplanner.model.security import Compute, CriteriaLayer, IndicatorSpec, SecurityGrade
from missionplanner.model.security_inputs import SourceNote
from missionplanner.ui.style.language import short_language


def title_of(spec: IndicatorSpec) -> str:
    """Return an indicator's name."""
    return spec.title_zh if short_language() == "zh" and spec.title_zh else spec.title


def several(names: Iterable[str]) -> str:
    """Return names in a row, with the language's own comma."""
    return ("、" if short_language() == "zh" else ", ").join(names)


def layer_words(layer: CriteriaLayer) -> str:
    """Return the name of a criteria layer."""
    return _Words().layer(layer)


def compute_words(compute: Compute) -> str:
    """Return how an indicator is reached."""
    return _Words().compute(compute)


def source_words(note: SourceNote | None) -> str:
    """Return which files stand for an indicator, or what it lacks."""
    return _Words().source(note)


def lacks_words(lacks: str) -> str:
    """Return what is missing."""
    return _Words().lacks(lacks)


def interaction_words(kind: InteractionType) -> str:
    """Return the name of an interaction (Table IV)."""
    return _Words().interaction(kind)


def grade_words(grade: SecurityGrade) -> str:
    """Return a level in a word or two."""
    return _Words().grade(grade)


class _Words(QObject):
    def layer(self, layer: CriteriaLayer) -> str:
        """Return the name of a criteria layer."""
        return {
            CriteriaLayer.DRIVER: self.tr("Driving force"),
            CriteriaLayer.PRESSURE: self.tr("Pressure"),
            CriteriaLayer.STATE: self.tr("State"),
            CriteriaLayer.IMPACT: self.tr("Impact"),
            CriteriaLayer.RESPONSE: self.tr("Response"),
            CriteriaLayer.MANAGEMENT: self.tr("Management"),
        }[layer]

    def compute(self, compute: Compute) -> str:
        """Return how an indicator is reached."""
        return {
            Compute.RASTER: self.tr("a raster as it is"),
            Compute.ELEVATION: self.tr("heights of the DEM"),
            Compute.SLOPE: self.tr("slope of the DEM"),
            Compute.HEAT: self.tr("land surface temperature from the thermal band"),
            Compute.VEGETATION_HEALTH: self.tr("half VCI, half TCI over the epochs"),
            Compute.EROSION: self.tr("soil loss by RUSLE"),
            Compute.STATISTIC: self.tr("a figure of each district"),
            Compute.DESERTIFICATION: self.tr("albedo against NDVI, one regression"),
            Compute.DRYNESS: self.tr("NDBSI from the bands"),
            Compute.GREENNESS: self.tr("NDVI from the bands"),
            Compute.VEGETATION_COVER: self.tr("vegetation cover from NDVI"),
            Compute.WETNESS: self.tr("tasseled cap, wetness"),
            Compute.SOIL_CARBON: self.tr("soil units and their table"),
            Compute.BRIGHTNESS: self.tr("tasseled cap, brightness"),
            Compute.SITE_DENSITY: self.tr("kernel density of mine sites"),
            Compute.HAZARD_DENSITY: self.tr("kernel density of hazards"),
            Compute.PATCH_DENSITY: self.tr("patch density in a window"),
            Compute.SHANNON_DIVERSITY: self.tr("Shannon diversity in a window"),
            Compute.FRACTAL_DIMENSION: self.tr("fractal dimension in a window"),
            Compute.NPP: self.tr("net primary production"),
            Compute.SITE_DISTANCE: self.tr("distance to mine sites"),
            Compute.ROAD_DISTANCE: self.tr("distance to roads"),
            Compute.GREEN_SPACE: self.tr("share of green land cover"),
        }[compute]

    def source(self, note: SourceNote | None) -> str:
        """Return which files stand for an indicator, or what it lacks."""
        if note is None:
            return self.tr("looking …")
        if note.lacks:
            words = self.lacks(note.lacks)
            detail = note.detail
            told = sentence(detail) if isinstance(detail, Message) else detail
            return self.tr("{0}: {1}").format(words, told) if told else words
        if note.files:
            more = len(note.files) - 1
            first = note.files[0]
            return self.tr("{0} and {1} more").format(first, more) if more else first
        if note.kind == "table":
            return self.tr("figures of the study")
        return self.tr("bands of the epochs")

    def lacks(self, lacks: str) -> str:
        """Return what is missing."""
        return {
            "raster": self.tr("needs a raster"),
            "dem": self.tr("needs a DEM"),
            "imagery": self.tr("the imagery does not serve"),
            "epochs": self.tr("needs two epochs"),
            "table": self.tr("needs figures of districts"),
            "districts": self.tr("needs the outlines of the districts"),
            "cover": self.tr("needs land cover"),
            "green": self.tr("needs the codes that are green"),
            "sites": self.tr("needs a file of mine sites"),
            "hazards": self.tr("needs a file of hazards"),
            "roads": self.tr("needs a file of roads"),
            "soil": self.tr("needs soil units"),
            "npp": self.tr("needs NPP of every epoch"),
        }.get(lacks, lacks)

    def grade(self, grade: SecurityGrade) -> str:
        """Return a level in a word or two."""
        return {
            SecurityGrade.VERY_SECURE: self.tr("Very secure"),
            SecurityGrade.SECURE: self.tr("Secure"),
            SecurityGrade.MIDDLE: self.tr("Middle"),
            SecurityGrade.INSECURE: self.tr("Insecure"),
            SecurityGrade.VERY_INSECURE: self.tr("Very insecure"),
        }[grade]

    def interaction(self, kind: InteractionType) -> str:
        """Return the name of an interaction (Table IV)."""
        return {
            InteractionType.NONLINEAR_WEAKEN: self.tr("nonlinear weaken"),
            InteractionType.UNI_WEAKEN: self.tr("uni-weaken"),
            InteractionType.BI_ENHANCE: self.tr("bi-enhance"),
            InteractionType.INDEPENDENT: self.tr("independent"),
            InteractionType.NONLINEAR_ENHANCE: self.tr("nonlinear enhance"),
        }[kind]
