import numpy as np
import pytest

from missionplanner.ecology.imagery.masks import decode
from missionplanner.model.study import MaskKind

CLOUD, CLEAR, WATER = (False, False), (True, False), (True, True)


@pytest.mark.parametrize(
    ("kind", "code", "told"),
    [
        # Collection 2, values from the USGS table of common QA_PIXEL values.
        (MaskKind.QA_PIXEL, 1, CLOUD),  # fill
        (MaskKind.QA_PIXEL, 21824, CLEAR),
        (MaskKind.QA_PIXEL, 21952, WATER),
        (MaskKind.QA_PIXEL, 5440, CLEAR),  # TM and ETM+ have no cirrus bits
        (MaskKind.QA_PIXEL, 5504, WATER),
        (MaskKind.QA_PIXEL, 21762, CLOUD),  # dilated cloud
        (MaskKind.QA_PIXEL, 22280, CLOUD),
        (MaskKind.QA_PIXEL, 54596, CLOUD),  # cirrus
        (MaskKind.QA_PIXEL, 23888, CLOUD),  # shadow
        (MaskKind.QA_PIXEL, 24088, CLOUD),  # shadow and cloud over water
        (MaskKind.QA_PIXEL, 30048, CLOUD),  # snow
        # HLS: bits, 6 and 7 aerosol
        (MaskKind.HLS_FMASK, 255, CLOUD),  # fill
        (MaskKind.HLS_FMASK, 0, CLEAR),
        (MaskKind.HLS_FMASK, 192, CLEAR),  # much aerosol
        (MaskKind.HLS_FMASK, 96, WATER),
        (MaskKind.HLS_FMASK, 66, CLOUD),
        (MaskKind.HLS_FMASK, 68, CLOUD),  # beside a cloud
        (MaskKind.HLS_FMASK, 72, CLOUD),  # shadow
        (MaskKind.HLS_FMASK, 80, CLOUD),  # snow
        # MOD09: bits 3 to 5 tell land (1) or water
        (MaskKind.MODIS_STATE, 65535, CLOUD),  # fill
        (MaskKind.MODIS_STATE, 0b001000, CLEAR),
        (MaskKind.MODIS_STATE, 0b001011, CLEAR),  # not set, assumed clear
        (MaskKind.MODIS_STATE, 0b101000, WATER),  # deep inland water
        (MaskKind.MODIS_STATE, 0b001001, CLOUD),
        (MaskKind.MODIS_STATE, 0b001010, CLOUD),  # mixed
        (MaskKind.MODIS_STATE, 0b001100, CLOUD),  # shadow
        (MaskKind.MODIS_STATE, 0b001000 | 1 << 8, CLEAR),  # a little cirrus
        (MaskKind.MODIS_STATE, 0b001000 | 3 << 8, CLOUD),
        (MaskKind.MODIS_STATE, 0b001000 | 1 << 13, CLOUD),  # beside a cloud
        (MaskKind.MODIS_STATE, 0b001000 | 1 << 15, CLOUD),  # snow
        # Collection 1 Level 1
        (MaskKind.QA_C1, 1, CLOUD),
        (MaskKind.QA_C1, 2, CLOUD),
        (MaskKind.QA_C1, 2720, CLEAR),
        (MaskKind.QA_C1, 672, CLEAR),
        (MaskKind.QA_C1, 2800, CLOUD),
        (MaskKind.QA_C1, 2976, CLOUD),  # shadow
        (MaskKind.QA_C1, 3744, CLOUD),  # snow
        (MaskKind.QA_C1, 6816, CLOUD),  # cirrus
        # Collection 1 surface reflectance
        (MaskKind.QA_C1_SURFACE, 1, CLOUD),
        (MaskKind.QA_C1_SURFACE, 66, CLEAR),
        (MaskKind.QA_C1_SURFACE, 322, CLEAR),
        (MaskKind.QA_C1_SURFACE, 68, WATER),
        (MaskKind.QA_C1_SURFACE, 324, WATER),
        (MaskKind.QA_C1_SURFACE, 72, CLOUD),
        (MaskKind.QA_C1_SURFACE, 80, CLOUD),
        (MaskKind.QA_C1_SURFACE, 224, CLOUD),
        (MaskKind.QA_C1_SURFACE, 834, CLOUD),  # clear, but cirrus of high confidence
        (MaskKind.FMASK, 0, CLEAR),
        (MaskKind.FMASK, 1, WATER),
        (MaskKind.FMASK, 2, CLOUD),
        (MaskKind.FMASK, 3, CLOUD),
        (MaskKind.FMASK, 4, CLOUD),
        (MaskKind.FMASK, 255, CLOUD),
        *((MaskKind.SCL, code, CLOUD) for code in (0, 1, 3, 8, 9, 10, 11)),
        *((MaskKind.SCL, code, CLEAR) for code in (2, 4, 5, 7)),
        (MaskKind.SCL, 6, WATER),
        (MaskKind.VALID, 0, CLOUD),
        (MaskKind.VALID, 1, CLEAR),
        (MaskKind.VALID, 255, CLEAR),
    ],
)
def test_codes_are_read_as_documented(kind: MaskKind, code: int, told: tuple[bool, bool]):
    masked = decode(np.array([[code]], dtype=np.int32), kind)
    assert (bool(masked.clear[0, 0]), bool(masked.water[0, 0])) == told


@pytest.mark.parametrize("kind", list(MaskKind))
def test_outside_is_never_clear(kind: MaskKind):
    masked = decode(np.full((2, 3), -1, dtype=np.int32), kind)
    assert masked.clear.shape == masked.water.shape == (2, 3)
    assert not masked.clear.any()
    assert not masked.water.any()
