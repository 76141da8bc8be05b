"""Security of the small study, from model objects: a mine that gets safer; no files."""

import datetime
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from missionplanner.ecology.security.leaving import kept_system
from missionplanner.ecology.security.systems import system
from missionplanner.ecology.security.weights import constant_weights
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
from missionplanner.model.raster_source import BandFile
from missionplanner.model.security import (
    SECURITY_BREAKS,
    SecurityGrade,
    SecurityOptions,
    SecurityResult,
    SensitivityResult,
    SiteSecurity,
    YearSecurity,
)
from missionplanner.model.security_inputs import SecurityInputs
from missionplanner.ui.ecology.views import LayerKey, Picture
from missionplanner.ui.security.views import SecurityView
from tests.ui import eco_factory

SYSTEM = system("lingbei-2024")
KEYS = SYSTEM.keys
DATES = eco_factory.DATES
CELL_M2 = eco_factory.CELL**2
GRADES = tuple(SecurityGrade)
RASTERS = ("esi_cw", "esi_vw", "difference", "grade_cw", "grade_vw", *KEYS)


def esi(day: datetime.date, variable: bool) -> NDArray[np.float32]:
    """Around the breaks of Table II; variable weights punish what is bad."""
    values = 0.22 + 0.42 * eco_factory.irsei(day)
    lowered = values - 0.25 * np.clip(0.45 - values, 0, 1)
    return (lowered if variable else values).astype(np.float32)


def codes(values: NDArray[np.float32]) -> NDArray[np.float32]:
    found = 1.0 + np.digitize(values, SECURITY_BREAKS, right=True)
    return np.where(np.isnan(values), 0, found).astype(np.float32)


def picture(key: LayerKey) -> Picture:
    name, day = key
    day = day or DATES[-1]
    if name == "look":
        return eco_factory.picture(key)
    if name == "difference":
        return Picture(esi(day, True) - esi(day, False), eco_factory.RECT)
    values = esi(day, not name.endswith("cw"))
    shown = codes(values) if name.startswith("grade") else values
    return Picture(shown, eco_factory.RECT)


def areas(values: NDArray[np.float32]) -> dict[SecurityGrade, float]:
    found = codes(values)
    return {grade: float((found == code).sum()) * CELL_M2 for code, grade in enumerate(GRADES, 1)}


def year(day: datetime.date) -> YearSecurity:
    constant, variable = esi(day, False), esi(day, True)
    cw, vw = areas(constant), areas(variable)
    rng = np.random.default_rng(day.year)
    mean = rng.dirichlet(np.full(len(KEYS), 9.0))
    share = (day.year - 2013) / 12
    return YearSecurity(
        year=day.year,
        date=day.isoformat(),
        mean_cw=float(np.nanmean(constant)),
        mean_vw=float(np.nanmean(variable)),
        valid_m2=sum(cw.values()),
        grades_m2_cw=cw,
        grades_m2_vw=vw,
        change_m2={grade: vw[grade] - cw[grade] for grade in GRADES},
        mean_weights_vw=dict(zip(KEYS, mean.tolist(), strict=True)),
        layer_scores={
            layer: float(0.35 + 0.3 * rng.random() + 0.2 * share) for layer in SYSTEM.layers
        },
        lowering_share={key: 0.12 if key == "P3" else 0.002 for key in KEYS},
    )


def sites() -> tuple[SiteSecurity, ...]:
    found = []
    for place, name in enumerate(eco_factory.NAMES):
        first = (0.31, 0.36, 0.38, 0.46, 0.55)[place]
        cw = tuple(round(first + 0.012 * k, 4) for k in range(len(DATES)))
        vw = tuple(round(first - 0.04 + 0.016 * k, 4) for k in range(len(DATES)))
        found.append(
            SiteSecurity(
                name=name,
                valid_m2=((74.1, 38.6, 21.9, 46.2, 138.2)[place] * 1e4,) * len(DATES),
                mean_cw=cw,
                mean_vw=(None, *vw[1:]) if place == 4 else vw,
                grades_m2_cw=(dict.fromkeys(GRADES, 1e4),) * len(DATES),
                grades_m2_vw=(dict.fromkeys(GRADES, 1e4),) * len(DATES),
            )
        )
    return tuple(found)


