"""Packets of strangers: none is believed, none ends the program, none fills the memory."""

import random
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missionplanner.errors import InputError
from missionplanner.link.flow_session import FlowSession
from missionplanner.link.happenings import ObjectWhole, PeerRests, Refusal, SharedDevice
from missionplanner.link.incoming import MOST_OPEN_OBJECTS, Incoming
from missionplanner.link.layout import MOST_OBJECT_BYTES
from missionplanner.link.lora import Modulation
from missionplanner.link.medium import datagram_medium, lora_medium
from missionplanner.link.objects import LinkObject, ObjectKind, read_object
from missionplanner.link.peers import MOST_PEERS
from missionplanner.link.sealing import Keyring, ReplayGuard, new_key, read_key
from missionplanner.link.session import Identity
from missionplanner.link.turn_session import TurnSession
from missionplanner.link.wire import (
    Acknowledgement,
    Header,
    Kind,
    Lack,
    Malformed,
    SymbolBody,
    read_acknowledgement,
    read_call,
    read_header,
    read_symbol,
)
from tests.unit.link.side import KEY

LORA = lora_medium(Modulation())
ITEM = LinkObject(ObjectKind.PREVIEW, "a.webp", {"stage": 1}, bytes(range(256)) * 8)


def pair():
    ring = Keyring(KEY)
    sender = TurnSession(Identity(10, 1), ring, LORA, leads=False)
    station = TurnSession(Identity(20, 1), ring, LORA, leads=True)
    sender.offer(1, ITEM.to_bytes(), 0.0)
    return sender, station


def exchange():
    """Return a station that has a part of an object, and the packets of both sides so far."""
    sender, station = pair()
    frames, answers = [sender.speak(0.0)], []
    station.hear(frames[0], 0.1)
    answers.append(station.speak(1.0))
    sender.hear(answers[0], 1.1)
    while (frame := sender.speak(2.0)) is not None:
        frames.append(frame)
    return sender, station, frames, answers


def mutated(chance, frames):
    kind = chance.randrange(5)
    frame = bytearray(chance.choice(frames))
    if kind == 0:
        return chance.randbytes(chance.randrange(300))
    if kind == 1:
        frame[chance.randrange(len(frame))] ^= 1 << chance.randrange(8)
    elif kind == 2:
        frame = frame[: chance.randrange(len(frame))]
    elif kind == 3:
        frame += chance.randbytes(chance.randrange(1, 40))
    else:
        start = chance.randrange(len(frame))
        frame[start : start + 8] = chance.randbytes(8)
    return bytes(frame)


def bombard(count):
    sender, station, frames, answers = exchange()
    chance = random.Random(4)
    images = []
    tracemalloc.start()
    for turn in range(count):
        station.hear(mutated(chance, frames), 3.0 + turn * 1e-3)
        sender.hear(mutated(chance, answers), 3.0 + turn * 1e-3)
        images += [told.item for told in station.take() if isinstance(told, ObjectWhole)]
        sender.take()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    # Relays change the first three bytes: a packet changed in these alone is a true one.
    assert all(image == ITEM for image in images)
    assert len(images) <= 1
    assert most < 3_000_000
    assert sum(station.counts.values()) + len(frames) >= count
    assert sender.outgoing.open == (1,), "a forged acknowledgement was believed"
    return station


def test_mutated_packets_do_no_harm():
    assert bombard(4_000).counts[Refusal.FORGED] > 3_000


@pytest.mark.slow
def test_a_hundred_thousand_mutated_packets_do_no_harm():
    assert bombard(100_000).counts[Refusal.FORGED] > 80_000


def test_a_replay_and_another_key_are_refused_and_counted():
    sender, station, frames, answers = exchange()
    assert all(station.hear(frame, 3.0) for frame in frames[1:])
    assert not any(station.hear(frame, 3.0) for frame in frames)
    assert station.counts[Refusal.REPLAYED] == len(frames)
    other = TurnSession(Identity(30, 1), Keyring(bytes(32)), LORA, leads=True)
    assert not any(other.hear(frame, 3.0) for frame in frames)
    assert other.counts[Refusal.FORGED] == len(frames)
    assert not sender.hear(answers[0], 4.0)
    assert sender.counts[Refusal.REPLAYED] == 1


