"""Write the bill of materials of the frozen program: CycloneDX 1.6, as JSON.

The same environment gives the same file to the byte: its number and time come from what it tells.
"""

import json
import re
import sys
import uuid
from datetime import UTC, datetime
from pathlib import Path

from facts import NAME, TITLE, epoch, project, version
from licences import Shipped, normal, shipped

# What SPDX calls it, where an author does not.
_SPDX = {
    "MIT License": "MIT",
    "BSD License": "BSD-3-Clause",
    "New BSD": "BSD-3-Clause",
    "BSD": "BSD-3-Clause",
    "Apache 2.0": "Apache-2.0",
    "GPLv3": "GPL-3.0-only",
    "GPL-2+": "GPL-2.0-or-later",
    "PSFL": "PSF-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
_EXPRESSION = re.compile(r"[A-Za-z0-9.+-]+( (AND|OR|WITH) [A-Za-z0-9.+-]+)*")


def bill(found: list[Shipped]) -> dict[str, object]:
    """Return the bill of materials of what is shipped."""
    components = [_component(one) for one in found]
    components.append(
        {
            "type": "platform",
            "bom-ref": "python",
            "name": "python",
            "version": ".".join(map(str, sys.version_info[:3])),
            "licenses": [{"license": {"id": "PSF-2.0"}}],
        }
    )
    ours = f"pkg:pypi/missionplanner@{version()}"
    number = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps([ours, components], sort_keys=True))
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{number}",
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(epoch(), UTC).isoformat().replace("+00:00", "Z"),
            "component": {
                "type": "application",
                "bom-ref": NAME,
                "name": TITLE,
                "version": version(),
                "purl": ours,
                "licenses": [{"expression": str(project()["license"])}],
            },
        },
        "components": components,
        "dependencies": [{"ref": NAME, "dependsOn": [str(c["bom-ref"]) for c in components]}],
    }


def _component(one: Shipped) -> dict[str, object]:
    made: dict[str, object] = {
        "type": "library",
        "bom-ref": normal(one.name),
        "name": one.name,
        "version": one.version,
        "purl": f"pkg:pypi/{normal(one.name)}@{one.version}",
        "licenses": [_licence(one.licence)],
    }
    if one.source:
        made["externalReferences"] = [{"type": "vcs", "url": one.source}]
    return made


def _licence(told: str) -> dict[str, object]:
    known = _SPDX.get(told, told)
    if " " not in known and re.search(r"\d|^MIT$|^PSF|^MIT-", known):
        return {"license": {"id": known}}
    if _EXPRESSION.fullmatch(known) and " " in known and re.search(r" (AND|OR|WITH) ", known):
        return {"expression": known}
    return {"license": {"name": known}}


def write(path: Path) -> None:
    """Write the bill of what this environment ships."""
    path.write_text(json.dumps(bill(shipped()), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
