"""What is asked of senders from beside the program that listens."""

import threading
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from missionplanner.errors import InputError
from missionplanner.link.objects import LinkObject, ObjectKind, read_object
from missionplanner.operations.link_ends import LinkEnd, make_key
from missionplanner.operations.radio import said_of
from missionplanner.operations.receive import ReceiveRequest, receive
from missionplanner.operations.send import SendRequest, send
from missionplanner.operations.sender_commands import (
    COMMANDS,
    SenderCommand,
    ask_senders,
    device_of,
    opened,
    sender_command,
    take_asked,
    typed_command,
)
from missionplanner.tasks.progress import Cancelled, Progress
from tests.unit.link.test_processes import HOST, free_port


def test_commands_as_they_are_typed() -> None:
    assert typed_command("pause").name == "pause"
    asked = typed_command("send DJI 0001.JPG 4000")
    assert asked.notes == {"name": "DJI 0001.JPG", "bytes": 4000}
    for wrong in ("", "fly", "pause now", "send", "send a.jpg", "send a.jpg 10", "send a.jpg -5"):
        with pytest.raises(InputError):
            typed_command(wrong)


def test_what_is_asked_is_taken_once_and_in_order(tmp_path: Path) -> None:
    for words in (("pause",), ("send", "a b.jpg", "4000"), ("report",)):
        ask_senders(tmp_path, words)
    with pytest.raises(InputError):
        ask_senders(tmp_path, ("fly",))
    received = tmp_path / "received"
    for name, content in {"1": "{", "2": '{"words": ["fly"]}', "3": '{"words": 7}'}.items():
        (received / "asked" / f"{name}.json").write_text(content)
    (received / "asked" / "4.json").write_text('{"words": ["pause"], "to": "../../x"}')
    assert [one.words.name for one in take_asked(received)] == ["pause", "send", "report"]
    ask_senders(tmp_path, ("report",), "0A1B2C3D")
    assert [one.to for one in take_asked(received)] == ["0a1b2c3d"]
    with pytest.raises(InputError):
        ask_senders(tmp_path, ("report",), "the red one")
    assert take_asked(received) == [] and not list((received / "asked").iterdir())
    assert take_asked(tmp_path / "nowhere") == []


def test_a_command_for_one_is_no_command_to_those_who_know_no_envelope() -> None:
    bare = sender_command(("send", "a.jpg", "4000"))
    assert SenderCommand(bare).content == bare, "to all as ever"
    sealed = SenderCommand(bare, "0a1b2c3d").content
    assert sealed.name not in COMMANDS
    back = opened(read_object(sealed.to_bytes()))
    assert back == SenderCommand(bare, "0a1b2c3d")
    for notes in (
        {},
        {"to": 7, "do": "pause"},
        {"to": "0a1b2c3", "do": "pause"},
        {"to": "0a1b2c3d"},
    ):
        assert opened(LinkObject(ObjectKind.COMMAND, "for", notes, b"")) is None
    assert device_of(" 0A1B2C3D ") == "0a1b2c3d" and device_of("") == ""


def test_a_strange_report_is_no_trouble() -> None:
    told = {"loss": "x", "bytes_per_s": 1e300, "waiting": None, "photos": True}
    said = said_of("telemetry", told)
    assert said is not None and said.values["waiting"] == 0 and said.values["rate"] == 0.0
    assert sender_command(("slower",)).name == "slower"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "site.mplan").mkdir()
    (tmp_path / "site.mplan" / "project.json").write_text("{}")
    make_key(tmp_path / "a.key")
    (tmp_path / "photos").mkdir()
    noise = np.random.default_rng(1)
    (tmp_path / "other").mkdir()
    for k in range(3):
        picture = noise.integers(0, 256, (240, 320, 3), np.uint8)
        Image.fromarray(picture).save(tmp_path / "photos" / f"DJI {k}.JPG")
    Image.fromarray(picture).save(tmp_path / "other" / "DJI 9.JPG")
    return tmp_path


def test_while_it_listens_senders_are_paused_asked_and_report(site: Path) -> None:
    """Both ends in this process, over UDP; a third place asks all, and one of two senders."""
    project, stop = site / "site.mplan", threading.Event()
    bearer, key = f"udp:{HOST}:{free_port()}", site / "a.key"
    ground: list[tuple[str, dict]] = []
    air: list[tuple[str, dict]] = []
    other: list[tuple[str, dict]] = []
    heard = threading.Condition()

    def tell(kept: list) -> object:
        def keep(name: str, told: dict) -> None:
            with heard:
                kept.append((name, told))
                heard.notify_all()

        return keep

    def running(work, request, kept) -> threading.Thread:
        def run() -> None:
            try:
                work(request, Progress(lambda _: None, stop.is_set), tell(kept))
            except Cancelled:
                pass

        thread = threading.Thread(target=run)
        thread.start()
        return thread

    def until(kept: list, event: str, /, file: str = "", **wanted) -> dict:
        def found() -> dict | None:
            if file and not list((project / "received").glob(f"*/{file}")):
                return None
            return next((t for n, t in kept if n == event and wanted.items() <= t.items()), None)

        with heard:
            assert heard.wait_for(found, 120.0), (event, wanted, kept)
            return found() or {}

    ask_senders(project, ("faster",))  # of another day: nobody listened
    end = LinkEnd(bearer, key)
    threads = [running(receive, ReceiveRequest(project, end, ("resume",)), ground)]
    until(ground, "listening")
    request = SendRequest((site / "photos",), LinkEnd(bearer, key), watch=True, stages=1)
    threads.append(running(send, request, air))
    try:
        until(ground, "received", kind="preview")
        ask_senders(project, ("pause",))
        until(air, "command", what="pause")
        until(ground, "command_arrived", what="pause", to="")
        second = SendRequest((site / "other",), LinkEnd(bearer, key), watch=True, stages=1)
        threads.append(running(send, second, other))
        device = until(ground, "received", name="DJI 9.1.webp")["device"]
        until(other, "command", what="resume")  # said at the beginning, before this one came
        until(ground, "command_arrived", what="resume", to=device)
        ask_senders(project, ("faster",), device)
        until(other, "command", what="faster")
        until(ground, "command_arrived", what="faster", to=device)
        ask_senders(project, ("report",))
        assert until(ground, "telemetry", paused=True)["better"] is False
        until(ground, "telemetry", device=device, paused=False)
        ask_senders(project, ("send", "DJI 1.JPG", "20000"))
        until(ground, "received", "DJI 1.3.webp")
        (larger,) = (project / "received").glob("*/DJI 1.3.webp")
        assert 10_000 < larger.stat().st_size <= 20_000
        ask_senders(project, ("send", "none.JPG", "4000"))
        until(ground, "telemetry", absent="none.JPG")
        ask_senders(project, ("resume",))
        ask_senders(project, ("slower",))
        until(air, "queued", what="DJI 2.JPG")
        for k in range(3):
            until(ground, "received", f"DJI {k}.2.webp")
        until(ground, "command_arrived", what="slower", to="")
        asleep = until(ground, "asleep", device=device)["device"]
        until(ground, "awake", device=asleep)
        names = [name for name, _ in other if name in ("rests", "works")]
        assert names[:2] == ["rests", "works"], "it sleeps by turns, and tells"
        assert {"report", "slower"} <= {t["what"] for n, t in other if n == "command"}
        assert "faster" not in {told.get("what") for name, told in air if name == "command"}
    finally:
        stop.set()
        for thread in threads:
            thread.join()
