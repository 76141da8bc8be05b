"""The verbs as processes: over UDP through a lossy proxy, a relay, a pair of pseudo-terminals."""

import json
import os
import random
import select
import signal
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager

import pytest
from PIL import Image

from missionplanner.cli.main import run
from missionplanner.link.bearers.bearer import BearerName, BearerScheme, read_name
from missionplanner.link.bearers.serial_port import SerialBearer, stuffed, unstuffed
from missionplanner.link.bearers.udp import UdpBearer
from missionplanner.link.sealing import new_key

HOST = "127.0.0.1"
RUN = [sys.executable, "-m", "missionplanner"]
# No test waits by it: it ends what hangs, on a computer that has much else to do.
PATIENCE_S = 250
# Longer than any call or answer: a packet with a symbol.
SYMBOL_BYTES = 200
_running = []


@pytest.fixture(autouse=True)
def none_is_left_running():
    yield
    while _running:
        process = _running.pop()
        process.kill()
        process.communicate()


@pytest.fixture
def site(tmp_path):
    """A project, a key and photos of noise, which previews cannot make small."""
    project = tmp_path / "site.mplan"
    project.mkdir()
    (project / "project.json").write_text("{}")
    (tmp_path / "a.key").write_text(new_key())
    photos = tmp_path / "photos"
    photos.mkdir()
    chance = random.Random(1)
    for number in range(6):
        noise = Image.frombytes("RGB", (160, 120), chance.randbytes(160 * 120 * 3))
        noise.resize((640, 480)).save(photos / f"DJI_{number:04}.JPG")
    return tmp_path


def free_port():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


class Proxy:
    """Where a lossy proxy listens, and how many symbols it still lets through; None: all."""

    def __init__(self, port, left):
        self.port, self.left = port, left

    def passes(self, frame):
        if self.left is None or len(frame) < SYMBOL_BYTES:
            return True
        self.left -= 1
        return self.left >= 0


@contextmanager
def lossy_proxy(to_port, share, left=None):
    """Hand datagrams on both ways, and lose some."""
    front = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    back = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    front.bind((HOST, 0))
    back.bind((HOST, 0))
    stop, chance, client = threading.Event(), random.Random(2), [None]
    proxy = Proxy(front.getsockname()[1], left)

    def run():
        while not stop.is_set():
            for one in select.select([front, back], [], [], 0.1)[0]:
                try:
                    frame, origin = one.recvfrom(65536)
                    if one is front:
                        client[0] = origin
                    if chance.random() >= share:
                        if one is front and proxy.passes(frame):
                            back.sendto(frame, (HOST, to_port))
                        elif one is back and client[0]:
                            front.sendto(frame, client[0])
                except OSError:
                    continue

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield proxy
    finally:
        stop.set()
        thread.join()
        front.close()
        back.close()


