"""Temperatures of radiometric photos are those that were put into them."""

import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from missionplanner.errors import InputError
from missionplanner.imagery.radiometry.dji_tool import dji_celsius, find_tool
from missionplanner.imagery.radiometry.fff import flir_frame
from missionplanner.imagery.radiometry.flir import ThermalSetting, surface_c, transmission
from missionplanner.imagery.radiometry.measure import Measure
from missionplanner.imagery.radiometry.thermal import ThermalAsked, temperature_measure
from missionplanner.messages.message import Message
from tests.radiometric_files import Air, counts, fff, passed, with_flir

WARM = np.linspace(5.0, 55.0, 64 * 48, dtype=np.float64).reshape(48, 64)
AIR = Air()


def jpeg(path: Path) -> Path:
    Image.fromarray(np.full((48, 64), 90, np.uint8)).save(path, "JPEG")
    return path


def flir(path: Path, air: Air = AIR, **more) -> Path:
    return with_flir(jpeg(path), fff(counts(WARM, air), air, **more))


def setting(air: Air) -> ThermalSetting:
    return ThermalSetting(air.emissivity, air.distance_m, air.reflected_c, air.air_c, air.humidity)


@pytest.mark.parametrize(("order", "png"), [("<", False), (">", False), ("<", True)])
def test_what_was_put_in_comes_out(tmp_path, order, png) -> None:
    frame = flir_frame(flir(tmp_path / "a.jpg", order=order, png=png))
    assert frame is not None and frame.raw.shape == (48, 64)
    assert frame.emissivity == pytest.approx(0.95) and frame.humidity == pytest.approx(0.4)
    # A count is 0.02 to 0.03 K here.
    assert surface_c(frame, setting(AIR)) == pytest.approx(WARM, abs=0.03)


def test_air_takes_its_share(tmp_path) -> None:
    frame = flir_frame(flir(tmp_path / "a.jpg"))
    assert transmission(frame, setting(AIR)) == pytest.approx(passed(60.0, 28.0, 0.4), rel=1e-6)
    near = transmission(frame, ThermalSetting(1.0, 0.0, 20.0, 20.0, 0.5))
    assert near == pytest.approx(1.0)


def test_heights_above_the_ground_are_the_air_between(tmp_path) -> None:
    files = [flir(tmp_path / f"{m:.0f}.jpg", Air(distance_m=m)) for m in (60.0, 120.0)]
    made = temperature_measure(files, np.array([60.0, 120.0]), ThermalAsked())
    assert isinstance(made, Measure) and made.unit == "degC"
    for k in (0, 1):
        assert made.read(k)[..., 0] == pytest.approx(WARM, abs=0.04)
    wrong = temperature_measure(files, np.array([120.0, 60.0]), ThermalAsked())
    assert np.abs(wrong.read(1)[..., 0] - WARM).max() > 0.3


def test_what_is_asked_goes_before_what_the_camera_was_set_to(tmp_path) -> None:
    true = Air(emissivity=0.9, air_c=31.0, humidity=0.6, reflected_c=-25.0)
    raw = counts(WARM, true)
    file = with_flir(jpeg(tmp_path / "a.jpg"), fff(raw, Air(emissivity=1.0, air_c=40.0)))
    made = temperature_measure([file], np.array([60.0]), ThermalAsked(0.9, 0.6, 31.0, -25.0))
    assert made.read(0)[..., 0] == pytest.approx(WARM, abs=0.04)
    assert made.told[0].values["emissivity"] == 0.9 and made.told[0].values["humidity"] == 60.0


def test_an_xt2_tells_the_temperature_that_it_noted_itself(data_dir) -> None:
    """DJI writes CentralTemperature into XMP: 34 degrees, whole ones, by the camera's settings."""
    frame = flir_frame(data_dir / "imagery" / "DJI_XT2.jpg")
    assert frame is not None and frame.raw.shape == (512, 640)
    told = ThermalSetting(
        frame.emissivity, frame.distance_m, frame.reflected_c, frame.air_c, frame.humidity
    )
    middle = surface_c(frame, told)[254:258, 318:322]
    assert float(np.median(middle)) == pytest.approx(34.0, abs=1.5)


def test_djis_own_files_ask_for_the_makers_tool(data_dir, monkeypatch) -> None:
    monkeypatch.setenv("PATH", "")
    file = data_dir / "imagery" / "DJI_H20T.jpg"
    told = temperature_measure([file], np.array([50.0]), ThermalAsked())
    assert isinstance(told, Message) and told.code == "radiometry.dji_without_tool"


