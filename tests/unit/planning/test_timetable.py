"""Flights in time: light, weather, batteries, chargers, moves, and what holds them up."""

from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missionplanner.model.timetable import Crew, Holdup, TimeLack, ToFly
from missionplanner.planning.timetable import Hours, timetable

ZONE = ZoneInfo("Asia/Shanghai")
MIDNIGHT = datetime(2026, 5, 4, tzinfo=ZONE)


def at(hour, day=0):
    return MIDNIGHT + timedelta(days=day, hours=hour)


def flights(count, light="day", minutes=30, station="home", name="p1"):
    return [ToFly(f"{name} {n + 1}", minutes * 60.0, station, light) for n in range(count)]


def hours(forbidden=(), days=3):
    return Hours(
        light={
            "day": [(at(10, d), at(14, d)) for d in range(days)],
            "night": [(at(3, d), at(6, d)) for d in range(days)],
        },
        forbidden=list(forbidden),
        begin=MIDNIGHT,
    )


ENOUGH = Crew(battery_sets=50, chargers=10, swap_minutes=5)


def test_flights_follow_each_other_with_a_swap_between():
    done = timetable(flights(3), hours(), ENOUGH)
    assert [slot.start for slot in done.slots] == [at(10), at(10) + timedelta(minutes=35),
                                                   at(10) + timedelta(minutes=70)]  # fmt: skip
    assert [slot.waited_for for slot in done.slots] == [Holdup.LIGHT, Holdup.CREW, Holdup.CREW]


def test_thermal_flights_come_before_dawn_and_the_others_in_their_light():
    done = timetable([*flights(2), *flights(2, "night", name="xt2")], hours(), ENOUGH)
    assert [slot.flight.name for slot in done.slots] == ["xt2 1", "xt2 2", "p1 1", "p1 2"]
    assert done.slots[1].end <= at(6) and done.slots[2].start == at(10)


def test_what_does_not_fit_goes_to_the_next_day():
    done = timetable(flights(8), hours(), ENOUGH)
    days = [slot.start.date().day for slot in done.slots]
    assert days == [4] * 6 + [5] * 2 or days == [4] * 7 + [5]
    assert all(slot.end.hour < 14 or (slot.end.hour, slot.end.minute) == (14, 0)
               for slot in done.slots)  # fmt: skip


def test_two_sets_on_one_charger_hold_the_day_up():
    crew = Crew(battery_sets=2, chargers=1, charge_minutes=90, swap_minutes=5)
    done = timetable(flights(4, minutes=20), hours(), crew)
    assert done.held_up_by is Holdup.BATTERIES
    first, _, third, fourth = done.slots
    assert third.start == first.end + timedelta(minutes=90)
    # One charger charges one after the other.
    assert fourth.start == third.start + timedelta(minutes=90)
    assert (third.waited_for, third.battery_set) == (Holdup.BATTERIES, 1)


def test_without_a_charger_sets_are_full_again_the_next_day():
    crew = Crew(battery_sets=2, chargers=0, swap_minutes=5)
    done = timetable(flights(5), hours(), crew)
    assert [slot.start.day for slot in done.slots] == [4, 4, 5, 5, 6]
    assert done.held_up_by is Holdup.BATTERIES


def test_hours_with_too_much_wind_are_left_out():
    done = timetable(flights(2), hours([(at(10), at(12))]), ENOUGH)
    assert done.slots[0].start == at(12) and done.slots[0].waited_for is Holdup.WIND
    assert done.sooner[Holdup.WIND] == timedelta(hours=2)


def test_a_flight_longer_than_any_window_is_left_and_said():
    done = timetable([*flights(1, minutes=300), *flights(1, name="short")], hours(), ENOUGH)
    assert [flight.name for flight in done.left] == ["p1 1"]
    assert [slot.flight.name for slot in done.slots] == ["short 1"]
    assert done.held_up_by is None
    (lost,) = done.unplaced
    assert lost.lack is TimeLack.LENGTH and lost.longest == timedelta(hours=4)


def test_what_found_no_time_says_what_it_lacks():
    def lacks(wanted, when, crew=ENOUGH):
        return [(one.flight.name, one.lack, one.waits_for) for one in
                timetable(wanted, when, crew).unplaced]  # fmt: skip

    dark = [*flights(1, "daylight", name="dark"), *flights(1)]
    assert lacks(dark, hours()) == [("dark 1", TimeLack.LIGHT, None)]
    storm = hours([(at(0), at(72))])
    assert lacks(flights(1), storm) == [("p1 1", TimeLack.WEATHER, None)]
    begun = Hours(hours(days=1).light, [], at(13.75))
    assert lacks(flights(1), begun) == [("p1 1", TimeLack.LENGTH, None)], "15 min are left of it"
    single = Crew(battery_sets=1, chargers=0, swap_minutes=5)
    assert lacks(flights(2), hours(days=1), single) == [("p1 2", TimeLack.TURN, Holdup.BATTERIES)]
    assert lacks(flights(9), hours(days=1))[0] == ("p1 8", TimeLack.TURN, Holdup.CREW)


def test_the_crew_moves_once_when_it_can():
    mixed = [*flights(1, station="a", name="a"), *flights(1, station="b", name="b"),
             *flights(1, station="a", name="c")]  # fmt: skip
    done = timetable(mixed, hours(), Crew(battery_sets=9, move_minutes=30, swap_minutes=5))
    assert [slot.flight.station for slot in done.slots] == ["a", "a", "b"]


@given(
    st.lists(st.tuples(st.integers(5, 60), st.sampled_from(["day", "night"])), max_size=12),
    st.integers(1, 4),
    st.integers(0, 3),
    st.lists(st.integers(0, 71), max_size=6),
)
def test_no_rule_is_ever_broken(wanted, sets, chargers, bad):
    asked = [ToFly(str(i), 60.0 * m, "home", light) for i, (m, light) in enumerate(wanted)]
    forbidden = [(at(h), at(h + 1)) for h in bad]
    crew = Crew(battery_sets=sets, chargers=chargers, charge_minutes=45, swap_minutes=5)
    when = hours(forbidden)
    done = timetable(asked, when, crew)
    assert len(done.slots) + len(done.left) == len(asked)
    for slot in done.slots:
        assert any(a <= slot.start and slot.end <= b for a, b in when.light[slot.flight.light])
        assert not any(slot.start < b and a < slot.end for a, b in forbidden)
    for one, other in pairwise(done.slots):
        assert other.start >= one.end + timedelta(minutes=5)
    for number in range(1, sets + 1):
        mine = [slot for slot in done.slots if slot.battery_set == number]
        for one, other in pairwise(mine):
            assert other.start >= one.end + timedelta(minutes=45)


def test_a_summer_clock_that_changes_keeps_durations():
    rome = ZoneInfo("Europe/Rome")
    begin = datetime(2026, 3, 29, 0, 30, tzinfo=rome)
    window = [(begin, datetime(2026, 3, 29, 5, 0, tzinfo=rome))]
    when = Hours(light={"night": window}, forbidden=[], begin=begin)
    done = timetable(flights(2, "night", minutes=60), when, Crew(swap_minutes=0))
    seconds = [slot.end.timestamp() - slot.start.timestamp() for slot in done.slots]
    assert seconds == pytest.approx([3600.0, 3600.0])
