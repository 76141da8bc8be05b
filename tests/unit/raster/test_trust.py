"""A raster made by somebody else reads nothing but itself and what lies beside it."""

import os
import re
import socket
import threading
from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasterio.transform import from_origin

import missionplanner.raster.files as rooms
from missionplanner.errors import InputError
from missionplanner.raster.files import info, read_onto, read_overview, read_window

PLACE = from_origin(500_000, 4_000_000, 10, 10)


@pytest.fixture
def network():
    """A server on this machine; gives its address and what was asked of it."""
    asked = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve():
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                asked.append(1)
                connection.close()

        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}", asked
        server.shutdown(socket.SHUT_RDWR)


def band_of(source, relative=1, kind="SimpleSource"):
    whole = 'xOff="0" yOff="0" xSize="20" ySize="20"'
    return (
        f'<VRTRasterBand dataType="Float32" band="1"><{kind}>'
        f'<SourceFilename relativeToVRT="{relative}">{source}</SourceFilename>'
        f"<SourceBand>1</SourceBand><SrcRect {whole}/><DstRect {whole}/></{kind}></VRTRasterBand>"
    )


def vrt(path, bands, more=""):
    path.write_text(
        f'<VRTDataset rasterXSize="20" rasterYSize="20"{more}><SRS>EPSG:32616</SRS>'
        f"<GeoTransform>500000,10,0,4000000,0,-10</GeoTransform>{bands}</VRTDataset>"
    )
    return path


@pytest.fixture
def tile(write):
    return write("tile.tif", np.arange(400, dtype="float32").reshape(20, 20), PLACE)


def everything(path):
    """Read a raster in every way the program has."""
    info(path)
    read_window(path, 0, 0, 20, 20)
    read_overview(path, None, (4, 4))
    return read_onto([path], 32616, 500_005, 3_999_805, 10, 20, 20)


def test_a_vrt_of_files_beside_it_is_read(tmp_path, tile):
    (tmp_path / "below").mkdir()
    below = tile.rename(tmp_path / "below" / "tile.tif")
    want = np.arange(400.0).reshape(20, 20)
    assert np.array_equal(
        everything(vrt(tmp_path / "a.vrt", band_of("below/tile.tif")))[::-1], want
    )
    named_in_full = vrt(tmp_path / "b.vrt", band_of(below, relative=0))
    assert np.array_equal(everything(named_in_full)[::-1], want)
    nested = vrt(tmp_path / "c.vrt", band_of("a.vrt"))
    assert np.array_equal(everything(nested)[::-1], want)


def test_what_turns_numbers_into_values_is_kept(tmp_path, tile):
    inner = "<NODATA>7</NODATA><ScaleOffset>100</ScaleOffset><ScaleRatio>2</ScaleRatio>"
    bands = band_of("tile.tif", kind="ComplexSource").replace(
        "</ComplexSource>", f"{inner}</ComplexSource>"
    )
    bands = bands.replace('band="1">', 'band="1"><NoDataValue>-9</NoDataValue>', 1)
    got = read_window(vrt(tmp_path / "a.vrt", bands), 0, 0, 20, 20)
    assert np.isnan(got[0, 7]) and got[0, 8] == 116 and got[19, 19] == 898


@pytest.mark.parametrize("name", ["a.vrt", "a.tif", "a.hgt", "a.asc", "a.img", "a"])
@pytest.mark.parametrize(
    "place", ["/vsicurl/{0}/x.tif", "{0}/x.tif", "/vsizip//vsicurl/{0}/x.zip/x.tif", "/etc/hosts"]
)
def test_sources_elsewhere_are_refused_and_nothing_is_asked(tmp_path, network, name, place):
    address, asked = network
    path = vrt(tmp_path / name, band_of(place.format(address), relative=0))
    with pytest.raises(InputError, match=r"virtual raster.*not beside it"):
        everything(path)
    assert not asked


def test_ways_out_of_the_folder(tmp_path, tile, monkeypatch):
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.chdir(tmp_path)
    for source in ("../tile.tif", tile, "x/../../tile.tif"):
        with pytest.raises(InputError, match="not beside it"):
            everything(vrt(home / "a.vrt", band_of(source)))
    (home / "link.tif").symlink_to(tile)
    with pytest.raises(InputError, match="not beside it"):
        everything(vrt(home / "a.vrt", band_of("link.tif")))
    vrt(home / "inner.vrt", band_of("../tile.tif"))
    with pytest.raises(InputError, match=r"inner\.vrt: a virtual raster with a source"):
        everything(vrt(home / "a.vrt", band_of("inner.vrt")))
    with pytest.raises(InputError, match="within each other too deep"):
        everything(vrt(home / "a.vrt", band_of("a.vrt")))
    with pytest.raises(InputError, match=r"'gone\.tif' is missing"):
        everything(vrt(home / "a.vrt", band_of("gone.tif")))


@pytest.mark.parametrize(
    ("bands", "more", "why"),
    [
        (
            '<VRTRasterBand dataType="Byte" band="1" subClass="VRTRawRasterBand">'
            "<SourceFilename>tile.tif</SourceFilename></VRTRasterBand>",
            "",
            "as raw numbers",
        ),
        (
            '<VRTRasterBand dataType="Byte" band="1" subClass="VRTRawRasterBand">'
            "<SourceFilename>/etc/passwd</SourceFilename></VRTRasterBand>",
            "",
            "not beside it",
        ),
        (
            '<VRTRasterBand dataType="Byte" band="1" subClass="VRTDerivedRasterBand">'
            "<PixelFunctionType>os.system</PixelFunctionType></VRTRasterBand>",
            "",
            r"computed band \(VRTDerivedRasterBand\)",
        ),
        ("", ' subClass="VRTWarpedDataset"', "VRTWarpedDataset"),
        ("<GDALWarpOptions/>", "", "<GDALWarpOptions>"),
        ("<Group/>", "", "<Group>"),
    ],
)
def test_a_vrt_that_does_more_than_place_rasters(tmp_path, tile, bands, more, why):
    with pytest.raises(InputError, match=why):
        everything(vrt(tmp_path / "a.vrt", bands, more))


