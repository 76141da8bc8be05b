"""The JSON Schema of `project.json`: `python -m missionplanner.project.schema FILE` writes it."""

import json
import sys
from pathlib import Path

from missionplanner.project.document import ProjectDocument


def schema_text() -> str:
    """Return the schema, indented, with a last newline."""
    schema = ProjectDocument.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return json.dumps(schema, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(schema_text(), encoding="utf-8")
