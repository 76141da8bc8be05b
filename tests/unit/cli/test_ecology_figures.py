from datetime import date

from missionplanner.cli.ecology_figures import told_once
from missionplanner.ecology.imagery.epoch_notes import of_epoch
from missionplanner.messages.message import text


def test_a_warning_of_several_epochs_is_told_once_with_their_dates() -> None:
    first, second = date(2016, 7, 15), date(2018, 7, 15)
    cloud, other = text("cloud"), text("x")
    lines = (
        of_epoch(first, cloud),
        text("no zone"),
        of_epoch(second, cloud),
        of_epoch(first, other),
        "epoch 2018-07-15: from a result of before",
    )
    assert told_once(lines) == {
        "cloud": ["2016-07-15", "2018-07-15"],
        "no zone": [],
        "x": ["2016-07-15"],
        "epoch 2018-07-15: from a result of before": [],
    }