def test_broken_virtual_rasters(tmp_path):
    path = tmp_path / "a.vrt"
    for text in ("<VRTDataset", "<VRTDataset>\xff", "<VRTDataset rasterXSize='1'/>"):
        path.write_text(text, encoding="latin-1")
        with pytest.raises(InputError):
            everything(path)
    path.write_text('<!DOCTYPE a [<!ENTITY x "y">]><VRTDataset>&x;</VRTDataset>')
    with pytest.raises(InputError, match="document type"):
        everything(path)


def test_a_vrt_of_plain_tiles_needs_its_own_name(tmp_path, tile):
    with pytest.raises(InputError, match=r"virtual raster named \.tif"):
        everything(vrt(tmp_path / "a.tif", band_of("tile.tif")))


@pytest.mark.parametrize("name", ["a.tif", "a.vrt", "a.asc"])
@pytest.mark.parametrize(
    "text",
    [
        "<GDAL_WMS><Service name='TMS'><ServerUrl>{0}/1.png</ServerUrl></Service></GDAL_WMS>",
        "<WCS_GDAL><ServiceURL>{0}/</ServiceURL><CoverageName>x</CoverageName></WCS_GDAL>",
        '{{"type": "FeatureCollection", "links": [{{"href": "{0}/x.tif"}}]}}',
        "WFS:{0}/wfs",
    ],
)
def test_descriptions_of_services(tmp_path, network, name, text):
    address, asked = network
    path = tmp_path / name
    path.write_text(text.format(address))
    with pytest.raises(InputError, match="not a raster"):
        everything(path)
    assert not asked


def test_overviews_and_masks_elsewhere(tmp_path, network, tile):
    address, asked = network
    far = band_of(f"/vsicurl/{address}/x.tif", relative=0)
    for ending in (".ovr", ".msk"):
        beside = vrt(tmp_path / f"tile.tif{ending}", far)
        with pytest.raises(InputError, match=r"no TIFF|not beside"):
            everything(tile)
        beside.unlink()
    notes = tmp_path / "tile.tif.aux.xml"
    notes.write_text(
        '<PAMDataset><Metadata domain="OVERVIEWS"><MDI key="OVERVIEW_FILE">'
        f"/vsicurl/{address}/x.tif</MDI></Metadata></PAMDataset>"
    )
    with pytest.raises(InputError, match="as its overview"):
        everything(tile)
    with pytest.raises(InputError, match="as its overview"):
        everything(vrt(tmp_path / "a.vrt", band_of("tile.tif")))
    notes.unlink()
    with rasterio.open(tile, "r+") as data:
        data.update_tags(ns="OVERVIEWS", OVERVIEW_FILE=f"/vsicurl/{address}/x.tif")
    with pytest.raises(InputError, match="as its overview"):
        everything(tile)
    assert not asked


def test_true_overviews_beside_are_used(tmp_path, write):
    path = write("big.tif", np.full((512, 512), 3.0, "float32"), PLACE)
    with rasterio.Env(TIFF_USE_OVR=True), rasterio.open(path, "r+") as data:
        data.build_overviews([2, 4])
    assert (tmp_path / "big.tif.ovr").exists()
    assert (read_overview(path, None, (8, 8)) == 3).all()


def test_a_file_cut_short_is_one_line(write):
    path = write("cut.tif", np.random.default_rng(1).random((600, 600)), PLACE)
    path.write_bytes(path.read_bytes()[:200_000])
    for read in (lambda: read_window(path, 0, 0, 600, 600), lambda: everything(path)):
        with pytest.raises(InputError, match="damaged"):
            read()


def test_files_are_opened_for_reading_in_one_place():
    folder = Path(rooms.__file__).parent
    users = {
        path.name for path in folder.glob("*.py") if "rasterio.open(" in path.read_text("utf-8")
    }
    assert users == {"opened.py", "writer.py"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes among files here")
@pytest.mark.parametrize("name", ["tile.tif.aux.xml", "tile.tif.ovr", "tile.tfw", "TILE.aux"])
def test_a_pipe_beside_a_raster_is_not_waited_for(tile, name):
    assert info(tile).count == 1
    os.mkfifo(tile.with_name(name))
    with pytest.raises(InputError, match=re.escape(name)):
        info(tile)


def test_broken_links_beside_a_raster_are_nothing(tile):
    tile.with_name("tile.tif.aux.xml").symlink_to("nowhere")
    assert info(tile).count == 1


@pytest.mark.parametrize("kept", [0.02, 0.3, 0.95])
def test_an_ascii_grid_cut_short_is_refused_at_once(tmp_path, kept):
    rows = "\n".join(" ".join(f"{500 + row}.25" for _ in range(300)) for row in range(300))
    head = "ncols 300\nnrows 300\nxllcorner 500000\nyllcorner 4000000\ncellsize 10\n"
    path = tmp_path / "a.asc"
    path.with_suffix(".prj").write_text(rasterio.crs.CRS.from_epsg(32616).to_wkt())
    path.write_text(head + rows)
    assert info(path).grid.width == 300
    path.write_text((head + rows)[: int(len(rows) * kept)])
    with pytest.raises(InputError, match="cut short"):
        info(path)
