"""A made-up mine that greens at its dump and bares at its pit, as results and rasters."""

import datetime
import itertools
import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.ndimage import gaussian_filter
from scipy.stats import norm

from missionplanner.ecology.change.alerts import degraded
from missionplanner.ecology.imagery.epoch_notes import of_epoch
from missionplanner.messages.message import text
from missionplanner.model.ecology import (
    CV_CODES,
    DIRECTION_CODES,
    GRADE_CODES,
    SIGNIFICANCE_CODES,
    EpochIndex,
    GridNote,
    IndexResult,
    IndicatorsResult,
    LayerSummary,
    TrendResult,
    ZoneRow,
    ZonesResult,
)
from missionplanner.model.geodetector import GeodetectorResult
from missionplanner.model.raster_source import BandFile
from missionplanner.model.security import SecurityResult
from missionplanner.model.study import Band, Epoch, Indicator, Study, TrendOptions
from missionplanner.model.trust import Trust, Verdict
from missionplanner.raster.files import write_geotiff

DATES = tuple(
    datetime.date(year, 7, day)
    for year, day in ((2014, 3), (2016, 8), (2018, 1), (2021, 9), (2024, 5))
)
ZONES = ("Open pit", "North dump", "Tailings pond")
CELL_M, WEST_M, SOUTH_M, EPSG = 10.0, 440_000.0, 4_420_000.0, 32650
METHOD = "NDVI = (nir − red) / (nir + red) (Rouse 1974)"
CLOUD = "12 % of the area lies under cloud"


@dataclass(frozen=True)
class Found:
    """What `operations.ecology.Results` holds."""

    indicators: IndicatorsResult | None = None
    index: IndexResult | None = None
    trend: TrendResult | None = None
    zones: ZonesResult | None = None
    security: SecurityResult | None = None
    detected: GeodetectorResult | None = None


@dataclass(frozen=True)
class Sample:
    folder: Path
    study: Study
    found: Found
    dem: Path


def make(folder: Path, rows: int = 44, cols: int = 60, title: str = "Luming open pit") -> Sample:
    random = np.random.default_rng(20261121)
    scene = _scene(random, rows, cols)
    series, numbers = _series(scene, random), _zones(rows, cols)
    grid = GridNote(
        epsg=EPSG,
        cell_m=CELL_M,
        width=cols,
        height=rows,
        west_m=WEST_M,
        north_m=SOUTH_M + rows * CELL_M,
        resampling="bilinear",
    )
    found = Found(
        _indicators(folder, grid, series),
        _index(folder, grid, series),
        _trend(folder, grid, series),
        _zone_result(folder, grid, series, numbers),
    )
    dem = folder / "dem.tif"
    _write(folder, "dem.tif", scene["height"])
    return Sample(folder, _study(title), found, dem)


def _scene(random, rows, cols):
    y, x = np.mgrid[0:rows, 0:cols]
    y, x = y / rows, x / cols
    rough = gaussian_filter(random.normal(size=(rows, cols)), cols / 25)
    rough /= rough.std()
    fine = gaussian_filter(random.normal(size=(rows, cols)), 1.0)
    pit = np.exp(-(((x - 0.55) / 0.13) ** 2 + ((y - 0.45) / 0.17) ** 2))
    dump = np.exp(-(((x - 0.3) / 0.1) ** 2 + ((y - 0.25) / 0.12) ** 2))
    lake = ((x - 0.22) / 0.08) ** 2 + ((y - 0.75) / 0.09) ** 2 < 1
    height = 600 + 60 * rough - 130 * pit + 50 * dump
    return {"rough": rough, "fine": fine, "pit": pit, "dump": dump, "lake": lake, "height": height}


def _series(scene, random):
    stack = []
    for day in DATES:
        t = (day.year - 2014) / 10
        value = 0.62 + 0.1 * scene["rough"] + 0.08 * scene["fine"] - 0.03 * t
        value = value - scene["pit"] * (0.3 + 0.22 * t) - scene["dump"] * (0.42 - 0.35 * t)
        value = value + random.normal(0, 0.02, value.shape)
        stack.append(np.where(scene["lake"], np.nan, np.clip(value, 0, 1)))
    return np.array(stack)


def _zones(rows, cols):
    y, x = np.mgrid[0:rows, 0:cols]
    y, x = y / rows, x / cols
    numbers = np.zeros((rows, cols), np.uint8)
    numbers[((x - 0.55) / 0.2) ** 2 + ((y - 0.45) / 0.26) ** 2 < 1] = 1
    numbers[(x > 0.17) & (x < 0.34) & (y > 0.1) & (y < 0.4)] = 2
    numbers[((x - 0.22) / 0.13) ** 2 + ((y - 0.75) / 0.15) ** 2 < 1] = 3
    return numbers


