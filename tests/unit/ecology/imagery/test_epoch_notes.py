"""What epochs tell, each thing once."""

import datetime

from missionplanner.ecology.imagery.epoch_notes import said_once
from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import text

A, B = datetime.date(2014, 7, 1), datetime.date(2015, 7, 1)
MASK, WATER, STRIPES = text("no mask"), text("no water"), text("stripes")


def test_what_all_epochs_say_is_said_once():
    notes = {A: (MASK, WATER), B: (MASK, STRIPES, STRIPES)}
    assert [sentence(line) for line in said_once(notes)] == [
        "all epochs: no mask",
        "epoch 2014-07-01: no water",
        "epoch 2015-07-01: stripes",
    ]


def test_the_note_of_an_only_epoch_keeps_its_date():
    assert [sentence(line) for line in said_once({A: (MASK,)})] == ["epoch 2014-07-01: no mask"]
