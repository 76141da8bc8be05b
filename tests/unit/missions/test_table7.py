"""Table 7 of the first paper, with a row of our own plan."""

from missionplanner.missions.table7 import PAPER, OwnRow, table7_rows

OWN = OwnRow(seen_share=0.9973, energy_wh=1234.5, flight_s=5400, flights=3, area_m2=2.5e6)


def test_our_row_stands_before_the_papers_four():
    head, own, *printed = table7_rows(OWN)
    assert len(head) == len(own) == 5 and {len(row) for row in printed} == {5}
    assert own[1:4] == (99.7, "not measured", 1.23)
    assert "3 flights, 1.50 h in the air, 2.50 km²" in str(own[4])
    assert [row[1:4] for row in printed] == [
        (85, 12.5, 15.2), (78, 9.8, 12.7), (72, 7.3, 9.5), (90, 6.6, 8.2),
    ]  # fmt: skip
    assert len(PAPER) == 4


def test_hours_of_processing_are_only_those_that_were_measured():
    measured = OwnRow(1.0, 100.0, 60.0, 1, 1e4, processing_h=0.75)
    assert table7_rows(measured)[1][2] == 0.75