def start(*arguments):
    process = subprocess.Popen(
        [*RUN, *map(str, arguments), "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    _running.append(process)
    return process


def listening(process):
    """Wait until it listens."""
    line = process.stdout.readline()
    assert json.loads(line)["event"] == "listening", process.stderr.read()
    return process


def result(process):
    out, err = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 0, err
    return json.loads(out.splitlines()[-1])


def receive(site, bearer, *more, project="site.mplan"):
    place = site / project
    return listening(start("receive", place, "--listen", bearer, "--key", site / "a.key", *more))


def previews_of(site):
    return sorted(path.name for path in (site / "site.mplan" / "received").glob("*/*.webp"))


def test_two_processes_through_a_lossy_proxy_and_both_killed(site):
    port = free_port()
    bearer = f"udp:{HOST}:{port}"
    # However slow the killer is, not all has come before: at most so many symbols are let through.
    with lossy_proxy(port, 0.2, left=15) as proxy:
        sending = ["send", site / "photos", "--to", f"udp:{HOST}:{proxy.port}"]
        sending += ["--key", site / "a.key"]
        station, sender = receive(site, bearer), start(*sending)
        while json.loads(station.stdout.readline())["event"] != "received":
            pass
        for process in (station, sender):
            process.send_signal(signal.SIGKILL if os.name != "nt" else signal.SIGTERM)
            process.communicate()
        proxy.left = None
        station = receive(site, bearer, "--once")
        sent = result(start(*sending))
        received = result(station)
    assert sent["left"] == 0 and sent["delivered"] == 12
    assert 0 < received["objects"] < 12, "what had come before came again"
    names = previews_of(site)
    assert names == sorted(f"DJI_{n:04}.{stage}.webp" for n in range(6) for stage in (1, 2))
    for name in (site / "site.mplan" / "received").glob("*/*.1.webp"):
        assert name.stat().st_size <= 1500
        with Image.open(name) as image:
            image.load()


def test_a_third_process_relays(site):
    (site / "relay.mplan").mkdir()
    (site / "relay.mplan" / "project.json").write_text("{}")
    far, near = (f"udp:{HOST}:{free_port()}" for _ in range(2))
    station = receive(site, far, "--once")
    relay = receive(site, near, "--relay", "--onward", far, project="relay.mplan")
    sending = ["send", site / "photos", "--to", near, "--key", site / "a.key", "--stages", 1]
    assert result(start(*sending))["delivered"] == 6
    assert result(station)["objects"] == 6
    relay.send_signal(signal.SIGTERM)
    relay.communicate()
    assert not list((site / "relay.mplan" / "received").glob("*/*.webp"))


def test_commands_reach_the_sender(site):
    bearer = f"udp:{HOST}:{free_port()}"
    station = receive(site, bearer, "--once", "--command", "report", "--command", "faster")
    sent = start("send", site / "photos", "--to", bearer, "--key", site / "a.key")
    out, err = sent.communicate(timeout=PATIENCE_S)
    assert sent.returncode == 0, err
    told = [json.loads(line) for line in out.splitlines()]
    assert {one["what"] for one in told if one.get("event") == "command"} == {"report", "faster"}
    events = [json.loads(line) for line in station.communicate(timeout=PATIENCE_S)[0].splitlines()]
    assert any(one.get("event") == "telemetry" for one in events)


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="no pseudo-terminals here")
def test_a_serial_line_carries_packets_and_tells_when_it_is_unplugged(site):
    master, slave = os.openpty()
    bearer = SerialBearer(BearerName(BearerScheme.SERIAL, os.ttyname(slave), 115_200))
    frames = [random.Random(n).randbytes(236) for n in range(3)] + [bytes(20)]
    for frame in frames:
        os.write(master, b"\x07noise\0" + stuffed(frame) + b"\0")
    heard = []
    while len(heard) < len(frames):
        heard += [frame for frame, _ in bearer.listen(1.0) if len(frame) >= 20]
    assert heard == frames
    bearer.send(frames[0])
    came = b""
    while came.count(b"\0") < 2:
        came += os.read(master, 1000)
    assert unstuffed(came.strip(b"\0")) == frames[0]
    os.close(master)
    os.close(slave)
    with pytest.raises(Exception) as error:
        for _ in range(3):
            bearer.listen(0.1)
    assert getattr(error.value, "code", "") == "link.gone"
    bearer.close()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["send", "photos", "--to", "udp:nowhere", "--key", "a.key"], "no bearer"),
        (["send", "photos", "--to", "pigeon:a:1", "--key", "a.key"], "no bearer"),
        (["send", "photos", "--to", "udp:127.0.0.1:9"], "no key"),
        (["send", "photos", "--to", "udp:127.0.0.1:9", "--key", "photos/DJI_0000.JPG"], "key"),
        (["send", "nothing", "--to", "udp:127.0.0.1:9", "--key", "a.key"], "nothing to send"),
        (["send", "photos", "--to", "serial:/dev/none:9600", "--key", "a.key"], "opened"),
        (["send", "photos", "--to", "sim:none.json", "--key", "a.key"], "none.json"),
        (["receive", "photos", "--listen", "udp:127.0.0.1:9", "--key", "a.key"], "no project"),
        (["receive", "site.mplan", "--listen", "udp:127.0.0.1:9"], "no key"),
        (["send", "--new-key", "a.key"], "already"),
    ],
)
def test_what_cannot_be_is_one_line(site, arguments, words, monkeypatch, capsys):
    monkeypatch.chdir(site)
    assert run(arguments) == 2
    told = capsys.readouterr().err
    assert words in told
    assert len(told.strip().splitlines()) == 1


def test_a_port_in_use_and_a_folder_in_use_are_told(site):
    port = free_port()
    first = receive(site, f"udp:{HOST}:{port}")
    (site / "other.mplan").mkdir()
    (site / "other.mplan" / "project.json").write_text("{}")
    for project, words in (("other.mplan", "listens"), ("site.mplan", "another program")):
        second = start(
            "receive", site / project, "--listen", f"udp:{HOST}:{port}", "--key", site / "a.key"
        )
        _, err = second.communicate(timeout=PATIENCE_S)
        assert second.returncode == 2
        assert words in err
    first.send_signal(signal.SIGINT)
    first.communicate()
    assert first.returncode == 130


def test_bearers_are_read_as_people_write_them():
    assert read_name("udp:[::1]:80") == BearerName(BearerScheme.UDP, "::1", 80)
    assert read_name("serial:/dev/ttyUSB0:57600").number == 57_600
    assert read_name("sim:C:\\a.json").place == "C:\\a.json"


def test_any_frame_survives_stuffing():
    chance = random.Random(3)
    for length in (0, 1, 253, 254, 255, 508, 600):
        for frame in (bytes(length), b"\1" * length, chance.randbytes(length)):
            assert b"\0" not in stuffed(frame)
            assert unstuffed(stuffed(frame)) == frame
    for _ in range(2000):
        unstuffed(chance.randbytes(chance.randrange(40)))


def test_a_listener_answers_only_whom_it_trusts():
    listener = UdpBearer(BearerName(BearerScheme.UDP, HOST, free_port()), listens=True)
    _, port = listener.address
    caller = UdpBearer(BearerName(BearerScheme.UDP, HOST, port), listens=False)
    caller.send(b"hello")
    ((_, origin),) = listener.listen(2.0)
    listener.send(b"unheard")
    listener.trust(origin)
    listener.send(b"heard")
    assert [frame for frame, _ in caller.listen(2.0)] == [b"heard"]
    listener.close()
    caller.close()