@pytest.mark.parametrize("kind", [TurnSession, FlowSession])
def test_a_rest_recorded_in_another_start_is_not_believed(kind):
    """What was recorded of a whole flight must not end the listening of the next."""
    medium, ring, recorded = LORA if kind is TurnSession else datagram_medium(), Keyring(KEY), []
    sender = kind(Identity(10, 1), ring, medium, leads=False)
    sender.offer(1, ITEM.to_bytes(), 0.0)

    def fly(station, now):
        for second in range(now, now + 200):
            while (frame := sender.speak(float(second))) is not None:
                recorded.append(frame)
                station.hear(frame, float(second))
            while (answer := station.speak(second + 0.5)) is not None:
                sender.hear(answer, second + 0.5)
        return station.take()

    first = fly(kind(Identity(20, 1), ring, medium, leads=True), 0)
    assert any(isinstance(told, ObjectWhole) for told in first)
    assert any(isinstance(told, PeerRests) for told in first) and sender.resting
    again = kind(Identity(20, 2), ring, medium, leads=True)
    for place, frame in enumerate(recorded):
        again.hear(frame, place * 1e-3)
    assert not any(isinstance(told, PeerRests) for told in again.take())
    assert again.peers.awake(1.0, 60.0) == 1
    # The sender itself, which still sleeps, learns of the new start and rests once more.
    assert any(isinstance(told, PeerRests) for told in fly(again, 300))


def test_an_acknowledgement_of_another_start_says_nothing():
    sender, station, frames, _ = exchange()
    for frame in frames[1:]:
        station.hear(frame, 3.0)
    answer = station.speak(100.0)
    later = TurnSession(Identity(10, 2), Keyring(KEY), LORA, leads=False)
    later.offer(1, ITEM.to_bytes(), 0.0)
    later.hear(answer, 101.0)
    assert later.outgoing.open == (1,)
    sender.hear(answer, 101.0)
    assert sender.outgoing.open == ()


def test_two_senders_with_one_identity_are_told():
    ring = Keyring(KEY)
    station = TurnSession(Identity(20, 1), ring, LORA, leads=True)
    twins = [TurnSession(Identity(10, 1), ring, LORA, leads=False) for _ in range(2)]
    twins[1].offer(1, ITEM.to_bytes(), 0.0)
    twins[1].outgoing.floor = 5
    for twin in twins:
        station.hear(twin.speak(0.0), 0.1)
    assert SharedDevice(10) in station.take()


def test_what_a_holder_of_the_key_claims_has_limits():
    incoming = Incoming()
    for symbol in (
        SymbolBody(1, MOST_OBJECT_BYTES + 1, 0, 0, b"x" * 200),
        SymbolBody(1, 400, 9, 0, b"x" * 200),
        SymbolBody(1 << 30, 400, 0, 0, b"x" * 200),
    ):
        with pytest.raises(Malformed):
            incoming.take(symbol)
    for number in range(1, MOST_OPEN_OBJECTS + 1):
        incoming.take(SymbolBody(number, 400, 0, 0, b"x" * 200))
    with pytest.raises(Malformed):
        incoming.take(SymbolBody(MOST_OPEN_OBJECTS + 1, 400, 0, 0, b"x" * 200))
    with pytest.raises(Malformed):
        incoming.take(SymbolBody(1, 401, 0, 0, b"x" * 200))


def test_no_more_than_so_many_devices_are_remembered():
    ring, station = Keyring(KEY), pair()[1]
    for device in range(100, 100 + 3 * MOST_PEERS):
        frame = ring.seal(Header(0, 3, 1, 0, device, 0, 0), Kind.POLL, 0, b"\1\0")
        assert station.hear(frame, float(device))
    assert len(station.peers._all) == MOST_PEERS


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    for read in (read_header, read_symbol, read_acknowledgement, read_call, read_object):
        try:
            read(data)
        except Malformed:
            pass


lacks = st.one_of(
    st.none(),
    st.builds(
        Lack,
        st.integers(0, 300),
        st.lists(st.integers(0, 100), max_size=5).map(tuple),
    ).filter(lambda lack: lack.first or lack.counts != (0,)),
)


@given(
    st.builds(
        Acknowledgement,
        st.integers(0, 2**32 - 1),
        st.integers(0, 2**16 - 1),
        st.integers(0, 2**32 - 1),
        st.integers(0, 2**32 - 1),
        st.integers(0, 255),
        st.integers(1, 2**24),
        st.lists(lacks, max_size=20).map(tuple),
    )
)
def test_an_acknowledgement_is_read_as_it_was_written(told):
    assert read_acknowledgement(told.to_bytes(10_000)) == told
    cut = read_acknowledgement(told.to_bytes(60))
    assert cut.lacks == told.lacks[: len(cut.lacks)]
    assert len(told.to_bytes(60)) <= 60


@given(st.lists(st.integers(0, 5000), max_size=60))
def test_a_packet_is_new_once(counters):
    guard, seen = ReplayGuard(), set()
    for counter in counters:
        fresh = guard.fresh(counter)
        assert not (fresh and counter in seen)
        assert fresh or counter in seen or counter <= guard.highest - 2048
        seen.add(counter)


def test_a_key_is_64_digits():
    assert len(read_key(new_key().encode() + b"\n", "a.key")) == 32
    for words in (b"", b"ab", b"\xff" * 64, b"x" * 64, new_key().encode() * 2):
        with pytest.raises(InputError) as error:
            read_key(words, "a.key")
        assert error.value.code == "link.no_key"
