from missionplanner.model.reading import PassedOver


def test_what_was_passed_over_reads_as_a_sentence():
    far = PassedOver(what="zones", why="farther than 10 km from the terrain", count=12)
    assert far.sentence() == "12 zones farther than 10 km from the terrain"
    assert PassedOver(what="Camp", why="has no shape").sentence() == "Camp: has no shape"
    alike = PassedOver(what="airspace of class E", why="forbids nothing", count=3)
    assert alike.sentence() == "airspace of class E: forbids nothing (3 times)"
