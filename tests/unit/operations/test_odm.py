"""Photos handed to OpenDroneMap: as a folder, and to a small server of NodeODM's protocol."""

import csv
import json
import threading
from collections.abc import Iterator
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
import rasterio
from rasterio.transform import from_origin

from missionplanner.cli.main import run
from missionplanner.operations import odm
from missionplanner.operations.odm import OdmAsked, odm_server
from missionplanner.tasks.progress import Cancelled, Progress
from tests.rendered_site import FRAME, HEIGHT, WIDTH, flight, height_m, seen_at, write_pose
from tests.stories.small_site import EPSG, X0, Y0, write_site

POSES = flight(2, 3, (40.0, 45.0), agl=120.0)


class Server(ThreadingHTTPServer):
    """What a server was told, and what it is to answer."""

    def __init__(self, orthophoto: bytes) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.orthophoto = orthophoto
        self.files: dict[str, bytes] = {}
        self.options: dict[str, object] = {}
        self.asked: list[str] = []
        self.states = [20, 20, 40]
        self.short = False
        self.hostile: dict[str, list[tuple[int, bytes]]] = {}

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    """NodeODM's calls, as far as they are used."""

    server: Server

    def log_message(self, *_: object) -> None:
        pass

    def hostile(self, path: str) -> bool:
        """Answer as the server was told to, where it was."""
        waiting = self.server.hostile.get(path)
        if not waiting:
            return False
        status, raw = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        self.send_response(status)
        self.send_header("Location", "http://127.0.0.1:1/elsewhere")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)
        return True

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        self.server.asked.append(path)
        if self.hostile(path):
            return
        if path == "/info":
            self.tell({"version": "2.2.1"})
        elif path == "/task/t-1/info":
            states = self.server.states
            code = states.pop(0) if len(states) > 1 else states[0]
            status = {"code": code, "errorMessage": "too few features" if code == 30 else ""}
            self.tell({"uuid": "t-1", "status": status, "progress": 50})
        elif path == "/task/t-1/download/orthophoto.tif":
            raw = self.server.orthophoto
            self.send_response(200)
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw[: len(raw) // 2] if self.server.short else raw)
        else:
            self.send_error(404)

    def do_POST(self) -> None:
        path = urlsplit(self.path).path
        self.server.asked.append(path)
        raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.hostile(path):
            return
        if path == "/task/new/init":
            fields = parse_qs(raw.decode())
            listed = json.loads(fields["options"][0])
            self.server.options = {one["name"]: one["value"] for one in listed}
            self.tell({"uuid": "t-1"})
        elif path == "/task/new/upload/t-1":
            kind = f"Content-Type: {self.headers['Content-Type']}\r\n\r\n".encode()
            (part,) = BytesParser().parsebytes(kind + raw).get_payload()
            self.server.files[part.get_filename()] = part.get_payload(decode=True)
            self.tell({"success": True})
        else:
            self.tell({"success": True, "uuid": "t-1"})

    def tell(self, value: dict) -> None:
        raw = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    path = tmp_path / "ortho.tif"
    profile = {"driver": "GTiff", "count": 1, "height": 8, "width": 8, "dtype": "uint8"}
    place = {"crs": f"EPSG:{EPSG}", "transform": from_origin(X0, Y0, 1, 1)}
    with rasterio.open(path, "w", **profile, **place) as data:
        data.write(np.full((8, 8), 7, np.uint8), 1)
    made = Server(path.read_bytes())
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield made
    made.shutdown()
    made.server_close()
    thread.join()


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(odm, "_LOOK_S", 0.0)
    site = write_site(tmp_path / "files")
    path = tmp_path / "hill.mplan"
    arguments = ["new", str(path), f"--dem={site.dem}", f"--area={site.area}"]
    assert run([*arguments, "--vertical-datum=egm96", "--sensor=xt2"]) == 0
    photos = path / "photos"
    photos.mkdir()
    for k, pose in enumerate(POSES):
        write_pose(photos / f"P{k}.JPG", pose, np.full((HEIGHT, WIDTH), 90 + k, np.uint8), k)
    return path


def marked(project: Path, folder: Path) -> Path:
    """Two measured points, one of them for checking, with marks."""
    xy = np.array([(690.0, 640.0), (715.0, 660.0)]) + np.array([X0, Y0])
    points = np.column_stack((xy, height_m(xy[:, 0], xy[:, 1])))
    lon, lat = FRAME.inverse(xy[:, 0], xy[:, 1])
    table, marks = folder / "k.csv", folder / "marks.csv"
    with table.open("w", newline="", encoding="utf-8") as stream:
        rows = [[f"K {k}", lon[k], lat[k], points[k, 2], "check" if k else ""] for k in (0, 1)]
        csv.writer(stream).writerows([["name", "lon", "lat", "height", "check"], *rows])
    assert run(["control", str(project), f"--measured={table}", "--vertical-datum=egm96"]) == 0
    with marks.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        for k, pose in enumerate(POSES):
            for j, (u, v) in enumerate(seen_at(pose, points)):
                if 0 < u < WIDTH and 0 < v < HEIGHT:
                    writer.writerow([f"P{k}.JPG", f"{u:.2f}", f"{v:.2f}", f"K {j}"])
    return marks


def spoken(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict:
    capsys.readouterr()
    assert run([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out.splitlines()[-1])


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    assert run([*arguments]) == 2
    return capsys.readouterr().err.strip().splitlines()[-1]


def test_the_folder_holds_what_odm_takes(project, tmp_path, capsys) -> None:
    marks = marked(project, tmp_path)
    verb = [
        "odm",
        str(project),
        "--sensor=xt2",
        f"--marks={marks}",
        "--option=fast-orthophoto=true",
    ]
    told = spoken(capsys, *verb)
    folder = Path(told["files"][0])
    assert not told["server"]
    for k in range(len(POSES)):
        sent = (project / "photos" / f"P{k}.JPG").read_bytes()
        assert (folder / "images" / f"P{k}.JPG").read_bytes() == sent
    head, *lines = (folder / "gcp_list.txt").read_text("utf-8").splitlines()
    assert head == f"EPSG:{EPSG}" and told["control_lines"] == len(lines) >= 2
    for line in lines:
        x, y, z, u, v, photo, name = line.split()
        assert (float(x), float(y)) == pytest.approx((X0 + 690, Y0 + 640), abs=0.01)
        assert float(z) < float(height_m(float(x), float(y))) - 5.0  # above the ellipsoid
        assert name == "K_0" and 0 < float(u) < WIDTH and 0 < float(v) < HEIGHT
        assert (folder / "images" / photo).exists()
    assert json.loads((folder / "options.json").read_text("utf-8"))["fast-orthophoto"] is True


def test_cards_that_count_anew_are_told_apart(project, tmp_path, capsys) -> None:
    first = sorted((project / "photos").iterdir())[0]
    for name in ("000", "001"):
        (tmp_path / "card" / name).mkdir(parents=True)
        (tmp_path / "card" / name / "IMG_0001.JPG").write_bytes(first.read_bytes())
    verb = ["odm", str(project), "--sensor=xt2", f"--photos={tmp_path / 'card'}"]
    folder = Path(spoken(capsys, *verb)["files"][0])
    names = {path.name for path in (folder / "images").iterdir()}
    assert names == {"000_IMG_0001.JPG", "001_IMG_0001.JPG"}
    (tmp_path / "marks.csv").write_text("IMG_0001.JPG,5,5,K 0", "utf-8")
    assert "several photos" in refused(capsys, *verb, f"--marks={tmp_path / 'marks.csv'}")


def test_a_server_gets_everything_and_gives_the_orthophoto(
    project, server, tmp_path, capsys
) -> None:
    marks = marked(project, tmp_path)
    told = spoken(
        capsys, "odm", str(project), "--sensor=xt2", f"--marks={marks}", f"--server={server.url}"
    )
    assert set(server.files) == {*(f"P{k}.JPG" for k in range(6)), "gcp_list.txt"}
    assert server.files["P3.JPG"] == (project / "photos" / "P3.JPG").read_bytes()
    assert server.options["dsm"] is True and "/task/new/commit/t-1" in server.asked
    with rasterio.open(told["files"][0]) as data:
        assert (data.read(1) == 7).all()
    assert told["photos"] == 6 and told["server"]


def test_a_failure_and_a_cut_off_result_leave_nothing(project, server, capsys) -> None:
    verb = ["odm", str(project), "--sensor=xt2", f"--server={server.url}"]
    server.states = [20, 30]
    assert "too few features" in refused(capsys, *verb)
    server.states, server.short = [40], True
    assert refused(capsys, *verb)
    server.short, server.orthophoto = False, b"no raster at all"
    assert refused(capsys, *verb)
    assert not list((project / "results").glob("odm*"))


VRT = f"""<VRTDataset rasterXSize="8" rasterYSize="8"><VRTRasterBand dataType="Byte" band="1">
<SimpleSource><SourceFilename>{__file__}</SourceFilename></SimpleSource></VRTRasterBand>
</VRTDataset>""".encode()


@pytest.mark.parametrize(
    ("path", "answer", "said"),
    [
        ("/info", (200, b"<html>hello</html>"), "does not answer as NodeODM"),
        ("/info", (200, b"[1, 2]"), "does not answer as NodeODM"),
        ("/info", (200, b"[" * 100_000), "does not answer as NodeODM"),
        ("/info", (200, b" " * 1_100_000 + b"{}"), "does not answer as NodeODM"),
        ("/info", (302, b""), "status 302"),
        ("/info", (500, b"{}"), "status 500"),
        ("/task/new/init", (200, b'{"uuid": 7}'), "does not answer as NodeODM"),
        ("/task/new/init", (200, b'{"error": "\\u001b[31mno\\n"}'), "refuses"),
        ("/task/new/upload/t-1", (401, b""), "status 401"),
        ("/task/t-1/info", (200, b'{"status": 40}'), "does not answer as NodeODM"),
        ("/task/t-1/info", (404, b""), "status 404"),
        ("/task/t-1/download/orthophoto.tif", (200, VRT), ""),
        ("/task/t-1/download/orthophoto.tif", (307, b""), "status 307"),
    ],
)
def test_a_server_that_answers_nonsense_is_told_in_a_line(
    project, server, capsys, path, answer, said
) -> None:
    server.hostile[path], server.states = [answer], [40]
    line = refused(capsys, "odm", str(project), "--sensor=xt2", f"--server={server.url}")
    assert said in line and "\x1b" not in line
    assert not list((project / "results").glob("odm*"))
    assert ("/task/cancel" in server.asked) is ("upload" in path)


def test_a_server_that_fails_for_a_while_loses_no_task(project, server, capsys) -> None:
    server.hostile["/task/t-1/info"] = [*[(502, b"")] * 4, (200, b'{"status": {"code": 40}}')]
    told = spoken(capsys, "odm", str(project), "--sensor=xt2", f"--server={server.url}")
    assert told["server"] and "/task/cancel" not in server.asked


def test_cancelling_ends_the_task_on_the_server(project, server) -> None:
    server.states = [20]
    progress = Progress(stopped=lambda: server.asked.count("/task/t-1/info") > 2)
    with pytest.raises(Cancelled):
        odm_server(project, OdmAsked("xt2"), server.url, progress)
    assert server.asked[-1] == "/task/cancel"


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://127.0.0.1:1", "cannot be reached"),
        ("ftp://127.0.0.1", "no address"),
        ("http://127.0.0.1:99999999", "no address"),
        ("nonsense", "no address"),
    ],
)
def test_what_is_no_server_is_told(project, capsys, url, said) -> None:
    line = refused(capsys, "odm", str(project), "--sensor=xt2", f"--server={url}")
    assert said in line
