"""The command group: finds verbs by name, and turns errors into one line and an exit code."""

import importlib
import io
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from missionplanner import __version__
from missionplanner.cli.language import language_of, language_option
from missionplanner.cli.usage import usage_message
from missionplanner.errors import PlannerError, loop_of_links, one_line
from missionplanner.messages.catalogue import sentence
from missionplanner.messages.language import speak, spoken
from missionplanner.messages.message import message
from missionplanner.storage.reasons import reason, remedy
from missionplanner.tasks.progress import Cancelled

# verb -> (module, one line of help); the module is imported only when the verb is used,
# so that the command line starts at once.
VERBS = {
    "demo": "Plan and export the built-in sites: the main job, start to end.",
    "new": "Make a project from a DEM, an area, threats and weather.",
    "plan": "Plan the routes of a project's sensors and verify them.",
    "verify": "Judge the saved plan on the DEM; write coverage, overlap and GSD rasters.",
    "threat": "Weigh the parts of the threat index, and write a map of each.",
    "explain": "Tell what each lever saved against a plain sweep at the same GSD.",
    "front": "Tell what several weightings would give, to choose from.",
    "repeat": "Fly the plan of another project again, from the same camera stations.",
    "replan": "Plan what remains of an interrupted plan.",
    "route": "Plan a route between places among threats.",
    "ending": "Say what is done at a route's end and without a link, and how high home.",
    "export": "Write mission files, one a sortie and sensor.",
    "check": "Check mission files against the rules of the aircraft they name.",
    "calibrate": "Fit an aircraft's energy model to a flight log, for every plan to come.",
    "tables": "Write the sensor parameter tables (CSV and XLSX).",
    "brief": "Print the plan for the field: a cover and a page a sortie (PDF).",
    "timetable": "Give every flight a start and an end within light, wind and batteries.",
    "package": "Put missions, brief, tables and hashes into one folder or ZIP for the field.",
    "pack": "Put a project with its terrain into one file, for another computer.",
    "unpack": "Make a project of a file that `pack` has written.",
    "link": "Tell whether pictures will get through: range, coverage, what an hour carries.",
    "send": "Send previews of photos to a ground station, by radio or network.",
    "receive": "Receive previews into a project, or relay them.",
    "photos": "Read flown photos and hold them against the plan: what is missing, and why.",
    "completeness": "Judge whether the photos show all that was wanted, before leaving.",
    "gap": "Plan flights over what the photos leave out.",
    "control": "Lay out control points, take measured ones, adjust photos to them.",
    "grid": "Calibrate the mine's own grid from common points.",
    "odm": "Hand photos to OpenDroneMap: to a server, or as the folder that it takes.",
    "mosaic": "Lay photos on the DEM: a quick map of one sensor.",
    "mapping": "Write area (KML) and ground (GeoTIFF) for the controller's own mapping mode.",
    "survey-epoch": "Add the orthomosaics of one survey to the study, on one grid.",
    "new-study": "Make an ecological study from imagery of several dates.",
    "edit-study": "Change what a study stands on: terrain, zones, imagery, indicators.",
    "indicators": "Compute greenness, wetness, dryness, heat and erosion.",
    "irsei": "Compute the remote sensing ecological index (IRSEI) and its grades.",
    "trend": "Compute how the index, or a stack of rasters, changes: slope, test, abrupt loss.",
    "zones": "Tell what became of each zone, and which zones to look at.",
    "figures": "Put figures of districts into a study, for its security, or write them out.",
    "security": "Compute ecological security by constant and by variable weights.",
    "geodetector": "Tell which factors explain a map or a column, alone and in pairs.",
    "measurements": "Map point measurements of a mine, tell their trends and limits.",
    "landscape": "Tell patch density, diversity and fractal dimension of a land cover map.",
    "report": "Write one HTML file with maps, charts, tables and methods.",
    "open": "Open the window, also on a project or a study.",
    "plugins": "List plugins and the mission formats at hand; switch plugins on and off.",
}

# The window is another face: it is handed in, since the faces do not know each other.
OpenWindow = Callable[[Path | None], int]

EXIT_OK, EXIT_FINDINGS, EXIT_WRONG, EXIT_CANCELLED = 0, 1, 2, 130


class _Verbs(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        module = importlib.import_module(f"missionplanner.cli.{cmd_name.replace('-', '_')}_verb")
        command: click.Command = module.command
        if not any(param.name == "language" for param in command.params):
            command.params.append(language_option())
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(VERBS.items()))


@click.group(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="missionplanner")
def group() -> None:
    """Osprey Mission Planner: verified drone survey missions over steep mines.

    Without a command the window opens.
    """


group.params.append(language_option())


def run(arguments: Sequence[str], open_window: OpenWindow | None = None) -> int:
    """Run one verb and return the exit code: 0 done, 1 findings, 2 wrong input, 130 cancelled.

    `open_window` shows a project; without it no verb opens one. What is said is said in the
    language that the arguments, or where they name none the environment, ask for.
    """
    _print_whatever_comes()
    before = spoken()
    speak(language_of(arguments))
    try:
        return _run(arguments, open_window)
    finally:
        speak(before)


class _Nowhere(io.StringIO):
    def write(self, text: str, /) -> int:
        return len(text)


def _print_whatever_comes() -> None:
    """Let no name of a file, and no language, be more than a terminal or a pipe can print.

    What was started without them, by a service or a desktop, prints nowhere.
    """
    sys.stdout = sys.stdout or _Nowhere()
    sys.stderr = sys.stderr or _Nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _run(arguments: Sequence[str], open_window: OpenWindow | None) -> int:
    try:
        code = group.main(
            list(arguments), prog_name="missionplanner", standalone_mode=False, obj=open_window
        )
    except click.exceptions.NoArgsIsHelpError as err:
        click.echo(err.format_message())
        return EXIT_OK
    except click.ClickException as err:
        said = usage_message(err, arguments)
        return _tell(sentence(message("cli.see_help", said=said)))
    except (Cancelled, click.Abort, KeyboardInterrupt):
        click.echo(sentence(message("errors.cancelled")), err=True)
        return EXIT_CANCELLED
    except PlannerError as err:
        return _tell(err.line())
    except BrokenPipeError:
        sys.stderr.close()
        return EXIT_OK
    except OSError as err:
        # Rooms name what they meet; this is the rest: a name too long, a full disk under stdout.
        where = str(err.filename) if err.filename else message("cli.file_or_output")
        told = PlannerError("cli.system", where, reason=reason(err), help=remedy(err))
        return _tell(told.line())
    except RuntimeError as err:
        looped = loop_of_links(err)
        if looped is None:
            raise
        return _tell(looped.line())
    return code if isinstance(code, int) else EXIT_OK


def _tell(line: str) -> int:
    click.echo(sentence(message("cli.error", line=one_line(line))), err=True)
    return EXIT_WRONG
