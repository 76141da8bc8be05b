import json

import pytest


@pytest.fixture
def geojson(tmp_path):
    """Write features, each a pair of shapely geometry (or None) and properties."""

    def make(*features, name="layer.geojson"):
        path = tmp_path / name
        rows = [
            {
                "type": "Feature",
                "properties": properties,
                "geometry": None if shape is None else shape.__geo_interface__,
            }
            for shape, properties in features
        ]
        path.write_text(json.dumps({"type": "FeatureCollection", "features": rows}))
        return path

    return make


@pytest.fixture
def kml(tmp_path):
    """Write placemarks within a document and a nested folder."""

    def make(*placemarks, name="layer.kml"):
        path = tmp_path / name
        inside = "".join(placemarks)
        path.write_text(
            '<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2">'
            f"<Document><Folder><Folder><!-- nested -->{inside}</Folder></Folder></Document></kml>"
        )
        return path

    return make
