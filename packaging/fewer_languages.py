"""Take the languages that the program does not speak out of Qt's ICU, on Linux.

Qt compares texts through ICU, whose data are 30 MB of rules and names in 700 languages. Here the
table of contents loses what is not asked for, and its place is filled with zeros, which pack to
nothing: the library keeps its shape, and ICU takes its root rules where it finds no others.

Layout of the data (ICU, `ucmndata.h`): a header that names its own length, the number of entries,
entries of two offsets (name, item) sorted by name, names, items.
"""

import re
import struct
from pathlib import Path

# Rules and names of languages, encodings, and what Qt never asks of ICU: where lines break, how one
# script is written in another, numbers in words, units.
_LANGUAGES = re.compile(r"[^/]+/((coll|curr|lang|region|zone)/)?[a-z]{2,3}(_\w+)?\.res")
_KEPT = re.compile(r"[^/]+/(\w+/)?(en|zh)(_\w+)?\.res")
_ENCODINGS = re.compile(r"[^/]+/(?!gb18030|windows-936).*\.cnv")
_UNUSED = re.compile(r"[^/]+/(brkitr|rbnf|translit|unit)/.*")
_MARK = b"\xda\x27"
_FORMAT = b"CmnD"


def trim(library: Path) -> int:
    """Empty what is not kept in a library `libicudata.so`; return how many bytes became zeros.

    Raises
    ------
    SystemExit
        It holds no data of the known format.
    """
    data = bytearray(library.read_bytes())
    begin = data.find(_FORMAT) - 12
    if begin < 0 or data[begin + 2 : begin + 4] != _MARK:
        raise SystemExit(f"{library}: no ICU data of the format {_FORMAT.decode()}")
    contents = begin + struct.unpack_from("<H", data, begin)[0]
    (count,) = struct.unpack_from("<I", data, contents)
    entries = [struct.unpack_from("<II", data, contents + 4 + 8 * n) for n in range(count)]
    names = [_name(data, contents + name) for name, _ in entries]
    # An item ends where the next begins; the last is kept, since its end is not told.
    ends = [place for _, place in entries[1:]]
    kept, emptied = [], 0
    for n, (entry, name) in enumerate(zip(entries, names, strict=True)):
        if n + 1 == count or not _unasked(name):
            kept.append(entry)
            continue
        first, end = contents + entry[1], contents + ends[n]
        data[first:end] = bytes(end - first)
        emptied += end - first
    struct.pack_into("<I", data, contents, len(kept))
    for n, entry in enumerate(kept):
        struct.pack_into("<II", data, contents + 4 + 8 * n, *entry)
    library.write_bytes(data)
    return emptied


def _name(data: bytearray, place: int) -> str:
    return data[place : data.index(0, place)].decode("ascii")


def _unasked(name: str) -> bool:
    language = _LANGUAGES.fullmatch(name) and not _KEPT.fullmatch(name)
    return bool(language or _ENCODINGS.fullmatch(name) or _UNUSED.fullmatch(name))
