"""Site: what the ground, the area and home are, and their drawing."""

from missionplanner.geo.frames import SiteFrame
from missionplanner.ui.plan.draw_tools import Tool
from missionplanner.ui.plan.drawing_panel import DrawingPanel
from missionplanner.ui.plan.session import Session
from missionplanner.ui.plan.terrain_list import TerrainList
from missionplanner.ui.plan.views import SiteView
from missionplanner.ui.widgets.measures import measures_of
from missionplanner.ui.widgets.numbers import known
from missionplanner.ui.widgets.panel import Facts
from missionplanner.ui.widgets.tiles import Figure, Tiles


class SitePanel(DrawingPanel):
    """Figures of terrain, area and home."""

    def __init__(self, session: Session) -> None:
        tools = (
            Tool.AREA, Tool.RECTANGLE, Tool.ROUND, Tool.BAND, Tool.HOLE, Tool.HOME,
            Tool.LAUNCH_SITE, Tool.STATION, Tool.CONTROL_POINT,
        )  # fmt: skip
        super().__init__(session, self.tr("Site"), tools)
        self._tiles, self._terrain, self._home = Tiles(), Facts(), Facts()
        self.terrain = TerrainList(session)
        self.put(self.card_place)
        self.put(self._tiles)
        self.put(self.buttons)
        self.put(self.looked)
        self.put(self.terrain, 12)
        self.put(self._terrain, 4)
        self.head(self.tr("Home"))
        self.put(self._home)
        self.put(self.over_home, 4)
        self.body.addStretch()

    def refresh(self) -> None:
        """Show the site."""
        super().refresh()
        site = self.session.site
        if site is None:
            return
        self.note.setText(site.area_name)
        self._tiles.show_figures(self._figures(site))
        ground, measures = site.ground, measures_of(self.session.memory)
        home = site.home
        place = measures.place_text(home.lon_deg, home.lat_deg, SiteFrame(ground.epsg))
        self._terrain.show_facts(
            [
                (self.tr("Cell"), f"{ground.cell_m:g} m"),
                (self.tr("Coordinates"), utm_name(ground.epsg)),
            ]
        )
        self.terrain.refresh()
        self._home.show_facts(
            [
                (self.tr("Place"), place),
                (self.tr("Ground"), f"{measures.height_words(site.home_xyz_m[2])} EGM96"),
                *([] if self._home_is_set() else [(self.tr("Set by"), self.tr("the planner"))]),
            ]
        )

    def _home_is_set(self) -> bool:
        project = self.session.project
        return project is not None and project.document.home is not None

    def _figures(self, site: SiteView) -> list[Figure]:
        low, high = site.height_range_m
        holes, told = str(len(site.holes)), measures_of(self.session.memory)
        return [
            Figure.told(self.tr("Area"), told.area_words(site.area_m2)),
            Figure.told(self.tr("To be seen"), told.area_words(site.wanted_m2)),
            Figure.told(self.tr("Lowest"), told.height_words(low, 0)),
            Figure.told(self.tr("Highest"), told.height_words(high, 0)),
            Figure(self.tr("Mean slope"), known(site.mean_slope_deg, 1), "°"),
            Figure(self.tr("Holes"), holes),
        ]


def utm_name(epsg: int) -> str:
    """Return the name of a map frame: WGS 84 / UTM 50N, or another by its number."""
    if not 32601 <= epsg <= 32760:
        return f"EPSG:{epsg}"
    return f"WGS 84 / UTM {epsg % 100}{'N' if epsg < 32700 else 'S'}"
