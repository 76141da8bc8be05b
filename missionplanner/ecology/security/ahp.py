"""The analytic hierarchy process: judgement matrices, their weights and their consistency.

Saaty (1980): the weights are the right eigenvector of the greatest eigenvalue of the reciprocal
matrix; CI = (lambda_max - n) / (n - 1); CR = CI / RI(n). Tables of RI differ (0.58 or 0.49 for
n = 3), so that a CR near 0.1 depends on them: the table used is named in every result.
"""

import tomllib
from functools import cache

import numpy as np
from numpy.typing import NDArray

from missionplanner import assets
from missionplanner.errors import InputError
from missionplanner.messages.message import message
from missionplanner.model.security import Consistency, Judgements, Suspect

Floats = NDArray[np.float64]

ACCEPTED_CR = 0.1
RECIPROCAL_TOLERANCE = 0.02
"""Relative. 1/3 is often typed as 0.33, which is 1 % off."""


def priorities(judgements: Judgements, random_index: str = "saaty-1980") -> Consistency:
    """Return the weights of one judgement matrix and how consistent it is.

    Parameters
    ----------
    judgements : Judgements
        n names and n x n values; a_ij > 0, a_ii = 1, a_ij * a_ji = 1 within 2 %.
    random_index : str
        Key of a table in resources/ecology/ri.

    Raises
    ------
    InputError
        Not square, not positive, reciprocity broken (the pair is named), or n beyond the table.
    """
    matrix = checked(judgements)
    names, size = judgements.names, len(judgements.names)
    values, vectors = np.linalg.eig(matrix)
    first = int(np.argmax(values.real))
    vector = np.abs(vectors[:, first].real)
    weights = vector / vector.sum()
    # A consistent matrix gives n up to rounding, sometimes from below.
    lambda_max = max(float(values[first].real), float(size))
    ri = random_index_of(size, random_index)
    ci = (lambda_max - size) / (size - 1) if size > 1 else 0.0
    return Consistency(
        names=names,
        weights=tuple(float(weight) for weight in weights),
        lambda_max=lambda_max,
        ci=ci,
        cr=ci / ri if ri > 0 else 0.0,
        ri=ri,
        random_index=random_index,
        suspects=_suspects(names, matrix, weights),
    )


def judged(judgements: Judgements, row: str, column: str, value: float) -> Judgements:
    """Return the matrix with one judgement changed and its mirror image with it.

    Raises
    ------
    InputError
        An unknown name, a value that is not above 0, or a diagonal other than 1.
    """
    for name in (row, column):
        if name not in judgements.names:
            raise InputError("security.not_judged_here", name=name, known=judgements.names)
    if not 0 < value < np.inf or (row == column and value != 1):
        raise InputError("security.no_judgement", value=value, row=row, column=column)
    i, j = judgements.names.index(row), judgements.names.index(column)
    matrix = np.array(judgements.values, dtype=np.float64)
    matrix[i, j], matrix[j, i] = value, 1.0 / value
    return Judgements(names=judgements.names, values=_tuples(matrix))


def checked(judgements: Judgements) -> Floats:
    """Return the matrix (n, n) with exact reciprocity, or tell which pair breaks it."""
    names = judgements.names
    rows = [len(row) for row in judgements.values]
    if rows != [len(names)] * len(names):
        raise InputError("security.matrix_not_square", names, n=len(names))
    if len(set(names)) < len(names):
        raise InputError("security.name_twice", names)
    matrix = np.array(judgements.values, dtype=np.float64)
    for i, row in enumerate(names):
        for j in range(i, len(names)):
            _check_pair(row, names[j], float(matrix[i, j]), float(matrix[j, i]))
    upper = np.triu(matrix, 1)
    mirrored = np.divide(1.0, upper.T, out=np.zeros_like(matrix), where=upper.T > 0)
    exact: Floats = np.eye(len(names)) + upper + mirrored
    return exact


def random_index_of(size: int, table: str) -> float:
    """Return RI(size) of a named table, 0 below 3; sizes between two entries are interpolated.

    Raises
    ------
    InputError
        No such table, or a size beyond its end.
    """
    sizes, values = _table(table)
    if size < sizes[0]:
        return 0.0
    if size > sizes[-1]:
        raise InputError("security.too_many_judged", n=size, table=table, most=sizes[-1])
    return float(np.interp(size, sizes, values))


def random_index_tables() -> dict[str, str]:
    """Return key -> title of all tables of the random index."""
    folder = assets.resources() / "ecology" / "ri"
    return {path.stem: str(_read(path.stem)["title"]) for path in sorted(folder.glob("*.toml"))}


def _check_pair(row: str, column: str, there: float, back: float) -> None:
    where = message("security.one_against_other", row=row, column=column)
    if not (0 < there < np.inf and 0 < back < np.inf):
        raise InputError("security.judgement_not_positive", where, value=min(there, back))
    if row == column and there != 1:
        raise InputError("security.diagonal", where, value=there)
    if abs(there * back - 1) > RECIPROCAL_TOLERANCE:
        raise InputError(
            "security.not_reciprocal", where, there=there, back=back, fitting=1 / there
        )


def _suspects(names: tuple[str, ...], matrix: Floats, weights: Floats) -> tuple[Suspect, ...]:
    """Return the judgements above the diagonal that do not fit the weights, worst first."""
    fitting = weights[:, None] / weights[None, :]
    ratio = matrix / fitting
    deviation = np.maximum(ratio, 1 / ratio)
    found = [
        Suspect(
            row=names[i],
            column=names[j],
            value=float(matrix[i, j]),
            fitting=float(fitting[i, j]),
            deviation=float(deviation[i, j]),
        )
        for i in range(len(names))
        for j in range(i + 1, len(names))
        if deviation[i, j] > 1 + 1e-6
    ]
    return tuple(sorted(found, key=lambda suspect: -suspect.deviation))


def _tuples(matrix: Floats) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(float(value) for value in row) for row in matrix)


def _read(key: str) -> dict[str, object]:
    path = assets.resources() / "ecology" / "ri" / f"{key}.toml"
    if not path.is_file():
        known = sorted(found.stem for found in path.parent.glob("*.toml"))
        raise InputError("security.no_random_index", name=key, known=known)
    with path.open("rb") as file:
        return tomllib.load(file)


@cache
def _table(key: str) -> tuple[tuple[int, ...], tuple[float, ...]]:
    table = _read(key)
    sizes, values = np.asarray(table["sizes"], dtype=int), np.asarray(table["values"], dtype=float)
    return tuple(sizes.tolist()), tuple(values.tolist())
