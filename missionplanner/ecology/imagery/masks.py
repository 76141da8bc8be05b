"""Which pixels of a mask band are clear land, and which are water.

Sources: USGS LSDS-1619 (Landsat 8-9 Collection 2 Level 2 Science Product Guide, QA_PIXEL), USGS
LSDS-1873 and 1368 (Collection 1 BQA and pixel_qa), Zhu and Woodcock 2012 (Fmask), NASA LP DAAC HLS
Product User Guide 2.0 (its Fmask), Vermote et al. 2015 MODIS Surface Reflectance User's Guide 1.4
(state of MOD09), ESA Sentinel-2 Products Specification Document (SCL). Codes below 0 are nodata or
outside the file.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from missionplanner.model.study import MaskKind

Codes = NDArray[np.int32]
Flags = NDArray[np.bool_]

FMASK_WATER = 1
FMASK_NOTHING = 255
MODIS_LAND = (1, 2, 4)
"""Land, shores, and water that comes and goes; all else is sea, lake or river."""
MODIS_NOTHING = 65535
SCL_WATER = 6
SCL_CLEAR = (2, 4, 5, 6, 7)
"""Dark (a slope in its own shade), vegetation, bare, water, unclassified."""
HIGH = 3
"""Both bits of a confidence set."""


@dataclass(frozen=True)
class Masked:
    """What a mask says.

    Attributes
    ----------
    clear : (rows, cols) bool
        Neither fill, cloud, cloud's edge, cirrus, shadow nor snow; water counts as clear.
    water : (rows, cols) bool
        Clear and water; False throughout where the mask does not tell water (BQA, valid).
    fill : (rows, cols) bool
        Nothing was seen, or outside the file.
    """

    clear: Flags
    water: Flags
    fill: Flags

    @property
    def cloudy(self) -> Flags:
        """Seen, and neither land nor water: cloud, its edge, cirrus, shadow or snow."""
        return ~(self.clear | self.fill)


def decode(codes: Codes, kind: MaskKind) -> Masked:
    """Read a mask band.

    Parameters
    ----------
    codes : (rows, cols) int32
        As stored; -1 for nodata and outside.
    kind : MaskKind

    Returns
    -------
    Masked
    """
    inside = codes >= 0
    clear, water = _READERS[kind](codes)
    fill = ~inside | _FILLS[kind](codes)
    return Masked(clear & ~fill, clear & ~fill & water, fill)


def _bits(codes: Codes, *positions: int) -> Flags:
    """Return where any of these bits is set."""
    mask = sum(1 << position for position in positions)
    return np.asarray((codes & mask) != 0)


def _confidence(codes: Codes, position: int) -> NDArray[np.int32]:
    return np.asarray((codes >> position) & HIGH)


def _qa_pixel(codes: Codes) -> tuple[Flags, Flags]:
    """0 fill, 1 dilated cloud, 2 cirrus, 3 cloud, 4 shadow, 5 snow, 6 clear, 7 water."""
    return ~_bits(codes, 0, 1, 2, 3, 4, 5), _bits(codes, 7)


def _qa_c1(codes: Codes) -> tuple[Flags, Flags]:
    """0 fill, 1 dropped or occluded, 4 cloud; confidences 7-8 shadow, 9-10 snow, 11-12 cirrus.

    A confidence counts from 'high' (3) on: in BQA 'low' (1) is what clear pixels carry. There is
    no water bit.
    """
    sure = _confidence(codes, 7) == HIGH
    for position in (9, 11):
        sure |= _confidence(codes, position) == HIGH
    return ~(_bits(codes, 0, 1, 4) | sure), np.zeros(codes.shape, dtype=np.bool_)


def _qa_c1_surface(codes: Codes) -> tuple[Flags, Flags]:
    """0 fill, 1 clear, 2 water, 3 shadow, 4 snow, 5 cloud, 8-9 confidence of cirrus."""
    cirrus = _confidence(codes, 8) == HIGH
    return ~(_bits(codes, 0, 3, 4, 5) | cirrus), _bits(codes, 2)


def _fmask(codes: Codes) -> tuple[Flags, Flags]:
    """0 land, 1 water, 2 shadow, 3 snow, 4 cloud, 255 nothing."""
    water = codes == FMASK_WATER
    return (codes == 0) | water, water


def _hls_fmask(codes: Codes) -> tuple[Flags, Flags]:
    """0 cirrus, 1 cloud, 2 beside cloud or shadow, 3 shadow, 4 snow, 5 water, 6-7 aerosol."""
    return ~_bits(codes, 0, 1, 2, 3, 4), _bits(codes, 5)


def _modis_state(codes: Codes) -> tuple[Flags, Flags]:
    """0-1 cloud (1, 2), 2 shadow, 3-5 land or water, 8-9 cirrus, 10, 13 cloud, 12, 15 snow.

    Small cirrus (1 of 3) counts as clear: it lies over most of what is called so.
    """
    cloud = np.isin(_confidence(codes, 0), (1, 2)) | (_confidence(codes, 8) > 1)
    land = np.isin((codes >> 3) & 7, MODIS_LAND)
    return ~(cloud | _bits(codes, 2, 10, 12, 13, 15)), ~land


def _scl(codes: Codes) -> tuple[Flags, Flags]:
    """0 nodata, 1 defective, 3 shadow, 8 and 9 cloud, 10 cirrus, 11 snow; others are clear."""
    return np.isin(codes, SCL_CLEAR), codes == SCL_WATER


def _valid(codes: Codes) -> tuple[Flags, Flags]:
    return codes != 0, np.zeros(codes.shape, dtype=np.bool_)


_READERS = {
    MaskKind.QA_PIXEL: _qa_pixel,
    MaskKind.QA_C1: _qa_c1,
    MaskKind.QA_C1_SURFACE: _qa_c1_surface,
    MaskKind.FMASK: _fmask,
    MaskKind.HLS_FMASK: _hls_fmask,
    MaskKind.MODIS_STATE: _modis_state,
    MaskKind.SCL: _scl,
    MaskKind.VALID: _valid,
}


def _first_bit(codes: Codes) -> Flags:
    return _bits(codes, 0)


def _zero(codes: Codes) -> Flags:
    return np.asarray(codes == 0)


def _nothing(codes: Codes) -> Flags:
    return np.asarray(codes == FMASK_NOTHING)


def _all_bits(codes: Codes) -> Flags:
    return np.asarray(codes == MODIS_NOTHING)


_FILLS = {
    MaskKind.QA_PIXEL: _first_bit,
    MaskKind.QA_C1: _first_bit,
    MaskKind.QA_C1_SURFACE: _first_bit,
    MaskKind.FMASK: _nothing,
    MaskKind.HLS_FMASK: _nothing,
    MaskKind.MODIS_STATE: _all_bits,
    MaskKind.SCL: _zero,
    MaskKind.VALID: _zero,
}
