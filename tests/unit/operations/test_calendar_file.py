"""An iCalendar file that others read: bytes, folding, times in UTC."""

from datetime import datetime
from zoneinfo import ZoneInfo

from missionplanner.operations.calendar_file import Event, calendar

SHANGHAI = ZoneInfo("Asia/Shanghai")


def event(summary, uid="a"):
    start = datetime(2026, 5, 4, 10, 0, tzinfo=SHANGHAI)
    return Event(uid, start, start.replace(minute=31), summary, "home")


def test_times_are_told_in_utc_and_lines_end_as_the_standard_asks():
    text = calendar([event("p1 1")]).decode()
    assert "DTSTART:20260504T020000Z\r\n" in text and "DTEND:20260504T023100Z\r\n" in text
    assert text.startswith("BEGIN:VCALENDAR\r\n") and text.endswith("END:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")


def test_signs_are_escaped_and_long_lines_folded_within_no_letter():
    words = "飞行；p1-35, rededge-m; a\\b\nnext " * 6
    data = calendar([event(words)])
    lines = data.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    unfolded = data.replace(b"\r\n ", b"").decode()
    summary = next(x for x in unfolded.split("\r\n") if x.startswith("SUMMARY:"))
    assert "\\;" in summary and "\\," in summary and "a\\\\b\\n" in summary


def test_the_same_flights_make_the_same_file_with_one_name_each():
    twice = [calendar([event("x", "a"), event("y", "b")]) for _ in range(2)]
    assert twice[0] == twice[1]
    names = [line for line in twice[0].split(b"\r\n") if line.startswith(b"UID:")]
    assert len(set(names)) == 2
