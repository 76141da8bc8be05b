"""A small opened study made from model objects: seven epochs of a mine that heals; no files."""

import datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from shapely.geometry import Point, Polygon, box

from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message, text
from missionplanner.model.ecology import (
    CV_CODES,
    SIGNIFICANCE_CODES,
    Direction,
    EpochIndex,
    Grade,
    GridNote,
    IndexResult,
    Significance,
    TrendResult,
    Variation,
    ZoneRow,
    ZonesResult,
)
from missionplanner.model.measurements import (
    HeldAgainst,
    MeasuredPlace,
    MeasuredQuantity,
    MeasurementsResult,
)
from missionplanner.model.raster_source import BandFile
from missionplanner.model.study import Band, Epoch, Indicator, Study, decimal_year
from missionplanner.model.trust import Trust, Verdict
from missionplanner.ui.ecology.views import (
    EpochView,
    Found,
    LayerKey,
    Picture,
    SceneView,
    Series,
    StudyView,
    ZoneOutline,
)
from tests.own_words import SAID
from tests.ui import factory

YEARS = (2013, 2014, 2016, 2018, 2020, 2022, 2025)
DATES = tuple(datetime.date(year, 7, 12) for year in YEARS)
CELL = 16.0
ROWS = COLS = 140
RECT = (factory.X0 + 60.0, factory.Y0 + 60.0, COLS * CELL, ROWS * CELL)
HECTARES = ROWS * COLS * CELL**2 / 1e4
GRADES = (Grade.BAD, Grade.POOR, Grade.MODERATE, Grade.GOOD, Grade.EXCELLENT)
LOADINGS = {
    Indicator.GREENNESS: (0.54, 0.31),
    Indicator.WETNESS: (0.41, -0.52),
    Indicator.DRYNESS: (-0.48, 0.44),
    Indicator.HEAT: (-0.39, -0.12),
    Indicator.EROSION: (-0.37, 0.65),
}
NAMES = ("Pit", "North dump", "Tailings beach", "Reclaimed slope", "Undisturbed")