def _write(folder, name, north_up, nodata=None):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    values = north_up if north_up.dtype == np.uint8 else north_up.astype(np.float32)
    write_geotiff(
        path, values[::-1], WEST_M + CELL_M / 2, SOUTH_M + CELL_M / 2, CELL_M, EPSG, None, nodata
    )
    return name


def _area(mask):
    return float(np.count_nonzero(mask)) * CELL_M**2


def _grades(values):
    codes = 1 + sum((values >= cut).astype(np.uint8) for cut in (0.2, 0.4, 0.6, 0.8))
    return np.where(np.isfinite(values), codes, 0).astype(np.uint8)


def _graded(codes):
    return {grade: _area(codes == code) for grade, code in GRADE_CODES.items()}


def _indicators(folder, grid, series):
    scales = {
        "greenness": (0.05, 0.75, ""),
        "wetness": (-0.12, 0.12, ""),
        "dryness": (0.3, -0.4, ""),
        "heat": (318.0, -22.0, "K"),
        "erosion": (42.0, -40.0, "t ha-1 yr-1"),
    }
    layers, files = [], {}
    for name, (at, slope, unit) in scales.items():
        for day, values in zip(DATES, series, strict=True):
            layer = at + slope * values
            files[f"{name}_{day}"] = _write(folder, f"indicators/{name}_{day}.tif", layer)
            layers.append(
                LayerSummary(
                    name=name,
                    unit=unit,
                    date=day,
                    minimum=np.nanmin(layer),
                    maximum=np.nanmax(layer),
                    mean=np.nanmean(layer),
                    valid_m2=_area(np.isfinite(layer)),
                )
            )
    return IndicatorsResult(
        grid=grid,
        layers=tuple(layers),
        missing={"2016-07-08": {Indicator.HEAT: "the thermal band is absent"}},
        methods=(METHOD, "Land surface temperature T / (1 + (λ T / ρ) ln ε)"),
        warnings=tuple(of_epoch(day, text(CLOUD)) for day in DATES[1:3]),
        files=files,
    )


def _index(folder, grid, series):
    vectors, _ = np.linalg.qr(
        np.array([[0.54, 0.41, -0.48, -0.39, -0.37], [0.3, -0.7, 0.4, 0.2, -0.3]]).T
    )
    vectors *= np.sign(vectors[0])
    files, epochs = {}, []
    for day, values in zip(DATES, series, strict=True):
        codes = _grades(values)
        files[f"irsei_{day}"] = _write(folder, f"irsei/irsei_{day}.tif", values)
        files[f"irsei_pc1_{day}"] = _write(folder, f"irsei/irsei_pc1_{day}.tif", values**1.1)
        files[f"grade_{day}"] = _write(folder, f"irsei/grade_{day}.tif", codes, 0)
        counts, _ = np.histogram(values[np.isfinite(values)], 50, (0, 1))
        epochs.append(
            EpochIndex(
                date=day,
                sensor="landsat8-oli",
                eigenvalues=(0.0527, 0.0234, 0.0029, 0.0012, 0.0008),
                contributions=(0.6504, 0.2888, 0.0358, 0.0148, 0.0102),
                loadings={
                    name: (*tuple(map(float, row)), 0.1, 0.1, 0.1)
                    for name, row in zip(Indicator, vectors, strict=True)
                },
                flipped=(False, True, False, False, False),
                unsure=(False, False, True, True, True),
                mean=np.nanmean(values),
                mean_pc1=np.nanmean(values**1.1),
                valid_m2=_area(np.isfinite(values)),
                masked_m2=_area(np.isnan(values)),
                grades_m2=_graded(codes),
                grades_pc1_m2=_graded(_grades(values**1.1)),
                histogram=tuple(map(int, counts)),
            )
        )
    first, last = _grades(series[0]), _grades(series[-1])
    return IndexResult(
        trust=Trust(verdict=Verdict.TRUST),
        grid=grid,
        indicators=tuple(Indicator),
        pooled=True,
        paper_literal=False,
        limits={"all": dict.fromkeys(Indicator, (0.0, 1.0))},
        epochs=tuple(epochs),
        transitions_m2=tuple(
            tuple(_area((first == a) & (last == b)) for b in range(1, 6)) for a in range(1, 6)
        ),
        missing={},
        methods=("Principal components of the five indicators, pooled over all epochs",),
        warnings=(),
        files=files,
    )


