"""The brief of a small site: what it says, that codes on it can be read, and what is refused."""

import hashlib
import json
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
import pytest

from missionplanner.cli.main import run
from tests.stories.small_site import write_site

DAY = "--day=2026-06-18"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("brief")
    site = write_site(folder / "files")
    path = folder / "hill.mplan"
    files = [
        f"--dem={site.dem}",
        f"--area={site.area}",
        f"--threats={site.threats}",
        f"--weather={site.weather}",
        "--vertical-datum=egm96",
        "--sensor=rededge-m",
    ]
    assert run(["new", str(path), *files]) == 0
    assert run(["plan", str(path), "--evaluations", "2"]) == 0
    return path


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MISSIONPLANNER_SETTINGS", str(tmp_path / "settings.json"))


@pytest.fixture(scope="module")
def printed(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("printed") / "brief.pdf"
    assert run(["brief", str(project), "--out", str(out), DAY]) == 0
    return out


def text_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def picture(path: Path, page: int) -> np.ndarray:
    return np.array(pypdfium2.PdfDocument(path)[page].render(scale=4).to_pil().convert("L"))


def spoken(capsys: pytest.CaptureFixture[str], arguments: list[str], code: int = 0) -> dict:
    assert run([*arguments, "--json"]) == code
    return json.loads(capsys.readouterr().out.splitlines()[-1])


def test_a_cover_and_a_page_a_sortie(project: Path, printed: Path, tmp_path: Path, capsys) -> None:
    told = spoken(capsys, ["brief", str(project), "--out", str(tmp_path / "b.pdf"), DAY])
    document = pypdfium2.PdfDocument(printed)
    assert len(document) == 1 + len(told["sorties"])
    for width, height in (page.get_size() for page in document):
        assert (round(width), round(height)) == (595, 842)  # A4, points
    words = text_of(printed)
    sortie = told["sorties"][0]
    for said in ("Thursday 18 June 2026, UTC+8", "MicaSense RedEdge-M", "Mast", sortie["file"]):
        assert said in words, said
    assert f"{sortie['return_height_m']:.0f} m above H" in " ".join(words.split())
    assert sortie["from"].startswith("2026-06-18T10:00:00+08:00")


def test_no_sheet_is_blank_and_nothing_runs_over_its_margin(printed: Path) -> None:
    for page in range(len(pypdfium2.PdfDocument(printed))):
        grey = picture(printed, page)
        edge = round(11 / 25.4 * 72 * 4)
        assert 0.02 < (grey < 128).mean() < 0.4
        frame = np.ones_like(grey, bool)
        frame[edge:-edge, edge:-edge] = False
        assert grey[frame].min() > 200


def test_the_same_plan_gives_the_same_bytes(project: Path, printed: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.pdf"
    assert run(["brief", str(project), "--out", str(again), DAY]) == 0
    assert again.read_bytes() == printed.read_bytes()


def test_its_codes_are_read_by_another_program(
    project: Path, printed: Path, tmp_path: Path, capsys
) -> None:
    written = spoken(capsys, ["export", str(project), "--out", str(tmp_path)])["files"]
    read, _ = cv2.QRCodeDetector().detectAndDecodeMulti(picture(printed, 1))[1:3]
    codes = set(read)
    digest = hashlib.sha256(Path(written[0]).read_bytes()).hexdigest()
    assert f"sha256:{digest}" in codes
    (place,) = (code for code in codes if code.startswith("geo:"))
    lat, lon = (float(part) for part in place[4:].split(","))
    home = json.loads((project / "results" / "plan.json").read_text("utf-8"))
    position = home["plans"][0]["home"]["position"]
    assert lat == pytest.approx(position["lat_deg"], abs=1e-7)
    assert lon == pytest.approx(position["lon_deg"], abs=1e-7)


def test_it_is_told_in_chinese(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "zh.pdf"
    assert run(["brief", str(project), "--out", str(out), DAY, "--language", "zh"]) == 0
    words = text_of(out)
    assert "外业飞行单" in words and "起飞前手动设置" in words and "2026 年 6 月 18 日" in words


def test_names_are_printed_and_kept_where_asked(project: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "1.pdf", tmp_path / "2.pdf"
    named = ["--pilot", "Li Wei", "--customer", "矿山一号", "--remember"]
    assert run(["brief", str(project), "--out", str(first), DAY, *named]) == 0
    assert run(["brief", str(project), "--out", str(second), DAY]) == 0
    assert "Li Wei" in text_of(second) and "矿山一号" in text_of(second)


def test_what_cannot_be_printed_is_told_in_a_line(project: Path, tmp_path: Path, capsys) -> None:
    broken = tmp_path / "logo.png"
    broken.write_bytes(b"no picture")
    out = str(tmp_path / "x.pdf")
    for more, said in (
        (["--day", "soon"], "is no day"),
        (["--logo", str(broken)], "picture"),
        (["--sortie", "99"], "no sortie 99"),
        (["--option", "colour=red"], "no such option"),
        (["--pilot", "x" * 200], "letters"),
    ):
        assert run(["brief", str(project), "--out", out, *more]) == 2
        line = capsys.readouterr().err.splitlines()[-1]
        assert said in line, line
    assert not Path(out).exists()


def test_a_logo_is_drawn(project: Path, printed: Path, tmp_path: Path) -> None:
    logo = tmp_path / "logo.png"
    cv2.imwrite(str(logo), np.zeros((60, 200, 3), np.uint8))
    out = tmp_path / "logo.pdf"
    assert run(["brief", str(project), "--out", str(out), DAY, "--logo", str(logo)]) == 0
    place = np.s_[145:240, 1875:2230]  # 34 x 10.2 mm at the upper right margin
    assert (picture(out, 0)[place] < 60).all() and not (picture(printed, 0)[place] < 60).all()


def test_a_stale_plan_is_refused_as_export_does(
    project: Path, tmp_path: Path, capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = (project / "project.json").read_text("utf-8")
    changed = json.loads(saved)
    changed["intent"]["reserve_share"] = 0.4
    (project / "project.json").write_text(json.dumps(changed), "utf-8")
    try:
        assert run(["brief", str(project), "--out", str(tmp_path / "x.pdf"), DAY]) == 2
        assert "out of date" in capsys.readouterr().err
        assert not (tmp_path / "x.pdf").exists()
    finally:
        (project / "project.json").write_text(saved, "utf-8")