def irsei(day: datetime.date) -> NDArray[np.float32]:
    """A pit that is bad, a dump that heals, water that is masked."""
    y, x = np.mgrid[0:ROWS, 0:COLS] / ROWS
    rng = np.random.default_rng(3)
    # Worked out once a cell and smoothed, so that the picture has patches.
    rough = rng.standard_normal((ROWS // 4 + 1, COLS // 4 + 1)).repeat(4, 0).repeat(4, 1)
    share = (decimal_year(day) - 2013.5) / 12
    value = 0.62 + 0.14 * rough[:ROWS, :COLS] + 0.10 * share
    pit = np.hypot(x - 0.42, y - 0.55)
    value -= np.clip(0.62 - 1.9 * pit, 0, 1) * (1.1 - 0.45 * share)
    dump = np.hypot(x - 0.35, y - 0.82)
    value += np.clip(0.3 - 1.8 * dump, 0, 1) * (1.4 * share - 1.2)
    value[np.hypot(x - 0.24, (y - 0.25) * 1.3) < 0.09] = np.nan
    value[~_inside(x, y)] = np.nan
    return np.clip(value, 0, 1).astype(np.float32)


def _inside(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.bool_]:
    return (x + 0.35 * y > 0.12) & (y < 0.97 - 0.15 * x) & (y > 0.03) & (x < 0.97)


def picture(key: LayerKey) -> Picture:
    name, day = key
    values = irsei(day or DATES[-1])
    if name == "look":
        return Picture(_look(values), RECT)
    if name == "heat":
        return Picture((315 - 20 * values).astype(np.float32), RECT)
    if name in ("slope", "difference"):
        values = irsei(DATES[-1]) - irsei(DATES[0])
        return Picture((values / 12).astype(np.float32), RECT)
    if name in ("significance", "cv_class"):
        codes = SIGNIFICANCE_CODES if name == "significance" else CV_CODES
        shown = 1 + np.floor(values * len(codes)).clip(0, len(codes) - 1)
        return Picture(np.where(np.isnan(values), 0, shown).astype(np.float32), RECT)
    return Picture(values, RECT)


def _look(values: NDArray[np.float32]) -> NDArray[np.uint8]:
    rgba = np.zeros((*values.shape, 4), dtype=np.uint8)
    level = np.nan_to_num(values, nan=0.1)
    rgba[..., 0] = 190 - 120 * level
    rgba[..., 1] = 160 - 40 * level
    rgba[..., 2] = 120 - 70 * level
    rgba[..., 3] = np.where(np.isnan(values), 0, 255)
    return rgba


def study() -> Study:
    band = {Band.RED: BandFile(path="red.tif"), Band.NIR: BandFile(path="nir.tif")}
    return Study(
        title="Luming, seven summers",
        epochs=tuple(Epoch(date=day, sensor="landsat8-oli", bands=band) for day in DATES),
        zones="zones.geojson",
    )


def shares(day: datetime.date) -> NDArray[np.float64]:
    values = irsei(day)
    known = values[np.isfinite(values)]
    counts = np.bincount(np.clip((known * 5).astype(int), 0, 4), minlength=5)
    return counts / counts.sum()


def index(literal: bool = False, pooled: bool = True) -> IndexResult:
    return IndexResult(
        trust=Trust(verdict=Verdict.TRUST),
        grid=grid(),
        indicators=tuple(Indicator),
        pooled=pooled,
        paper_literal=literal,
        limits={"all": dict.fromkeys(Indicator, (0.0, 1.0))},
        epochs=tuple(epoch_index(day) for day in DATES),
        transitions_m2=((1.0,) * 5,) * 5,
        missing={},
        methods=("IRSEI",),
        warnings=(),
        files={},
    )


def epoch_index(day: datetime.date) -> EpochIndex:
    values = irsei(day)
    known = values[np.isfinite(values)]
    area = known.size * CELL**2
    grades = {g: float(s) * area for g, s in zip(GRADES, shares(day), strict=True)}
    counts, _ = np.histogram(known, 50, (0, 1))
    return EpochIndex(
        date=day,
        sensor="landsat8-oli",
        eigenvalues=(0.05, 0.01),
        contributions=(0.714, 0.16, 0.08, 0.03, 0.016),
        loadings=LOADINGS,
        flipped=(False,) * 5,
        unsure=(False,) * 5,
        mean=float(known.mean()),
        mean_pc1=float(known.mean()),
        valid_m2=area,
        masked_m2=1e4,
        grades_m2=grades,
        grades_pc1_m2=grades,
        histogram=tuple(int(n) for n in counts),
    )


def grid() -> GridNote:
    return GridNote(
        epsg=32649,
        cell_m=CELL,
        width=COLS,
        height=ROWS,
        west_m=RECT[0],
        north_m=RECT[1] + RECT[3],
        resampling="bilinear",
    )


def trend() -> TrendResult:
    area = epoch_index(DATES[0]).valid_m2
    parts = (
        (Significance.IMPROVING, 0.46),
        (Significance.NONE, 0.48),
        (Significance.DEGRADING, 0.06),
    )
    significant = {key: share * area for key, share in parts}
    return TrendResult(
        trust=Trust(verdict=Verdict.TRUST),
        grid=grid(),
        n_epochs=len(DATES),
        years=tuple(decimal_year(day) for day in DATES),
        significance=0.05,
        stable_per_year=0.001,
        exact_null=True,
        classes_m2=dict.fromkeys(Direction, area / 3),
        significant_m2=significant,
        cross_m2={d: dict.fromkeys(Significance, area / 9) for d in Direction},
        cv_m2=dict.fromkeys(Variation, area / 4),
        mean_slope_per_year=0.008,
        valid_m2=area,
        methods=(),
        warnings=("4 epochs: no significance can be reached at 0.05",),
        files={},
    )


def zones() -> tuple[ZoneOutline, ...]:
    x, y = RECT[0], RECT[1]
    places = ((940, 1230, 300), (790, 1840, 190), (560, 560, 210), (1560, 640, 260))
    rounds = [Point(x + a, y + b).buffer(r) for a, b, r in places]
    away = box(x + 1500, y + 1300, x + 2000, y + 1700)
    shapes: list[Polygon] = [*rounds, away]
    return tuple(ZoneOutline(name, shape) for name, shape in zip(NAMES, shapes, strict=True))


def zone_rows() -> ZonesResult:
    first = (0.19, 0.30, 0.34, 0.52, 0.68)
    last = (0.24, 0.58, 0.49, 0.66, 0.70)
    ps = (0.239, 0.011, 0.030, 0.011, None)
    rows = []
    for place, name in enumerate(NAMES):
        means = tuple(float(v) for v in np.linspace(first[place], last[place], len(DATES)))
        rows.append(
            ZoneRow(
                name=name,
                area_m2=(74.1, 38.6, 21.9, 46.2, 138.2)[place] * 1e4,
                valid_m2=20e4,
                means=means,
                mean_change=0.01,
                total_change=last[place] - first[place],
                significant_share=0.4 if place == 0 else 0.02,
                improving_share=0.3,
                mean_cv=0.2,
                spatial_cv=(0.2,) * len(DATES),
                grades_m2=tuple(dict.fromkeys(Grade, 4e4) for _ in DATES),
                p=ps[place],
                warnings=("40 % is significantly degrading",) if place == 0 else (),
            )
        )
    return ZonesResult(
        trust=Trust(verdict=Verdict.TRUST),
        grid=grid(),
        dates=DATES,
        zones=tuple(rows),
        unassigned_m2=0.0,
        overlap_m2=0.0,
        warnings=("pit: 81% is Poor or Bad in the last epoch (warning above 50%)",),
        files={},
    )


def measurements(limits: tuple[str, ...] = ()) -> MeasurementsResult:
    """Dust at four places of five years, and the index beside it."""
    names = ("Crusher", "Gate", "School", "Village")
    high = 150.0 if limits else None
    places = tuple(
        MeasuredPlace(
            place=name,
            lon_deg=7.0 + 0.01 * k,
            lat_deg=43.0,
            n=5,
            first=DATES[0],
            last=DATES[-1],
            mean=80.0 + 20.0 * k,
            latest=90.0 + 25.0 * k,
            slope_per_year=1.5 * (k - 1),
            p=0.02 * (k + 1),
            beyond="above" if high and 90.0 + 25.0 * k > high else None,
            beyond_dates=int(k == 3),
        )
        for k, name in enumerate(names)
    )
    pairs = tuple((60.0 + 7.0 * k, 0.7 - 0.02 * k + 0.03 * (k % 3)) for k in range(20))
    against = (
        HeldAgainst(layer="irsei", n=20, rho=-0.93, p=1e-4, pairs=pairs),
        HeldAgainst(layer="wetness", n=3, rho=None, p=None, pairs=pairs[:3]),
    )
    dust = MeasuredQuantity(
        name="PM10",
        unit="µg/m³",
        limits=(None, high),
        places=places,
        against=against,
        maps={day: f"measurements/PM10_{day}.tif" for day in DATES[-2:]},
    )
    return MeasurementsResult(
        quantities=(dust,),
        grid=grid(),
        methods=(),
        told=(),
        warnings=(),
        files={f"PM10_{day}": f"measurements/PM10_{day}.tif" for day in DATES[-2:]},
    )


def look(day: datetime.date) -> NDArray[np.uint8]:
    return _look(irsei(day))[::-1].copy()


def _no_heat() -> Message:
    why = text("no thermal band")
    return message("ecology.indicator_lacks", name=Indicator.HEAT.told, why=why)


def epochs() -> tuple[EpochView, ...]:
    return tuple(
        EpochView(
            date=day,
            sensor="Landsat 8 OLI",
            bands=("blue", "green", "red", "nir", "swir1", "swir2"),
            missing=(_no_heat(),) if day.year == 2014 else (),
            look=look(day),
            scale="0.0001" if day == DATES[0] else None,
        )
        for day in DATES
    )


def files(found: bool) -> dict[LayerKey, Path]:
    made: dict[LayerKey, Path] = {("look", day): Path("red.tif") for day in DATES}
    if found:
        for name in ("irsei", "greenness", "heat", "wetness", "dryness", "erosion"):
            made |= {(name, day): Path(f"{name}_{day}.tif") for day in DATES}
        for name in ("slope", "significance", "cv_class", "p", "intercept"):
            made[name, None] = Path(f"{name}.tif")
    return made


def view(
    path: Path, *, analysed: bool = True, asked: Study | None = None, alone: bool = False
) -> StudyView:
    """A study on the map of `factory.site`; `alone`: with terrain of its own."""
    asked = asked or study()
    options = asked.index
    done = index(options.paper_literal, options.normalise == "pooled")
    found = Found(None, done, trend(), zone_rows()) if analysed else Found()
    return StudyView(
        path=path,
        folder=path.parent,
        out=path.parent,
        study=asked,
        epsg=32649,
        rect=RECT,
        epochs=epochs(),
        zones=zones(),
        found=found,
        files=files(analysed),
        ground=factory.ground() if alone else None,
    )


def series(x_m: float, y_m: float) -> Series:
    years = tuple(decimal_year(day) for day in DATES)
    values = (0.31, 0.33, 0.30, 0.41, 0.47, 0.52, 0.58)
    return Series(x_m, y_m, values, years, 0.024, -48.0, 0.011, 0.017, 0.030)


def scenes() -> tuple[SceneView, ...]:
    found = [SceneView((Path(f"/data/{e.date:%Y}"),), e) for e in epochs()[:3]]
    broken = SceneView(
        (Path("/data/readme.tif"),), None, InputError(SAID, what="not a raster that GDAL can read")
    )
    return (*found, broken)
