"""The KMZ: a ZIP of exactly two files, as DJI packs them.

No entry for the folder: at least one reader (geoyee/wpml_codec) refuses a package that has one.
"""

import io
import zipfile

TEMPLATE = "wpmz/template.kml"
WAYLINES = "wpmz/waylines.wpml"
_WHEN = (1980, 1, 1, 0, 0, 0)
_UNIX, _PLAIN_FILE = 3, 0o100644 << 16


def package(template: bytes, waylines: bytes) -> bytes:
    """Return the archive; the same content gives the same bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in ((TEMPLATE, template), (WAYLINES, waylines)):
            entry = zipfile.ZipInfo(name, _WHEN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            # Else the archive would tell on which system it was made.
            entry.create_system, entry.external_attr = _UNIX, _PLAIN_FILE
            archive.writestr(entry, data)
    return stream.getvalue()
