"""The JSON Schema of `project.json`: `python -m missionplanner.project.schema FILE` writes it."""

import json
import sys
from pathlib import Path

from missionplanner.project.document import ProjectDocument
from missionplanner.storage.atomic import write_whole


def schema_text() -> str:
    """Return the schema, indented, with a last newline."""
    schema = ProjectDocument.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return json.dumps(schema, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


if __name__ == "__main__":
    write_whole(Path(sys.argv[1]), schema_text().encode())
