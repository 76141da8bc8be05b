"""Options that choose parts of a saved plan."""

import click

sensor_option = click.option(
    "--sensor", "sensors", multiple=True, help="Only this sensor's; may be repeated."
)
sortie_option = click.option(
    "--sortie", "sorties", multiple=True, type=int, help="Only the sortie N; may be repeated."
)