def sensitivity() -> SensitivityResult:
    adjustments = tuple(round(0.1 * k, 1) for k in range(1, 21))
    alphas = tuple(round(0.3 * k, 1) for k in range(1, 11))
    c, a = np.meshgrid(adjustments, alphas, indexing="ij")
    changed = np.clip(0.28 * np.abs(c - 0.6) + 0.11 * np.abs(a - 1.5), 0, 0.6)
    rows = tuple(tuple(map(float, row)) for row in changed)
    return SensitivityResult(
        adjustments=adjustments, alphas=alphas, shares=dict.fromkeys(GRADES, rows), changed=rows
    )


def result(options: SecurityOptions | None = None) -> SecurityResult:
    options = options or SecurityOptions()
    given = options.weights.thresholds
    return SecurityResult(
        system=kept_system(SYSTEM, options.leave_out),
        left_out=tuple(spec for spec in SYSTEM.indicators if spec.key in options.leave_out),
        weights_cw=constant_weights(SYSTEM, options.weights, options.leave_out).weights,
        cr=None,
        random_index=None,
        consistency={},
        adjustment=options.weights.adjustment,
        alpha=options.weights.alpha,
        thresholds={key: given.get(key, (0.22, 0.46, 0.71)) for key in KEYS},
        limits={key: (0.0, 1.0 + place) for place, key in enumerate(KEYS)},
        breaks=SECURITY_BREAKS,
        grading=options.grades.method,
        years=tuple(year(day) for day in DATES),
        sites=sites(),
        unassigned_m2=0.0,
        sensitivity=sensitivity(),
        methods=(),
        warnings=(
            message("security.lowering", epoch="2025", indicator="P3", share=0.12),
            "one map of land cover serves all epochs: cover.tif",
        ),
        files={f"{name}_{day}": f"security/{name}_{day}.tif" for name in RASTERS for day in DATES},
    )


def drivers(response: str = "esi_vw", factors: tuple[str, ...] = KEYS) -> GeodetectorResult:
    rng = np.random.default_rng(7)
    q = {key: float(value) for key, value in zip(factors, rng.beta(1.2, 6, 21), strict=False)}
    if "P3" in q:
        q["P3"] = 0.62
    kinds = list(InteractionType)
    pairs = [
        Interaction(
            a=a,
            b=b,
            q=min(0.95, max(q[a], q[b]) + 0.5 * min(q[a], q[b])),
            type=kinds[(4, 2, 2, 4, 1)[(len(a) + i) % 5]],
        )
        for i, (a, b) in enumerate(combinations(factors, 2))
    ]
    means = (0.35, 0.41, 0.44, 0.52, 0.58)
    return GeodetectorResult(
        response=response,
        n=100_000,
        convention=Convention.WANG,
        q=q,
        p_published={key: 0.0 if value > 0.08 else 0.31 for key, value in q.items()},
        p=dict.fromkeys(q, 0.0),
        strata={
            key: FactorStrata(
                method="natural",
                breaks=(0.2, 0.4, 0.6, 0.8),
                counts=(20_000,) * 5,
                means=means,
            )
            for key in q
        },
        interactions=tuple(pairs),
        risk=tuple(
            RiskPair(factor=key, a=a, b=b, t=3.0, p=0.001, significant=b - a > 1)
            for key in q
            for a, b in combinations(range(5), 2)
        ),
        ecological=(EcologicalPair(a="P3", b="D1", f=2.0, p=0.01, significant=True),),
        methods=(),
        warnings=("esi_vw is a weighted sum of the same indicators",),
    )


def files() -> dict[LayerKey, Path]:
    return {(name, day): Path(f"{name}_{day}.tif") for name in RASTERS for day in DATES}


def view(
    path: Path, options: SecurityOptions | None = None, *, detected: bool = True
) -> SecurityView:
    return SecurityView(path, result(options), drivers() if detected else None, files())


def inputs() -> SecurityInputs:
    """Rasters for all indicators but two."""
    given = [key for key in KEYS if key not in ("P2", "M2")]
    return SecurityInputs(layers={key: BandFile(path=f"layers/{key}.tif") for key in given})
