"""The index of one epoch as one writes it with xarray on dask: lazily, in chunks, on threads."""

from typing import Any

import dask
import numpy as np
import xarray as xr

from benchmarks.irsei_memory import Codes, Image, numpy_indicators
from missionplanner.ecology.index.in_memory import Bands

CHUNK = 1024


def xarray_irsei(bands: Bands) -> tuple[Image, Codes, Image, Codes]:
    """Return index and grades by two components and by one."""
    images = (
        xr.DataArray(values, dims=("y", "x")).chunk({"y": CHUNK, "x": CHUNK})
        for values in vars(bands).values()
    )
    stack = numpy_indicators(Bands(*images), xr.where, lambda all_: xr.concat(all_, "layer"))
    stack = stack.where(np.isfinite(stack).all("layer")).persist()
    low, high, count = dask.compute(
        stack.min(("y", "x")), stack.max(("y", "x")), stack[0].notnull().sum()
    )
    scaled = (stack - low) / (high - low)
    mean = scaled.mean(("y", "x"), dtype="float64").compute()
    centred = (scaled - mean).astype("float32")
    # Nodata adds nothing to a sum of products.
    filled = centred.fillna(0.0).astype("float64")
    other = filled.rename(layer="other")
    matrix = xr.dot(filled, other, dim=("y", "x")).compute().values / (int(count) - 1)
    values, vectors = np.linalg.eigh(matrix)
    values, vectors = values[::-1], vectors[:, ::-1]
    vectors = vectors * np.where(np.array([1, 1, -1, -1, -1]) @ vectors < 0, -1, 1)
    share = values / values.sum()
    raws = [
        (centred * xr.DataArray(weights.astype("float32"), dims="layer")).sum("layer", skipna=False)
        for weights in (vectors[:, :2] @ share[:2], vectors[:, 0])
    ]
    raws = list(dask.persist(*raws))
    ends = dask.compute([(raw.min(), raw.max()) for raw in raws])[0]
    lazy: list[Any] = []
    for raw, (least, greatest) in zip(raws, ends, strict=True):
        index = (raw - least) / (greatest - least)
        codes = xr.apply_ufunc(
            np.digitize, index, dask="parallelized", kwargs={"bins": (0.2, 0.4, 0.6, 0.8)},
            output_dtypes=[np.int64],
        )  # fmt: skip
        lazy += [index, xr.where(index.notnull(), codes + 1, 0).astype("uint8")]
    index, codes, first, codes_first = (found.values for found in dask.compute(*lazy))
    return index, codes, first, codes_first