TOOL = """#!{python}
import sys
given = dict(zip(sys.argv[1::2], sys.argv[2::2]))
assert given["-a"] == "measure" and given["--measurefmt"] == "float32"
import array
value = float(given["--emissivity"]) * 100 + float(given["--distance"])
array.array("f", [value] * {pixels}).tofile(open(given["-o"], "wb"))
sys.exit({code})
"""


def tool(path: Path, pixels: int = 64 * 48, code: int = 0) -> Path:
    path.write_text(TOOL.format(python=sys.executable, pixels=pixels, code=code), "utf-8")
    path.chmod(0o755)
    return path


@pytest.mark.skipif(sys.platform == "win32", reason="a script stands for the maker's program")
def test_the_makers_tool_is_asked_within_its_limits(tmp_path) -> None:
    photo = jpeg(tmp_path / "a.jpg")
    far = ThermalSetting(0.95, 80.0, 20.0, 25.0, 0.5)
    got = dji_celsius(tool(tmp_path / "dji_irp"), photo, (48, 64), far)
    assert got.shape == (48, 64) and (got == 95.0 + 25.0).all()
    for name, more in (("short", {"pixels": 5}), ("fails", {"code": 3})):
        with pytest.raises(InputError) as error:
            dji_celsius(tool(tmp_path / name, **more), photo, (48, 64), far)
        assert error.value.code == "radiometry.tool_failed"


def test_a_tool_that_is_none_is_refused(tmp_path) -> None:
    with pytest.raises(InputError) as error:
        find_tool(tmp_path / "nothing")
    assert error.value.code == "radiometry.no_tool"


def test_counts_of_a_share_of_a_kelvin(tmp_path) -> None:
    packet = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-'
        'syntax-ns#"><rdf:Description xmlns:FLIR="http://www.dji.com/FLIR/1.0/" '
        'FLIR:TlinearGain="0.04"/></rdf:RDF></x:xmpmeta>'
    )
    raw = np.rint((WARM + 273.15) / 0.04).astype(np.uint16)
    raw[0, 0] = 0
    Image.fromarray(raw).save(tmp_path / "a.tif", tiffinfo={700: packet.encode()})
    made = temperature_measure([tmp_path / "a.tif"], np.array([50.0]), ThermalAsked())
    got = made.read(0)[..., 0]
    assert np.isnan(got[0, 0]) and got.ravel()[1:] == pytest.approx(WARM.ravel()[1:], abs=0.021)


def test_a_picture_is_no_temperature_and_is_told_so(tmp_path) -> None:
    told = temperature_measure([jpeg(tmp_path / "a.jpg")], np.array([50.0]), ThermalAsked())
    assert isinstance(told, Message) and told.code == "radiometry.no_temperatures"


def test_one_picture_among_thermal_ones_is_refused_by_name(tmp_path) -> None:
    files = [flir(tmp_path / "a.jpg"), jpeg(tmp_path / "b.jpg")]
    made = temperature_measure(files, np.array([50.0, 50.0]), ThermalAsked())
    with pytest.raises(InputError, match=r"b\.jpg") as error:
        made.read(1)
    assert error.value.code == "radiometry.mixed"


@pytest.mark.parametrize(
    "asked", [ThermalAsked(emissivity=0.0), ThermalAsked(humidity=55.0), ThermalAsked(air_c=200.0)]
)
def test_no_such_air(tmp_path, asked) -> None:
    with pytest.raises(InputError) as error:
        temperature_measure([jpeg(tmp_path / "a.jpg")], np.array([50.0]), asked)
    assert error.value.code == "radiometry.no_such_air"


def test_damaged_files_are_refused_in_a_line(tmp_path) -> None:
    whole = fff(counts(WARM, AIR), AIR)
    rng, refused = np.random.default_rng(4), 0
    for k in range(120):
        broken = bytearray(whole)
        if k % 3 == 0:
            broken = broken[: rng.integers(1, len(whole))]
        else:
            for at in rng.integers(0, 200 if k % 3 == 1 else len(whole), 6):
                broken[at] = rng.integers(0, 256)
        file = with_flir(jpeg(tmp_path / "a.jpg"), bytes(broken))
        try:
            frame = flir_frame(file)
        except InputError as error:
            assert error.code == "radiometry.flir_damaged"
            refused += 1
        else:
            assert frame is not None and frame.raw.size <= len(whole)
            told = (frame.emissivity, frame.distance_m, frame.reflected_c, frame.air_c)
            assert surface_c(frame, ThermalSetting(*told, frame.humidity)).shape == frame.raw.shape
    assert refused > 40
    file.write_bytes(b"no picture")
    assert flir_frame(file) is None
    with pytest.raises(InputError):
        temperature_measure([file], np.array([1.0]), ThermalAsked())
