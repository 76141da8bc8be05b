"""What lies on disk on both sides."""

import json

import pytest

from missionplanner.errors import InputError, OutputError
from missionplanner.link.device import FILE, next_identity
from missionplanner.link.happenings import ObjectWhole, SymbolHeard
from missionplanner.link.inbox import Inbox
from missionplanner.link.objects import LinkObject, ObjectKind
from missionplanner.link.outbox import Outbox
from missionplanner.link.wire import SymbolBody
from missionplanner.storage.journal import Journal


def item(name, data=b"picture"):
    return LinkObject(ObjectKind.PREVIEW, name, {"stage": 1}, data)


@pytest.mark.parametrize(
    "name",
    [
        *("../out.webp", "/etc/x", "a/b", "", ".hidden", "x" * 300, "c:d", "名" * 90, "a\nb.webp"),
        *("\x1b[2Ja.webp", "a\u202egpj.webp", "what?.webp", "nul.webp", "COM1", "end."),
    ],
)
def test_a_strangers_name_leads_nowhere(tmp_path, name):
    inbox = Inbox(tmp_path / "in")
    inbox.keep([ObjectWhole(7, 3, item(name))])
    inbox.close()
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {path.parent for path in files} == {tmp_path / "in", tmp_path / "in" / "00000007"}
    assert (tmp_path / "in" / "00000007" / "preview-3").read_bytes() == b"picture"


def test_photos_of_two_cards_with_one_name_are_both_kept(tmp_path):
    for number, data in ((1, b"first"), (2, b"second")):
        inbox = Inbox(tmp_path / "in")  # started anew between them
        inbox.keep([ObjectWhole(7, number, item("DJI_0001.webp", data))])
        inbox.close()
    folder = tmp_path / "in" / "00000007"
    assert (folder / "DJI_0001.webp").read_bytes() == b"first"
    assert (folder / "DJI_0001-2.webp").read_bytes() == b"second"
    assert json.loads((folder / "DJI_0001.webp.json").read_text())["number"] == 1


def test_nothing_is_acknowledged_that_a_full_disk_refused(tmp_path, monkeypatch):
    inbox = Inbox(tmp_path / "in")

    def full(*_):
        raise OutputError("storage.failed", "in", what="a", reason="b", help="c")

    monkeypatch.setattr(Journal, "append", full)
    with pytest.raises(OutputError):
        inbox.keep([SymbolHeard(7, 1, 1, SymbolBody(1, 400, 0, 0, b"x" * 200))])
    inbox.close()


def test_a_device_is_drawn_once_and_every_start_is_another(tmp_path):
    first, second = next_identity(tmp_path), next_identity(tmp_path)
    assert (second.device, second.boot) == (first.device, first.boot + 1)
    (tmp_path / FILE).write_text("{")
    with pytest.raises(InputError):
        next_identity(tmp_path)
    (tmp_path / FILE).write_text('{"device": 5, "boot": 65535}')
    with pytest.raises(InputError) as error:
        next_identity(tmp_path)
    assert error.value.code == "link.boots_used"


def test_what_was_queued_is_queued_once_and_survives(tmp_path):
    outbox = Outbox(tmp_path / "out")
    assert outbox.queue("a", b"1").number == 1
    assert outbox.queue("b", b"2", urgent=True).number == 2
    assert outbox.deliver(1) == "a"
    assert outbox.deliver(1) is None
    outbox.close()
    again = Outbox(tmp_path / "out")
    assert [(q.number, q.content, q.urgent) for q in again.open] == [(2, b"2", True)]
    assert "a" in again and again.delivered == 1
    assert again.queue("c", b"3").number == 3
    again.close()


def test_a_long_outbox_is_shortened_and_forgets_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr("missionplanner.link.outbox._LONG_BYTES", 500)
    outbox = Outbox(tmp_path / "out")
    for number in range(1, 6):
        outbox.queue(f"photo {number}", bytes(1000))
    for number in range(1, 5):
        outbox.deliver(number)
    outbox.close()
    again = Outbox(tmp_path / "out")
    assert (tmp_path / "out" / "outbox.journal").stat().st_size < 2000
    assert [queued.number for queued in again.open] == [5]
    assert "photo 1" in again and again.delivered == 4
    again.close()


def test_records_of_no_sense_are_passed_over(tmp_path):
    (tmp_path / "out").mkdir()
    journal = Journal(tmp_path / "out" / "outbox.journal")
    journal.append([b"", b"[]\n", b"{\n", b'{"number": "x"}\n', b'{"delivered": 9}\n', b"\xff\n"])
    journal.close()
    outbox = Outbox(tmp_path / "out")
    assert outbox.open == ()
    outbox.close()
