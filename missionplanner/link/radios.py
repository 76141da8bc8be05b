"""The radios that a route is judged for, from the files that ship beside the code."""

from missionplanner.assets import resources
from missionplanner.link.lora import Modulation
from missionplanner.link.radio_model import BearerKind, RadioSystem
from missionplanner.link.regions import Region
from missionplanner.storage.saved import as_model, read_toml


def radio(kind: BearerKind) -> RadioSystem:
    """Return the radio of a kind.

    Raises
    ------
    InputError
        Its file is damaged.
    """
    path = resources() / "radios" / f"{kind.value}.toml"
    return as_model(read_toml(path), RadioSystem, path)


def lora_radio(modulation: Modulation, where: Region) -> RadioSystem:
    """Return the LoRa radio as a modem is set, with what the region allows."""
    changed = {
        "frequency_mhz": where.frequency_mhz,
        "power_dbm": where.power_dbm,
        "sensitivity_dbm": modulation.sensitivity_dbm,
        "rate_bps": modulation.bit_rate_bps,
    }
    return radio(BearerKind.LORA).model_copy(update=changed)
