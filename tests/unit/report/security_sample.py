"""Made-up results of security and of the geographical detector, with their rasters."""

import math
from pathlib import Path

import numpy as np

from missionplanner.messages.message import message
from missionplanner.model.geodetector import (
    Convention,
    EcologicalPair,
    FactorStrata,
    GeodetectorResult,
    Interaction,
    InteractionType,
    RiskPair,
)
from missionplanner.model.security import (
    SECURITY_BREAKS,
    Consistency,
    CriteriaLayer,
    IndexSystem,
    IndicatorSpec,
    LevelMoves,
    SecurityGrade,
    SecurityResult,
    SensitivityResult,
    Sign,
    SiteSecurity,
    Suspect,
    YearSecurity,
)
from tests.unit.report.sample import CELL_M, DATES, ZONES, _area, _write

SYSTEM = IndexSystem(
    key="small-mine",
    title="Small mine",
    title_zh="小矿",
    indicators=(
        IndicatorSpec(key="D1", layer=CriteriaLayer.DRIVER, sign=Sign.POSITIVE,
                      title="Elevation", title_zh="高程", unit="m", compute="elevation"),
        IndicatorSpec(key="P1", layer=CriteriaLayer.PRESSURE, sign=Sign.NEGATIVE,
                      title="Soil erosion", title_zh="土壤侵蚀", unit="t ha-1 yr-1",
                      compute="erosion"),
        IndicatorSpec(key="S1", layer=CriteriaLayer.STATE, sign=Sign.POSITIVE, title="Vegetation",
                      title_zh="植被", compute="vegetation-cover"),
        IndicatorSpec(key="R1", layer=CriteriaLayer.RESPONSE, sign=Sign.POSITIVE, title="GDP",
                      title_zh="生产总值", unit="10^4 CNY", compute="statistic"),
    ),
)  # fmt: skip
WEIGHTS = {"D1": 0.1, "P1": 0.4, "S1": 0.35, "R1": 0.15}
LOWERING = message("security.lowering", epoch="2024", indicator="P1", share=0.02)
CIRCULAR = message("ecology_operations.circular", response="esi_vw")


def security(folder: Path, rows: int = 44, cols: int = 60) -> SecurityResult:
    """Write the rasters of five years to a folder and return the result."""
    random = np.random.default_rng(7)
    files, years, codes = {}, [], []
    y, x = np.mgrid[0:rows, 0:cols]
    pit = np.exp(-(((x / cols - 0.5) / 0.2) ** 2 + ((y / rows - 0.5) / 0.2) ** 2))
    for i, day in enumerate(DATES):
        index = 0.62 - (0.15 + 0.1 * i) * pit + random.normal(0, 0.03, (rows, cols))
        index[:4, :4] = np.nan
        layers = {"esi_cw": index, "esi_vw": index - 0.05, "difference": 0 * index - 0.05}
        graded = {"grade_cw": _levels(index), "grade_vw": _levels(index - 0.05)}
        for name, values in layers.items():
            files[f"{name}_{day}"] = _write(folder, f"security/{name}_{day}.tif", values)
        for name, values in graded.items():
            files[f"{name}_{day}"] = _write(folder, f"security/{name}_{day}.tif", values, 0)
        codes.append(graded)
        years.append(_year(day, index, graded))
    return SecurityResult(
        system=SYSTEM, weights_cw=WEIGHTS, cr=0.12, random_index="saaty-1980",
        consistency={"layers": _judged()}, adjustment=0.6, alpha=1.5,
        thresholds=dict.fromkeys(WEIGHTS, (0.25, 0.5, 0.75)),
        limits=dict.fromkeys(WEIGHTS, (0.0, 12.5)), breaks=SECURITY_BREAKS, grading="fixed",
        years=tuple(years), sites=tuple(_site(name, codes) for name in ZONES[:2]),
        unassigned_m2=12000.0, moves=(_moves(),), sensitivity=_trials(),
        methods=("security was done so",),
        warnings=(LOWERING,), files=files,
    )  # fmt: skip


