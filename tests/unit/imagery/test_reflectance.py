"""Captures of a known ground under a known light give back what the ground reflects."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
import segno

from missionplanner.errors import InputError
from missionplanner.imagery.folder import photo_files, read_card
from missionplanner.imagery.radiometry.lens import told_interior, told_warp
from missionplanner.imagery.radiometry.light import irradiance
from missionplanner.imagery.radiometry.measure import Measure
from missionplanner.imagery.radiometry.micasense import read_band
from missionplanner.imagery.radiometry.reflectance import (
    PanelAsked,
    given_reflectance,
    panel_photos,
    reflectance_measure,
)
from missionplanner.messages.message import Message
from missionplanner.model.photo import Photo
from missionplanner.tasks.progress import silent
from tests.radiometric_files import BANDS, Lens, counted, write_band

SHAPE = (150, 200)
NOON = datetime(2024, 6, 12, 4, 30, 0)
GROUND = np.linspace(0.02, 0.6, 150 * 200).reshape(SHAPE)
LIGHT = {"Blue": 1.1, "Green": 1.0, "Red": 0.9, "NIR": 0.6, "Red edge": 0.8}
LENSES = [
    Lens(name, nm, exposure_s=0.0004 + 1e-4 * k, iso=100 * (1 + k % 2))
    for k, (name, nm) in enumerate(BANDS)
]


def dls2(light: float, sun: float = 1.0) -> str:
    """Direct and scattered light as a DLS 2 tells it, in hundredths."""
    direct = light * 0.8 / np.sin(sun)
    return (
        f"<DLS:DirectIrradiance>{100 * direct}</DLS:DirectIrradiance>"
        f"<DLS:ScatteredIrradiance>{100 * light * 0.2}</DLS:ScatteredIrradiance>"
        f"<DLS:SolarElevation>{sun}</DLS:SolarElevation>"
        "<DLS:IrradianceScaleToSIUnits>0.01</DLS:IrradianceScaleToSIUnits>"
    )


def capture(
    folder: Path, name: str, share: np.ndarray, bright: float, words: str = "", *, dls=True, after=0
) -> Photo:
    """Write five bands of a ground that reflects `share`; the day is `bright` times as light."""
    folder.mkdir(exist_ok=True)
    for k, lens in enumerate(LENSES, 1):
        light = LIGHT[lens.name] * bright
        more = words + (dls2(light) if dls else "")
        taken = NOON + timedelta(seconds=after)
        path = folder / f"{name}_{k}.tif"
        write_band(path, share * light / np.pi, lens, more, capture=name, taken=taken)
    card = read_card(photo_files(folder), silent(), looked=False)
    return next(one.photo for one in card.seized if one.photo.capture == name)


PANEL = (
    "<MicaSense:CalibrationPicture>2</MicaSense:CalibrationPicture>"
    "<MicaSense:Albedo>0.5</MicaSense:Albedo>"
    "<MicaSense:ReflectArea>60,40,120,40,120,100,60,100</MicaSense:ReflectArea>"
)


def panel_ground(share: float = 0.5) -> np.ndarray:
    ground = np.full(SHAPE, 0.1)
    ground[40:101, 60:121] = share
    return ground


def off(made: Measure, k: int = 0) -> float:
    return float(np.nanmax(np.abs(made.read(k) - GROUND[..., None])))


def test_by_the_light_sensor_alone(tmp_path) -> None:
    shown = capture(tmp_path, "IMG_0", GROUND, 0.7)
    made = reflectance_measure([shown], PanelAsked(), silent())
    assert isinstance(made, Measure) and made.names == tuple(name for name, _ in BANDS)
    assert off(made) < 0.002
    assert made.told[0].code == "radiometry.by_light"


def test_by_the_panel_alone_as_long_as_light_stays(tmp_path) -> None:
    ground = capture(tmp_path, "IMG_0", GROUND, 0.7, dls=False)
    panel = capture(tmp_path / "p", "IMG_P", panel_ground(), 0.7, PANEL, dls=False)
    assert panel_photos([ground, panel]) == (1,)
    made = reflectance_measure([ground], PanelAsked((panel,)), silent())
    assert isinstance(made, Measure) and off(made) < 0.002
    assert made.told[0].code == "radiometry.by_panel"


def test_panel_and_light_sensor_follow_the_clouds(tmp_path) -> None:
    ground = capture(tmp_path, "IMG_0", GROUND, 0.4)
    panel = capture(tmp_path / "p", "IMG_P", panel_ground(), 1.0, PANEL)
    made = reflectance_measure([ground], PanelAsked((panel,)), silent())
    assert isinstance(made, Measure) and off(made) < 0.002
    assert made.told[0].code == "radiometry.by_both"


def test_between_two_panels_light_goes_straight(tmp_path) -> None:
    # No light sensor: it grew lighter by half, evenly.
    before = capture(tmp_path / "b", "IMG_B", panel_ground(), 0.6, PANEL, dls=False)
    after = capture(tmp_path / "a", "IMG_A", panel_ground(), 0.9, PANEL, dls=False, after=600)
    shown = capture(tmp_path, "IMG_0", GROUND, 0.72, dls=False, after=300)
    made = reflectance_measure([shown], PanelAsked((after, before)), silent())
    assert isinstance(made, Measure)
    # Rp / Lp is what goes straight: its mean is that of a light of 2 / (1/0.6 + 1/0.9) = 0.72.
    assert off(made) < 0.002


def test_what_the_user_says_goes_before_what_the_file_says(tmp_path) -> None:
    ground = capture(tmp_path, "IMG_0", GROUND, 0.7, dls=False)
    panel = capture(tmp_path / "p", "IMG_P", panel_ground(0.3), 0.7, PANEL, dls=False)
    made = reflectance_measure([ground], PanelAsked((panel,), {"": 0.3}), silent())
    assert isinstance(made, Measure) and off(made) < 0.002


def test_a_panel_is_found_by_its_code(tmp_path) -> None:
    """The number of an RP04 says what it reflects: 53 % at 400 nm, 45 % at 900 nm."""
    rows, cols = 700, 1150
    code = segno.make("RP04-1234567-SC_" + "0400" + "530" + "0900" + "450", error="m")
    cells = np.array([[bool(cell) for cell in row] for row in code.matrix_iter(border=0)])
    size = 180 // len(cells)
    side = size * len(cells)
    ground = np.full((rows, cols), 0.3)
    ground[300:540, 790:1030] = 0.6  # the white label
    ground[324 : 324 + side, 820 : 820 + side] = np.where(
        np.kron(cells, np.ones((size, size))), 0.03, 0.6
    )
    lens = replace(LENSES[2], centre=(575.0, 350.0), vignette=(1e-6, 0.0, 0.0))
    true = 0.53 + (668 - 400) / 500 * (0.45 - 0.53)
    # The drawing's square for a code of 180 px at 820, 324 lies left of it.
    ground[320:500, 530:720] = true
    path = write_band(tmp_path / "IMG_P_1.tif", ground * 0.8 / np.pi, lens)
    shown = write_band(tmp_path / "IMG_0_1.tif", GROUND * 0.8 / np.pi, LENSES[2])
    card = read_card([path, shown], silent(), looked=False)
    panel, one = (replace(card.seized[0].photo, path=p, files=(p,)) for p in (path, shown))
    made = reflectance_measure([one], PanelAsked((panel,)), silent())
    assert isinstance(made, Measure)
    assert np.nanmax(np.abs(made.read(0)[..., 0] - GROUND)) < 0.005


def refused(tmp_path: Path, share: np.ndarray, words: str = PANEL, bright: float = 0.7) -> str:
    ground = capture(tmp_path, "IMG_0", GROUND, 0.7, dls=False)
    panel = capture(tmp_path / "p", "IMG_P", share, bright, words, dls=False)
    with pytest.raises(InputError) as error:
        reflectance_measure([ground], PanelAsked((panel,)), silent())
    return error.value.code


def test_a_panel_that_does_not_serve_is_refused(tmp_path) -> None:
    shaded = panel_ground()
    shaded[40:70] *= 0.3
    assert refused(tmp_path / "a", shaded) == "radiometry.panel_uneven"
    assert refused(tmp_path / "b", panel_ground(), bright=40.0) == "radiometry.panel_saturated"
    assert refused(tmp_path / "c", panel_ground(), words="") == "radiometry.no_panel"
    unsaid = PANEL.replace("<MicaSense:Albedo>0.5</MicaSense:Albedo>", "")
    assert refused(tmp_path / "d", panel_ground(), words=unsaid) == "radiometry.panel_unknown"


def test_without_panel_and_light_sensor_there_is_none(tmp_path) -> None:
    told = reflectance_measure(
        [capture(tmp_path, "IMG_0", GROUND, 0.7, dls=False)], PanelAsked(), silent()
    )
    assert isinstance(told, Message) and told.code == "radiometry.no_light"


def test_a_file_without_its_calibration_is_told_by_name(tmp_path) -> None:
    one = capture(tmp_path, "IMG_0", GROUND, 0.7)
    for path in one.files:
        content = path.read_bytes()
        path.write_bytes(content.replace(b"RadiometricCalibration", b"RadiometricCalibratio_"))
    told = reflectance_measure([one], PanelAsked(), silent())
    assert isinstance(told, Message) and told.code == "radiometry.no_calibration"
    assert told.values["file"] == "IMG_0_1.tif"


def test_bands_of_other_sizes_and_odd_words_are_refused_by_name(tmp_path) -> None:
    one = capture(tmp_path, "IMG_0", GROUND, 0.7)
    made = reflectance_measure([one], PanelAsked(), silent())
    assert isinstance(made, Measure)
    write_band(one.files[2], GROUND[:100] * 0.2, LENSES[2], dls2(1.0), capture="IMG_0")
    with pytest.raises(InputError, match="IMG_0_1") as error:
        made.read(0)
    assert error.value.code == "radiometry.band_sizes"
    one.files[1].write_bytes(one.files[1].read_bytes()[:20_000])
    with pytest.raises(InputError) as error:
        made.read(0)
    assert error.value.code == "imagery.cut_off"
    # Words of no sense: of a radiance that cannot be nothing is made.
    lens = replace(LENSES[0], exposure_s=1e-6, calibration=(1e300, -1e300, 1e300))
    band = read_band(write_band(tmp_path / "odd.tif", GROUND, LENSES[0]))
    assert band is not None
    odd = replace(band, calibration=lens.calibration, vignette=(-1.0, 0.0))
    with np.errstate(all="ignore"):
        assert odd.radiance(odd.pixels()).shape == SHAPE


def test_saturated_pixels_are_not_measured(tmp_path) -> None:
    lens = LENSES[0]
    radiance = np.full(SHAPE, 0.05)
    radiance[:10] = 50.0
    band = read_band(write_band(tmp_path / "a.tif", radiance, lens))
    assert band is not None
    got = band.radiance(band.pixels())
    assert np.isnan(got[:10]).all() and got[10:] == pytest.approx(0.05, rel=2e-3)
    assert (counted(radiance, lens)[:10] == 65520).all()


def test_light_of_a_dls_1_is_turned_to_level_ground() -> None:
    """By hand: sensor level, so the angle to the sun is 90 degrees less its height."""
    words = {"dls:SpectralIrradiance": "0.9", "dls:Yaw": "1.0", "dls:Pitch": "0", "dls:Roll": "0"}
    when = datetime(2024, 6, 12, 4, 30, tzinfo=UTC)
    level = irradiance(words, (112.0, 37.0), when)
    assert level is not None
    # Level, the sensor gets what the ground gets, but for what its diffusor keeps: 5 to 12 %.
    assert 0.9 / 0.95 < level < 0.9 / 0.88
    # The sun stands 14 degrees south of upright. With its nose down the sensor looks away from it
    # and sees less of it than the ground; with its nose up, more.
    north = {**words, "dls:Yaw": "0", "dls:Pitch": str(np.radians(-10.0))}
    south = {**words, "dls:Yaw": "0", "dls:Pitch": str(np.radians(10.0))}
    tilted = [irradiance(one, (112.0, 37.0), when) for one in (north, south)]
    assert tilted[0] is not None and tilted[1] is not None
    assert tilted[0] > 1.03 * level and tilted[1] < 0.985 * level
    assert irradiance(words, (112.0, 37.0), datetime(2024, 6, 12, 16, 30, tzinfo=UTC)) is None
    assert irradiance(words, None, when) is None
    assert irradiance({}, (112.0, 37.0), when) is None


def test_given_reflectances() -> None:
    assert given_reflectance("0.49") == {"": 0.49}
    assert given_reflectance("blue=0.5, Red edge=0.48") == {"blue": 0.5, "red edge": 0.48}
    for text in ("49", "blue", "", "blue=x", "nan"):
        with pytest.raises(InputError):
            given_reflectance(text)


def test_what_a_lens_tells_of_itself(tmp_path) -> None:
    words = "<Camera:RigRelatives>0.2,-0.3,0.1</Camera:RigRelatives>"
    first = read_band(write_band(tmp_path / "a.tif", GROUND * 0.2, LENSES[0]))
    other = read_band(write_band(tmp_path / "b.tif", GROUND * 0.2, LENSES[1], words))
    assert first is not None and other is not None
    inside = told_interior(first, 200, 150)
    assert inside is not None and inside.fx == pytest.approx(225.0)
    assert (inside.cx, inside.cy) == pytest.approx((100.0, 75.0), abs=0.01)
    warp = told_warp(first, other, 200, 150)
    assert warp is not None
    x, y, w = warp @ [100.0, 75.0, 1.0]
    # A turn of 0.3 degrees about the picture's upright is 225 tan 0.3 = 1.18 px, 0.2 is 0.79 px.
    assert (abs(x / w - 100.0), abs(y / w - 75.0)) == pytest.approx((1.18, 0.79), abs=0.02)
    assert told_warp(first, first, 200, 150) is None


def test_a_real_capture_of_trees_looks_as_trees_do(data_dir) -> None:
    card = read_card(photo_files(data_dir / "imagery" / "rededge"), silent(), looked=False)
    made = reflectance_measure([card.seized[0].photo], PanelAsked(), silent())
    assert isinstance(made, Measure)
    middle = dict(zip(made.names, np.nanmedian(made.read(0), axis=(0, 1)), strict=True))
    assert middle["Blue"] < middle["Red"] < middle["Green"] < middle["Red edge"] < middle["NIR"]
    assert 0.02 < middle["Blue"] < 0.08 and 0.3 < middle["NIR"] < 0.5
