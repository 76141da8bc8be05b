from missionplanner.cli.ecology_figures import told_once


def test_a_warning_of_several_epochs_is_told_once_with_their_dates() -> None:
    lines = ("epoch 2016-07-15: cloud", "no zone", "epoch 2018-07-15: cloud", "epoch 2016-07-15: x")
    assert told_once(lines) == {
        "cloud": ["2016-07-15", "2018-07-15"],
        "no zone": [],
        "x": ["2016-07-15"],
    }
