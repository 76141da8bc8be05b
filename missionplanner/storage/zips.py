"""ZIP archives of our own making, without the moment they were made at."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

# The first moment that a ZIP can tell: the same content has the same bytes.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


class Timeless(zipfile.ZipFile):
    """A ZIP archive for other people's writers, which take the moment from the clock.

    A clock that has lost its battery shows 1970, which a ZIP cannot tell.
    """

    def writestr(
        self, zinfo_or_arcname: zipfile.ZipInfo | str, data: Any, *_: Any, **__: Any
    ) -> None:
        """Add a member, of no moment."""
        named = zinfo_or_arcname
        entry = named if isinstance(named, zipfile.ZipInfo) else zipfile.ZipInfo(named, _NO_TIME)
        entry.compress_type = self.compression
        super().writestr(entry, data)

    def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:
        """Add a file, of no moment."""
        path = Path(filename)
        self.writestr(str(arcname or path.name), path.read_bytes())


def zipped(content: Mapping[str, bytes]) -> bytes:
    """Return an archive of names and contents, deflated, in their order."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return stream.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """Return names and contents of an archive that this program has made itself."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}