def _sen(series):
    years = np.array([day.year + (day.timetuple().tm_yday - 1) / 365 for day in DATES])
    pairs = list(itertools.combinations(range(len(years)), 2))
    slopes = np.median([(series[j] - series[i]) / (years[j] - years[i]) for i, j in pairs], axis=0)
    s = sum(np.sign(series[j] - series[i]) for i, j in pairs)
    n = len(years)
    z = (s - np.sign(s)) / math.sqrt(n * (n - 1) * (2 * n + 5) / 18)
    return years, slopes, z, 2 * norm.sf(np.abs(z))


def _trend(folder, grid, series):
    years, slope, z, p = _sen(series)
    valid = np.isfinite(slope)
    direction = np.where(np.abs(slope) <= 0.001, 2, np.where(slope > 0, 3, 1))
    significant = np.where(p > 0.1, 2, np.where(slope > 0, 3, 1))
    cv = series.std(axis=0) / series.mean(axis=0)
    cv_class = 1 + sum((cv > cut).astype(np.uint8) for cut in (0.15, 0.3, 0.5))
    layers = {"slope": slope, "z": z, "p": p, "cv": cv}
    codes = {"direction": direction, "significance": significant, "cv_class": cv_class}
    codes = {name: np.where(valid, values, 0).astype(np.uint8) for name, values in codes.items()}
    files = {name: _write(folder, f"trend/{name}.tif", values) for name, values in layers.items()}
    for name, values in codes.items():
        files[name] = _write(folder, f"trend/{name}.tif", values, 0)
    return TrendResult(
        trust=Trust(verdict=Verdict.TRUST),
        grid=grid,
        n_epochs=len(years),
        years=tuple(years),
        significance=0.05,
        stable_per_year=0.001,
        exact_null=True,
        classes_m2={d: _area(codes["direction"] == c) for d, c in DIRECTION_CODES.items()},
        significant_m2={
            s: _area(codes["significance"] == c) for s, c in SIGNIFICANCE_CODES.items()
        },
        cross_m2={
            d: {
                s: _area((codes["direction"] == a) & (codes["significance"] == b))
                for s, b in SIGNIFICANCE_CODES.items()
            }
            for d, a in DIRECTION_CODES.items()
        },
        cv_m2={v: _area(codes["cv_class"] == c) for v, c in CV_CODES.items()},
        mean_slope_per_year=float(np.nanmean(slope)),
        valid_m2=_area(valid),
        methods=("Sen's slope and Mann–Kendall with the exact null for n ≤ 10",),
        warnings=(),
        files=files,
    )


def _zone_result(folder, grid, series, numbers):
    _, slope, _, p = _sen(series)
    cv = series.std(axis=0) / series.mean(axis=0)
    rows = []
    for number, name in enumerate(ZONES, 1):
        inside = (numbers == number) & np.isfinite(slope)
        falling = float(((slope < 0) & (p < 0.1))[inside].mean())
        means = [float(values[inside].mean()) for values in series]
        rows.append(
            ZoneRow(
                name=name,
                area_m2=_area(numbers == number),
                valid_m2=_area(inside),
                means=tuple(means),
                mean_change=float(slope[inside].mean()),
                total_change=means[-1] - means[0],
                significant_share=falling,
                improving_share=float((slope > 0)[inside].mean()),
                mean_cv=float(cv[inside].mean()),
                spatial_cv=tuple(float(v[inside].std() / v[inside].mean()) for v in series),
                grades_m2=tuple(_graded(np.where(inside, _grades(v), 0)) for v in series),
                p=0.027 if number < 3 else None,
                warnings=tuple(filter(None, (degraded(falling, TrendOptions()),))),
            )
        )
    valid = np.isfinite(slope)
    return ZonesResult(
        trust=Trust(verdict=Verdict.TRUST),
        grid=grid,
        dates=DATES,
        zones=tuple(rows),
        unassigned_m2=_area((numbers == 0) & valid),
        overlap_m2=1200.0,
        warnings=(),
        files={"zones": _write(folder, "zones/zones.tif", numbers, 0)},
    )


def _study(title):
    epochs = tuple(
        Epoch(
            date=day,
            sensor="landsat8-oli",
            scene=f"scenes/LC08_{day:%Y%m%d}_MTL.txt",
            bands={Band.RED: BandFile(path=f"scenes/B4_{day}.tif")},
        )
        for day in DATES
    )
    return Study(title=title, epochs=epochs, zones="zones.gpkg", dem=BandFile(path="dem.tif"))
