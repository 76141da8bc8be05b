"""How much stands in a JPEG file before its picture.

Libraries put the pieces of EXIF together one by one, which takes as long as the square of their
number: a file of a hundred megabytes of them would hold up a card for minutes. Real heads are
short: EXIF and XMP below 1 MB, a thumbnail, and of a thermal camera its counts, about 2 MB.
"""

from pathlib import Path

from missionplanner.errors import InputError

MOST_MB = 16
_START, _MARK, _SCAN, _FIRST_SEGMENT = b"\xff\xd8", 0xFF, 0xDA, 0xC0


def refuse_long_head(path: Path) -> None:
    """Raise InputError where over 16 MB stand before the picture of a JPEG file.

    Of other files, and of those cut off, nothing is said here.

    Raises
    ------
    OSError
        It cannot be read.
    """
    with path.open("rb") as file:
        if file.read(2) != _START:
            return
        while len(head := file.read(4)) == 4 and head[0] == _MARK and head[1] >= _FIRST_SEGMENT:
            if head[1] == _SCAN:
                return
            file.seek(int.from_bytes(head[2:], "big") - 2, 1)
            if file.tell() > MOST_MB * 2**20:
                raise InputError("imagery.long_head", str(path), most=MOST_MB)
