"""Greenness: the normalised difference vegetation index (paper 1, E1)."""

from missionplanner.ecology.statistics.pixelwise import Floats, normalised_difference


def greenness(red: Floats, nir: Floats) -> Floats:
    """Return NDVI = (nir - red) / (nir + red).

    Parameters
    ----------
    red, nir : float32 or float64, any shape
        Reflectances; NaN is nodata.

    Returns
    -------
    float32 or float64, same shape
        -1 to 1 where no reflectance is negative; NaN where a band is or where both are 0.

    Raises
    ------
    InputError
        The bands differ in size.

    Notes
    -----
    Paper 1 takes -1 for bare land; it is water or cloud, and is masked before the index.
    """
    return normalised_difference(nir, red)
