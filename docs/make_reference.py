"""Make the pages of `docs/reference` from the program itself: verbs, keys and words of files.

`python docs/make_reference.py` writes them; `tests/unit/docs` holds them true. Run it with the
program's own Python: what it tells is what that program takes.
"""

import json
import re
import sys
import textwrap
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from missionplanner.cli.main import VERBS, group
from missionplanner.ecology.imagery import study_files
from missionplanner.messages.catalogue import sentence
from missionplanner.model.aircraft import Aircraft
from missionplanner.model.plausible import PLAUSIBLE, Range
from missionplanner.model.sensor import Sensor
from missionplanner.model.weather import Weather
from missionplanner.project import schema as project_schema
from missionplanner.vector import altitudes, attributes, limits, outlines, zone_features
from missionplanner.vector.length_units import UNITS_M
from missionplanner.weather import fields

OUT = ROOT / "docs" / "reference"
_MADE = "<!-- Made by docs/make_reference.py: change the program, then run that. -->\n"


def cell(words: str) -> str:
    """Return words as they stand in a cell of a table: one line, nothing that ends the cell."""
    one_line = " ".join(words.split())
    return one_line.replace("|", "\\|").replace("<", "&lt;").replace(">", "&gt;")


def code(words: str) -> str:
    """Return words as code in a cell of a table."""
    return "`" + words.replace("|", "\\|") + "`"


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Return a table; its cells are Markdown already."""
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


# ---- the command line


def options_of(context: click.Context) -> list[tuple[str, str]]:
    """Return what a verb takes beside its arguments, with the words of its help.

    The row of help is written here: click keeps that option on the command with the names that
    the first asker had, and a page must not depend on who asked before.
    """
    records = (param.get_help_record(context) for param in context.command.params)
    return [
        *(record for record in records if record),
        ("-h, --help", "Show this message and exit."),
    ]


def arguments_of(context: click.Context) -> str:
    """Return a verb's arguments as its usage writes them."""
    return " ".join(context.command.collect_usage_pieces(context))


def help_of(command: click.Command) -> str:
    """Return what a verb says of itself; an indented block of it stays as it is written."""
    paragraphs = re.split(r"\n\s*\n", textwrap.dedent(command.help or "").strip())
    told = []
    for paragraph in paragraphs:
        if paragraph.startswith("\b"):
            told.append("```\n" + paragraph.lstrip("\b").strip("\n") + "\n```")
        else:
            told.append(" ".join(paragraph.split()).replace("<", "&lt;"))
    return "\n\n".join(told)


def verb_part(name: str, parent: click.Context) -> str:
    """Return the section of one verb."""
    command = group.get_command(parent, name)
    assert command is not None
    context = click.Context(command, info_name=name, parent=parent, max_content_width=100)
    rows = [(code(flags), cell(words)) for flags, words in options_of(context)]
    usage = f"missionplanner {name} {arguments_of(context)}".rstrip()
    parts = [f"## {name}", f"```\n{usage}\n```", help_of(command)]
    return "\n\n".join([*parts, table(("option", "what it does"), rows)])


def commands_page() -> str:
    """Return the page of the command line: every verb, every option."""
    parent = click.Context(group, info_name="missionplanner", **group.context_settings)
    intro = (
        "# Command line\n\n"
        "Every verb and every option, as `missionplanner VERB --help` tells them. Exit codes: 0 "
        "done, 1 a check found\nerrors, 2 wrong input (one line says what, where and what to do), "
        "130 cancelled. `--json` writes for other programs.\n"
    )
    index = table(
        ("verb", "what it does"),
        [(f"[{name}](#{name})", cell(words)) for name, words in VERBS.items()],
    )
    parts = [intro + "\n" + index, *(verb_part(name, parent) for name in VERBS)]
    return _MADE + "\n\n".join(parts) + "\n"


# ---- keys of files


