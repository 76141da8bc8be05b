"""A hilly site whose ground is painted, and photos of it taken from known poses.

Nothing here uses the program's own projection: rays are followed to an analytic ground.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

from missionplanner.geo.frames import SiteFrame
from missionplanner.geo.geoid import to_ellipsoid_m
from tests.photo_files import Shot, write_photo
from tests.stories.small_site import CELL_M, EPSG, X0, Y0

FRAME = SiteFrame(EPSG)
# The XT2's thermal camera, whose pictures are small: catalogue values.
WIDTH, HEIGHT, FOCAL_PX = 640, 512, 13.0 / 10.88 * 640
Ground = Callable[[np.ndarray, np.ndarray], np.ndarray]


def height_m(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The ground of `small_site`, EGM96 metres at site metres: its cells hold their corners'."""
    x, y = x - X0 - CELL_M / 2, y - Y0 - CELL_M / 2
    return 650 + 30 * np.sin(x / 170) + 20 * np.cos(y / 130)


def paint(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Colour of the ground, 0 to 255 (..., 3): waves of many lengths that repeat nowhere near."""
    rng = np.random.default_rng(11)
    total = np.zeros(np.shape(x), np.float32)
    for k in range(20):
        length = 60.0 * 0.84**k + 1.2
        turn, phase = rng.uniform(0, 2 * np.pi, 2)
        way = (x - X0) * np.cos(turn) + (y - Y0) * np.sin(turn)
        total += np.sin((2 * np.pi * way / length + phase).astype(np.float32)) * length**0.45
    grey = np.clip(128 + 9.0 * total, 1, 255)
    return np.stack((grey, 0.9 * grey + 10, 0.8 * grey + 20), axis=-1)


@dataclass(frozen=True)
class Pose:
    """Place (site metres, EGM96) and angles of a gimbal, degrees; yaw from the site's north."""

    x: float
    y: float
    z: float
    yaw: float = 0.0
    pitch: float = -90.0
    roll: float = 0.0

    @property
    def axes(self) -> np.ndarray:
        """Optical axis, right and top in east, north, up; a gimbal turns yaw, pitch, roll."""
        a, b, c = np.radians([self.yaw, self.pitch, self.roll])
        ahead = np.array([np.cos(b) * np.sin(a), np.cos(b) * np.cos(a), np.sin(b)])
        level = np.array([np.cos(a), -np.sin(a), 0.0])
        top = np.cross(level, ahead)
        right = np.cos(c) * level - np.sin(c) * top
        return np.array([ahead, right, np.cross(right, ahead)])


def seen_at(pose: Pose, points: np.ndarray, focal_px: float = FOCAL_PX) -> np.ndarray:
    """Where points (n, 3) lie in the picture, px from its upper left corner."""
    away = points - [pose.x, pose.y, pose.z]
    depth, right, top = pose.axes @ away.T
    u, v = WIDTH / 2 + focal_px * right / depth, HEIGHT / 2 - focal_px * top / depth
    return np.column_stack((u, v))


def render(
    pose: Pose,
    ground: Ground = height_m,
    focal_px: float = FOCAL_PX,
    size: tuple[int, int] = (WIDTH, HEIGHT),
    beside: tuple[float, float] = (0.0, 0.0),
) -> np.ndarray:
    """The picture from a pose, uint8 (rows, cols, 3); its middle looks `beside` px away."""
    width, height = size
    col, row = np.meshgrid(np.arange(width) + 0.5, np.arange(height) + 0.5)
    axes = pose.axes
    way = (
        axes[0]
        + ((col - beside[0] - width / 2) / focal_px)[..., None] * axes[1]
        - ((row - beside[1] - height / 2) / focal_px)[..., None] * axes[2]
    )
    along = (pose.z - 650.0) / -way[..., 2]
    for _ in range(10):  # the ground is gentle: this closes in on where the ray meets it
        x, y = pose.x + along * way[..., 0], pose.y + along * way[..., 1]
        along = along + 0.9 * (pose.z + along * way[..., 2] - ground(x, y)) / -way[..., 2]
    x, y = pose.x + along * way[..., 0], pose.y + along * way[..., 1]
    return paint(x, y).astype(np.uint8)


def flight(rows: int, cols: int, apart: tuple[float, float], agl: float = 80.0) -> list[Pose]:
    """Poses over the middle of the site, line by line to and fro, a little unsteady."""
    rng = np.random.default_rng(5)
    poses = []
    for i in range(rows):
        for j in range(cols) if i % 2 == 0 else reversed(range(cols)):
            x = X0 + 700 + (i - (rows - 1) / 2) * apart[1]
            y = Y0 + 650 + (j - (cols - 1) / 2) * apart[0]
            z = float(height_m(np.array(x), np.array(y))) + agl
            tilt = rng.normal(0.0, 1.0, 3)
            yaw = (0.0 if i % 2 == 0 else 180.0) + float(tilt[0])
            poses.append(Pose(x, y, z, yaw, -90.0 + float(tilt[1]), float(tilt[2])))
    return poses


def write_pose(
    path: Path, pose: Pose, picture: np.ndarray, number: int = 0, focal_mm: float = 13.0
) -> Path:
    """Write a photo whose file tells a pose."""
    lon, lat = (float(v) for v in FRAME.inverse(pose.x, pose.y))
    up_x, up_y = (float(v) for v in FRAME.forward(lon, lat + 1e-4))
    # Gimbals tell angles from true north.
    turn = float(np.degrees(np.arctan2(up_x - pose.x, up_y - pose.y)))
    z = float(to_ellipsoid_m(pose.z, lon, lat))
    taken = datetime(2030, 6, 1, 10, 0, 0) + timedelta(seconds=3 * number)
    shot = Shot(lon, lat, z, pose.yaw - turn, pose.pitch, pose.roll, taken, focal_mm)
    return write_photo(path, shot, picture)


def shaken(pose: Pose, rng: np.random.Generator, place_m: float, angle_deg: float) -> Pose:
    """A pose as a file tells it, which is not quite where it was."""
    dx, dy, dz = rng.normal(0.0, place_m, 3)
    yaw, pitch, roll = rng.normal(0.0, angle_deg, 3)
    return replace(
        pose, x=pose.x + dx, y=pose.y + dy, z=pose.z + dz, yaw=pose.yaw + yaw,
        pitch=pose.pitch + pitch, roll=pose.roll + roll,
    )  # fmt: skip
