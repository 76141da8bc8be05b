"""How much stands in a JPEG file before its picture, and whether the picture has its end.

Libraries put the pieces of EXIF together one by one, which takes as long as the square of their
number: a file of a hundred megabytes of them would hold up a card for minutes. Real heads are
short: EXIF and XMP below 1 MB, a thumbnail, and of a thermal camera its counts, about 2 MB.
"""

from pathlib import Path
from typing import IO

from missionplanner.errors import InputError
from missionplanner.messages.message import message

MOST_MB = 16
_START, _END, _MARK, _SCAN, _FIRST_SEGMENT = b"\xff\xd8", b"\xff\xd9", 0xFF, 0xDA, 0xC0
_PIECE = 1 << 16


def refuse_long_head(path: Path) -> None:
    """Raise InputError where over 16 MB stand before the picture of a JPEG file.

    Of other files, and of those cut off, nothing is said here.

    Raises
    ------
    OSError
        It cannot be read.
    """
    with path.open("rb") as file:
        _scan_at(file, path)


def refuse_cut_off(path: Path) -> None:
    """Raise InputError where the picture of a JPEG file has no end; nothing is decoded.

    No byte of a picture is followed so that it looks like its end (ITU-T T.81, B.1.1.5), and what
    cameras append has an end of its own. Of other files nothing is said.

    Raises
    ------
    OSError
        It cannot be read.
    """
    with path.open("rb") as file:
        begin = _scan_at(file, path)
        if begin is None:
            return
        at, later = file.seek(0, 2), b""
        while at > begin:
            first = max(at - _PIECE, begin)
            file.seek(first)
            piece = file.read(at - first)
            if _END in piece + later[:1]:
                return
            at, later = first, piece
    raise InputError("imagery.cut_off", str(path), reason=message("imagery.no_end"))


def _scan_at(file: IO[bytes], path: Path) -> int | None:
    """Return where the picture begins; None: no JPEG file, or it ends before."""
    if file.read(2) != _START:
        return None
    while len(head := file.read(4)) == 4 and head[0] == _MARK and head[1] >= _FIRST_SEGMENT:
        if head[1] == _SCAN:
            return file.tell()
        file.seek(int.from_bytes(head[2:], "big") - 2, 1)
        if file.tell() > MOST_MB * 2**20:
            raise InputError("imagery.long_head", str(path), most=MOST_MB)
    return None
