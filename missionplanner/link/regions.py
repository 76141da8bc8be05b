"""What a region allows on the bands of LoRa: share of time, power, length of one packet."""

from dataclasses import dataclass

from missionplanner.errors import InputError


@dataclass(frozen=True)
class Region:
    """A band and its rule.

    Attributes
    ----------
    key : str
    frequency_mhz : float
        Middle of the band.
    duty_cycle : float
        Share of an hour that one transmitter may be in the air; 1 where there is no such limit.
    power_dbm : float
        Most radiated power, dBm (e.r.p. in Europe and China, e.i.r.p. in America).
    dwell_s : float or None
        Longest single packet.
    source : str
    """

    key: str
    frequency_mhz: float
    duty_cycle: float
    power_dbm: float
    dwell_s: float | None
    source: str


REGIONS = {
    region.key: region
    for region in (
        Region("eu868", 868.3, 0.01, 14.0, None, "ERC/REC 70-03 annex 1, band h1.4"),
        Region("eu869", 869.525, 0.1, 27.0, None, "ERC/REC 70-03 annex 1, band h1.6"),
        Region("eu433", 433.92, 0.1, 10.0, None, "ERC/REC 70-03 annex 1, band f1"),
        Region("us915", 915.0, 1.0, 30.0, 0.4, "47 CFR 15.247"),
        Region("cn470", 490.0, 1.0, 17.0, 1.0, "MIIT 2019 No. 52 (unverified)"),
    )
}


def region(key: str) -> Region:
    """Return a region by its key.

    Raises
    ------
    InputError
        There is none of that name.
    """
    found = REGIONS.get(key.lower())
    if found is None:
        raise InputError("link.no_region", key, names=tuple(REGIONS))
    return found
