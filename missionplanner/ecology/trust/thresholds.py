"""What a verdict turns on. Each is justified in docs/theory/irsei.md, *Can it be trusted?*."""

SEASON_DAYS = 45
"""Days of the year between two dates that count as one season: half of a quarter, either way."""

OTHER_SEASON_DAYS = 90
"""A quarter of a year: from here on it is another season, not an early or a late summer."""

FEW_OUTSIDE = 1 / 3
"""Up to this share of dates, none of them the first or last, may be of another season at *look*."""

SLIGHT_WEIGHT = 0.03
"""An indicator with less of the net weight may have any sign: the index hardly knows it."""

GREAT_WEIGHT = 0.10
"""From here on a wrong sign turns the index: a tenth is half of one of five equal shares."""

SLIGHT_LOADING = 0.10
"""Within 6 degrees of square to PC1 a loading has no sign (as `orientation.UNSURE_COSINE`)."""

GREAT_LOADING = 0.30
"""From here on the indicator is a tenth (0.3 squared) of what PC1 is made of."""

SLIGHT_R, GREAT_R = 0.10, 0.30
"""Weak and middling correlation (Cohen 1988), of an indicator with the index within one date."""

HEARD_WEIGHT = 0.05
"""Below this share of the net weight an indicator is not asked how it runs within one date."""

PC1_SHARE = 0.50
"""Asked of PC1: with less, most of what varies lies beside it."""

CLOUD_SHARE = 0.20
"""More cloud than this: the rest of the scene need not stand for the whole."""

NO_DATA_SHARE = 0.01
"""Fill or holes: so many cells at an end of the scale move a mean by its last printed digit."""

CR = 0.1
"""Saaty's limit of a consistent judgement."""

TENTHS = 10
"""Parts of the cells of which each is left out once."""

TENTHS_SEED = 20261129
STRIP_CELLS = 8
"""Rows that are left out together: neighbours are alike, and single cells left out say less."""

LEFT_OUT_WEIGHT = 0.5
"""From here on more was judged of what an index of security is made without than of what it has."""