def kind_of(field: dict[str, Any]) -> str:
    """Return in words what stands under a key of a JSON Schema."""
    if "$ref" in field:
        name = field["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "const" in field:
        return code(json.dumps(field["const"]))
    if "enum" in field:
        return ", ".join(code(str(word)) for word in field["enum"])
    if choices := field.get("anyOf") or field.get("oneOf"):
        return " or ".join(dict.fromkeys(kind_of(choice) for choice in choices))
    if field.get("type") == "array":
        return array_of(field)
    if field.get("type") == "object":
        inner = field.get("additionalProperties")
        return f"table of {kind_of(inner)}" if isinstance(inner, dict) and inner else "table"
    words = {"null": "nothing", "string": "text", "integer": "whole number", "boolean": "yes or no"}
    kinds = field.get("type", "anything")
    told = [words.get(kind, kind) for kind in ([kinds] if isinstance(kinds, str) else kinds)]
    return " or ".join(told) + limits_of(field)


def array_of(field: dict[str, Any]) -> str:
    """Return in words what a list holds."""
    if "prefixItems" in field:
        return "(" + ", ".join(kind_of(item) for item in field["prefixItems"]) + ")"
    return f"list of {kind_of(field.get('items', {}))}"


def limits_of(field: dict[str, Any]) -> str:
    """Return the limits of a number, or nothing."""
    signs = {"minimum": "≥", "exclusiveMinimum": ">", "maximum": "≤", "exclusiveMaximum": "<"}
    told = [f"{sign} {field[key]:g}" for key, sign in signs.items() if key in field]
    return " " + cell(", ".join(told)) if told else ""


def key_rows(schema: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    """Yield a row for each key: name, what it takes, what stands without it, meaning."""
    required = set(schema.get("required", ()))
    for name, field in schema.get("properties", {}).items():
        if name in required:
            without = "must be there"
        elif "default" in field and field["default"] is not None:
            without = code(json.dumps(field["default"], ensure_ascii=False))
        else:
            without = ""
        yield code(name), kind_of(field), without, cell(field.get("description", ""))


def schema_part(name: str, schema: dict[str, Any]) -> str:
    """Return the section of one kind of thing in a file."""
    told = cell(schema.get("description", "").partition("\n\nAttributes")[0])
    parts = [f"## {name}", told]
    if "enum" in schema:
        parts.append("One of " + ", ".join(code(str(word)) for word in schema["enum"]) + ".")
    else:
        parts.append(table(("key", "takes", "without it", "meaning"), key_rows(schema)))
    return "\n\n".join(part for part in parts if part)


def keys_page(title: str, intro: str, schema: dict[str, Any]) -> str:
    """Return the page of the keys of one file."""
    top = schema_part(schema["title"], schema)
    inner = (schema_part(name, found) for name, found in schema.get("$defs", {}).items())
    return _MADE + "\n\n".join([f"# {title}\n\n{intro}", top, *inner]) + "\n"


# ---- words of weather, area and threat files


def range_of(known: Range) -> str:
    """Return what a quantity may be, with its unit."""
    unit = known.unit if isinstance(known.unit, str) else sentence(known.unit, "en")
    return cell(f"{known.low:g} to {known.high:g} {unit}".strip())


def word_rows() -> Iterator[tuple[str, ...]]:
    """Yield a row for each quantity of weather files: its words, range and meaning."""
    names = dict.fromkeys(name for name, _ in fields.NUMBERS.values())
    for name in names:
        words = {word: by for word, (meant, by) in fields.NUMBERS.items() if meant == name}
        first, *others = words
        told = [
            code(word) + (f" × {words[word]:.6g}" if words[word] != 1 else "") for word in others
        ]
        known = PLAUSIBLE[name]
        yield code(first), ", ".join(told), range_of(known), cell(sentence(known.name, "en"))


def weather_page() -> str:
    """Return the page of the words of weather files, and of the keys of weather.json."""
    others = [(code(word), "moment with its zone") for word in fields.MOMENTS]
    others += [(code("thunderstorm"), "yes or no")]
    others += [(code(word), "ignored") for word in fields.IGNORED]
    intro = (
        "What [weather files](../formats/weather.md) of your own may say (JSON, CSV), and what a "
        "project keeps in `weather.json`."
    )
    parts = [
        "## Words of your own files",
        "The first word of a row is in the unit of its range; behind others stands what their "
        "number is multiplied by.",
        table(("word", "also", "range", "what it is"), word_rows()),
        table(("word", "takes"), others),
    ]
    schema = Weather.model_json_schema()
    return keys_page("Words and keys of weather", f"{intro}\n\n" + "\n\n".join(parts), schema)


def spelled(names: Iterable[str]) -> str:
    """Return names as code, parted by commas."""
    return ", ".join(code(name) for name in names)


def meant_by(words: dict[str, Any]) -> list[tuple[str, ...]]:
    """Return a row for each meaning, with the words that have it."""
    meanings: dict[str, list[str]] = {}
    for word, meaning in words.items():
        meanings.setdefault(str(meaning), []).append(word)
    return [(meaning, spelled(found)) for meaning, found in meanings.items()]


def shapes_page() -> str:
    """Return the page of the attributes and words of area and threat files."""
    of_area = (
        ("name, shown on the map", attributes.NAME),
        ("area or hole", attributes.KIND),
        ("sensors that the ground is meant for", attributes.SENSORS),
        ("a hole may be flown over", attributes.OVERFLIGHT),
    )
    of_threats = (
        ("what it is", attributes.KIND),
        ("floor of a zone; without it the ground", limits.FLOOR),
        ("ceiling; without it none", limits.CEILING),
        ("datum of both", limits.DATUM),
        ("unit of both", limits.UNIT),
        ("radius of a point's cylinder", limits.RADIUS),
        ("height of a line above ground", limits.HEIGHT),
        (f"kept from a line; {zone_features.DEFAULT_CLEARANCE_M:g} m", limits.CLEARANCE),
        ("raster of a risk", attributes.RASTER),
        ("told, not read", attributes.DESCRIPTION),
    )
    units = {word: f"{metres:g} m" for word, metres in UNITS_M.items()}
    head, words = ("meaning", "attributes"), ("meaning", "words")
    parts = [
        "# Words of area and threat files\n\n"
        "Attributes and words that [areas and threats](../formats/vector.md) know, in the order in "
        "which they are looked for; case, blanks,\nbrackets, `_` and `-` do not count.",
        "## Attributes of an area",
        table(head, ((meaning, spelled(names)) for meaning, names in of_area)),
        "## Words for area and hole",
        table(words, meant_by(outlines.ROLES)),
        "## Attributes of threats",
        table(head, ((meaning, spelled(names)) for meaning, names in of_threats)),
        "## Words for kinds of threats",
        "*area* and *hole* are passed over where threats are read.",
        table(words, meant_by(zone_features.KINDS)),
        "## Words for datums",
        table(words, meant_by(altitudes.DATUMS)),
        "## Words for units",
        table(words, meant_by(units)),
    ]
    return _MADE + "\n\n".join(parts) + "\n"


# ---- figures without a source


def open_figures(folder: str) -> Iterator[tuple[str, ...]]:
    """Yield a row for each figure of a catalogue that is marked as not verified."""
    for path in sorted((ROOT / "resources" / folder).glob("*.toml")):
        entry = tomllib.loads(path.read_text(encoding="utf-8"))
        for field, source in entry.get("sources", {}).items():
            if not source.get("verified", True):
                value: Any = entry
                for part in field.split("."):
                    value = value.get(part, "") if isinstance(value, dict) else ""
                yield cell(entry["name"]), code(field), cell(str(value)), cell(source["text"])


def unverified_page() -> str:
    """Return the page of the figures that nobody has checked against their maker's."""
    head = ("entry", "figure", "value", "where it comes from")
    parts = [
        "# Figures without a checked source\n\n"
        "These stand in the catalogues as `verified = false`. Read those of your aircraft and "
        "sensors over before the\nfirst flight; a maker's data sheet, or a flight log "
        "(`missionplanner calibrate`), is better than any of them.",
        "## Aircraft",
        table(head, open_figures("aircraft")),
        "## Sensors",
        table(head, open_figures("sensors")),
    ]
    return _MADE + "\n\n".join(parts) + "\n"


# ---- all of them


def pages() -> dict[str, str]:
    """Return each page's text by the name of its file in `docs/reference`."""
    catalogue = (
        "One TOML file an entry; [the catalogues](../formats/catalogue.md) tells where it lies and "
        "how figures name their sources."
    )
    return {
        "commands.md": commands_page(),
        "project-keys.md": keys_page(
            "Keys of project.json",
            "What the [project folder](../formats/project.md) keeps as JSON.",
            json.loads(project_schema.schema_text()),
        ),
        "study-keys.md": keys_page(
            "Keys of a study",
            "What [study.json](../formats/study.md) may hold.",
            json.loads(study_files.schema_text()),
        ),
        "aircraft-keys.md": keys_page(
            "Keys of an aircraft", catalogue, Aircraft.model_json_schema()
        ),
        "sensor-keys.md": keys_page("Keys of a sensor", catalogue, Sensor.model_json_schema()),
        "weather-keys.md": weather_page(),
        "area-threat-words.md": shapes_page(),
        "unverified.md": unverified_page(),
    }


def main() -> int:
    """Write the pages; return 0."""
    OUT.mkdir(exist_ok=True)
    for name, text in pages().items():
        (OUT / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