def detected() -> GeodetectorResult:
    """Return q of three factors, of which the strata 2 and 3 of P1 do not differ."""
    strata = FactorStrata(
        method="natural", breaks=(0.2, 0.6), counts=(50, 30, 20), means=(0.7, 0.5, 0.49)
    )
    return GeodetectorResult(
        response="esi_vw", n=100, convention=Convention.WANG,
        q={"D1": 0.1, "P1": 0.7, "S1": 0.4},
        p_published={"D1": 0.2, "P1": 0.0, "S1": None}, p={"D1": 0.01, "P1": 0.0, "S1": 0.03},
        strata=dict.fromkeys(("D1", "P1", "S1"), strata),
        interactions=(
            Interaction(a="D1", b="P1", q=0.75, type=InteractionType.BI_ENHANCE),
            Interaction(a="D1", b="S1", q=0.6, type=InteractionType.NONLINEAR_ENHANCE),
            Interaction(a="P1", b="S1", q=0.8, type=InteractionType.BI_ENHANCE),
        ),
        risk=(
            RiskPair(factor="P1", a=0, b=1, t=9.0, p=0.0, significant=True),
            RiskPair(factor="P1", a=0, b=2, t=9.0, p=0.0, significant=True),
            RiskPair(factor="P1", a=1, b=2, t=0.1, p=0.9, significant=False),
        ),
        ecological=(EcologicalPair(a="D1", b="S1", f=1.0, p=0.4, significant=False),),
        methods=("q was done so",), warnings=(CIRCULAR,),
    )  # fmt: skip


def _levels(index):
    codes = 1 + sum((index > cut).astype(np.uint8) for cut in SECURITY_BREAKS)
    return np.where(np.isfinite(index), codes, 0).astype(np.uint8)


def _areas(codes):
    return {grade: _area(codes == code) for code, grade in enumerate(SecurityGrade, 1)}


def _year(day, index, graded):
    cw, vw = _areas(graded["grade_cw"]), _areas(graded["grade_vw"])
    return YearSecurity(
        year=day.year, date=day.isoformat(), mean_cw=float(np.nanmean(index)),
        mean_vw=float(np.nanmean(index)) - 0.05,
        valid_m2=float(np.isfinite(index).sum()) * CELL_M**2, grades_m2_cw=cw, grades_m2_vw=vw,
        change_m2={grade: vw[grade] - cw[grade] for grade in SecurityGrade},
        mean_weights_vw={"D1": 0.12, "P1": 0.42, "S1": 0.33, "R1": 0.13},
        layer_scores={CriteriaLayer.DRIVER: 0.5, CriteriaLayer.PRESSURE: 0.4,
                      CriteriaLayer.STATE: 0.6, CriteriaLayer.RESPONSE: 0},
        lowering_share={"D1": 0.0, "P1": 0.02, "S1": 0.0, "R1": 0.0},
    )  # fmt: skip


def _site(name, codes):
    parts = [{key: value[20:30, 20:40] for key, value in row.items()} for row in codes]
    means = tuple(0.5 - 0.05 * i for i in range(len(codes)))
    return SiteSecurity(
        name=name, valid_m2=(20000.0,) * len(codes), mean_cw=means,
        mean_vw=(None, *means[1:]),
        grades_m2_cw=tuple(_areas(part["grade_cw"]) for part in parts),
        grades_m2_vw=tuple(_areas(part["grade_vw"]) for part in parts),
    )  # fmt: skip


def _judged():
    return Consistency(
        names=("D", "P", "S", "R"), weights=(0.1, 0.4, 0.35, 0.15), lambda_max=4.324, ci=0.108,
        cr=0.12, ri=0.9, random_index="saaty-1980",
        suspects=(Suspect(row="D", column="P", value=1 / 7, fitting=0.25, deviation=1.75),),
    )  # fmt: skip


def _moves():
    table = tuple(tuple(2e4 * (1 + (a == b)) for b in range(5)) for a in range(5))
    return LevelMoves(first="2016-07-01", last="2024-07-01", cw_m2=table, vw_m2=table)


def _trials():
    share = tuple(tuple(0.1 + 0.01 * (r + c) for c in range(4)) for r in range(5))
    return SensitivityResult(
        adjustments=(0.2, 0.4, 0.6, 0.8, 1.0), alphas=(0.5, 1.0, 1.5, 2.0),
        shares=dict.fromkeys(SecurityGrade, share),
        changed=tuple(tuple(math.hypot(r - 2, c - 2) / 10 for c in range(4)) for r in range(5)),
    )  # fmt: skip
