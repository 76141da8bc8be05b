from missionplanner.ecology.notes import said_once

A, B = "epoch 2014-07-01", "epoch 2015-07-01"


def test_what_all_epochs_say_is_said_once():
    notes = {A: ("no mask", "no water"), B: ("no mask", "stripes", "stripes")}
    assert list(said_once(notes)) == [
        "all epochs: no mask",
        f"{A}: no water",
        f"{B}: stripes",
    ]


def test_the_note_of_an_only_epoch_keeps_its_date():
    assert list(said_once({A: ("no mask",)})) == [f"{A}: no mask"]
