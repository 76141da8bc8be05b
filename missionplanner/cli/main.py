"""The command group: finds verbs by name, and turns errors into one line and an exit code."""

import importlib
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from missionplanner import __version__
from missionplanner.errors import PlannerError, one_line
from missionplanner.storage.reasons import remedy
from missionplanner.tasks.progress import Cancelled

# verb -> (module, one line of help); the module is imported only when the verb is used,
# so that the command line starts at once.
VERBS = {
    "demo": "Plan and export the built-in sites: the main job, start to end.",
    "new": "Make a project from a DEM, an area, threats and weather.",
    "plan": "Plan the routes of a project's sensors and verify them.",
    "verify": "Judge the saved plan on the DEM; write coverage, overlap and GSD rasters.",
    "export": "Write mission files, one a sortie and sensor.",
    "check": "Check mission files against the rules of the aircraft they name.",
    "tables": "Write the sensor parameter tables (CSV and XLSX).",
    "new-study": "Make an ecological study from imagery of several dates.",
    "indicators": "Compute greenness, wetness, dryness, heat and erosion.",
    "irsei": "Compute the remote sensing ecological index (IRSEI) and its grades.",
    "trend": "Compute how the index changes: Sen's slope, Mann-Kendall, variation.",
    "zones": "Tell what became of each zone, and which zones to look at.",
    "security": "Compute ecological security by constant and by variable weights.",
    "geodetector": "Tell which factors explain a map or a column, alone and in pairs.",
    "report": "Write one HTML file with maps, charts, tables and methods.",
    "open": "Open the window, also on a project or a study.",
    "plugins": "List the mission formats at hand.",
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


def run(arguments: Sequence[str], open_window: OpenWindow | None = None) -> int:
    """Run one verb and return the exit code: 0 done, 1 findings, 2 wrong input, 130 cancelled.

    `open_window` shows a project; without it no verb opens one.
    """
    try:
        code = group.main(
            list(arguments), prog_name="missionplanner", standalone_mode=False, obj=open_window
        )
    except click.exceptions.NoArgsIsHelpError as err:
        click.echo(err.format_message())
        return EXIT_OK
    except click.ClickException as err:
        return _tell(f"{err.format_message()} See: missionplanner --help")
    except (Cancelled, click.Abort, KeyboardInterrupt):
        click.echo("cancelled", err=True)
        return EXIT_CANCELLED
    except PlannerError as err:
        return _tell(str(err))
    except BrokenPipeError:
        sys.stderr.close()
        return EXIT_OK
    except OSError as err:
        # Rooms name what they meet; this is the rest: a name too long, a full disk under stdout.
        where = str(err.filename) if err.filename else "a file or the output"
        return _tell(f"{where}: {err.strerror or err}; {remedy(err)}")
    return code if isinstance(code, int) else EXIT_OK


def _tell(line: str) -> int:
    click.echo(f"Error: {one_line(line)}", err=True)
    return EXIT_WRONG
