"""Which airspace closes the way to a drone, by its class and its type.

Class (AC in OpenAir, icaoClass in openAIP) says who separates the traffic, type (AY, type) what the
airspace is for. A danger area in unclassified airspace is closed by its type; a transponder zone in
class E forbids nothing. Types and their words: https://www.openaip.net/docs and
https://github.com/naviter/seeyou_file_formats (OpenAir_File_Format_Support.md).
"""

import re

from missionplanner.messages.message import Message, message

_FREE = ("E", "F", "G", "W")
_UNCLASSIFIED = ("UNC", "UNCLASSIFIED", "UNKNOWN", "NONE", "SUA")

# In any class.
_CLOSED = (
    "P", "PROHIBITED", "PROHIBITEDAREA", "R", "RESTRICTED", "RESTRICTEDAREA", "Q", "D", "DANGER",
    "DANGERAREA", "CTR", "MCTR", "ATZ", "MATZ", "TRA", "TSA", "TFR", "OFR", "N", "NOTAM", "ALERT",
    "ALERTAREA", "WARNING", "WARNINGAREA", "MTA", "MTR", "HTZ", "PROTECTED", "PROTECTEDAREA",
    "TIZ", "LOWALTITUDEOVERFLIGHTRESTRICTION", "OVERFLIGHTRESTRICTION", "NOFLY", "NFZ", "UASZONE",
    "MOA", "CUSTOM",
)  # fmt: skip
# Controlled space: closed, unless its class is a free one (TMA of class E).
_CONTROLLED = ("TMA", "CTA", "UTA", "LTA", "MTMA")

# Numbers of `type` and `icaoClass` in openAIP's JSON (https://docs.openaip.net, airspace schema).
OPENAIP_TYPES = {
    0: "OTHER", 1: "RESTRICTED", 2: "DANGER", 3: "PROHIBITED", 4: "CTR", 5: "TMZ", 6: "RMZ",
    7: "TMA", 8: "TRA", 9: "TSA", 10: "FIR", 11: "UIR", 12: "ADIZ", 13: "ATZ", 14: "MATZ",
    15: "AWY", 16: "MTR", 17: "ALERT", 18: "WARNING", 19: "PROTECTED", 20: "HTZ", 21: "GSEC",
    22: "TRP", 23: "TIZ", 24: "TIA", 25: "MTA", 26: "CTA", 27: "ACCSEC", 28: "ASRA", 29: "OFR",
    30: "MRT", 31: "TFR", 32: "VFRSEC", 33: "FIS", 34: "LTA", 35: "UTA", 36: "MCTR",
}  # fmt: skip
OPENAIP_CLASSES = {
    0: "A", 1: "B", 2: "C", 3: "D", 4: "E", 5: "F", 6: "G", 8: "UNC",
}  # fmt: skip


def is_closed(airspace_class: str, airspace_type: str) -> bool:
    """Tell whether an airspace is to be avoided; without any class it is, whatever its type."""
    name, kind = _plain(airspace_class).removeprefix("CLASS"), _plain(airspace_type)
    if kind in _CLOSED:
        return True
    if name in _UNCLASSIFIED:
        return kind in _CONTROLLED
    return name not in _FREE


def class_and_type(airspace_class: str, airspace_type: str) -> Message:
    """Return words such as 'airspace of class E, TMZ'."""
    letter, kind = airspace_class.strip().upper(), airspace_type.strip().upper()
    if kind:
        return message("vector.airspace_class_type", letter=letter, kind=kind)
    return message("vector.airspace_class", letter=letter)


def _plain(word: str) -> str:
    return re.sub(r"[\s_\-]+", "", word).upper()
