"""Which source gives which indicator, and what is said where something for it is missing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
from shapely.geometry.base import BaseGeometry

from missionplanner.ecology.engine.bands.epochs import layer_told
from missionplanner.ecology.engine.bands.shapes import Named, middles, polygons_of, shapes_of
from missionplanner.ecology.engine.prepared import PreparedStudy
from missionplanner.ecology.engine.security import from_imagery, from_maps, from_shapes
from missionplanner.ecology.engine.security.fits import Fits
from missionplanner.ecology.engine.security.lacking import indicator_told, lacking
from missionplanner.ecology.engine.security.source import IndicatorSource
from missionplanner.ecology.engine.security.yearbook import figures
from missionplanner.ecology.erosion.base import ErosionBase, prepare
from missionplanner.ecology.imagery.needs import why_missing
from missionplanner.ecology.imagery.study_files import at
from missionplanner.ecology.indicators.desertification import AlbedoRegression
from missionplanner.ecology.indicators.district_statistics import Spread, checked
from missionplanner.ecology.indicators.productivity import refuse_hdf
from missionplanner.ecology.indicators.site_density import search_radius_m
from missionplanner.ecology.indicators.soil_carbon import unit_values
from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message
from missionplanner.model.raster_source import BandFile
from missionplanner.model.security import Compute, IndexSystem, IndicatorSpec, UsedFigures
from missionplanner.model.security_inputs import SecurityInputs, Sites, Statistic, Statistics
from missionplanner.model.study import Epoch, Indicator, Study, ThermalQuantity
from missionplanner.raster.files import info
from missionplanner.tasks.progress import Progress

_METRICS: dict[Compute, from_maps.Metric] = {
    Compute.PATCH_DENSITY: "patch_density",
    Compute.SHANNON_DIVERSITY: "diversity",
    Compute.FRACTAL_DIMENSION: "fractal_dimension",
}
_SHARED = {
    Compute.HEAT: Indicator.HEAT,
    Compute.DRYNESS: Indicator.DRYNESS,
    Compute.GREENNESS: Indicator.GREENNESS,
    Compute.WETNESS: Indicator.WETNESS,
}


@dataclass
class Builder:
    """Makes the sources of a study's indicators, each once.

    Attributes
    ----------
    run : PreparedStudy
    inputs : SecurityInputs
    system : IndexSystem
    fits : Fits
    scratch : Path
        For what is worked out over the whole lattice.
    progress : Progress
    made : dict
        Sources that epochs may share.
    maps, districts : dict
        Land cover and districts read so far.
    warnings : list of Message
    between : dict
        Year -> indicators whose figures have no row of it.
    used : list of UsedFigures
        Figures of districts as they were read.
    """

    run: PreparedStudy
    inputs: SecurityInputs
    system: IndexSystem
    fits: Fits
    scratch: Path
    progress: Progress
    made: dict[object, IndicatorSource] = field(default_factory=dict)
    maps: dict[BandFile, from_maps.CoverMap] = field(default_factory=dict)
    districts: dict[tuple[str, str | None], Named] = field(default_factory=dict)
    warnings: list[Message] = field(default_factory=list)
    between: dict[str, list[str]] = field(default_factory=dict)
    used: list[UsedFigures] = field(default_factory=list)

    def sources(self, spec: IndicatorSpec) -> list[IndicatorSource]:
        """Return the source of an indicator for each epoch.

        Raises
        ------
        InputError
            Something it is computed from is missing: the indicator, what, and the study's key.
        """
        return [self._source(spec, epoch) for epoch in self.study.epochs]

    @property
    def study(self) -> Study:
        """With resolved epochs."""
        return self.run.epochs.study

    @cached_property
    def line(self) -> AlbedoRegression:
        """Albedo on NDVI over all epochs."""
        return self.fits.line(self.progress)

    @cached_property
    def ends(self) -> tuple[float, float]:
        """NDVI of bare ground and of full cover."""
        return self.study.erosion.cover_ndvi or self.fits.ends(self.progress)

    @cached_property
    def base(self) -> ErosionBase:
        """What of the soil loss does not change."""
        where = self.run.lattice
        folder = self.run.place.folder.resolve()
        erosion = self.scratch / "erosion"
        return prepare(self.study, folder, where.grid, where.note.cell_m, erosion, self.progress)

    def _source(self, spec: IndicatorSpec, epoch: Epoch) -> IndicatorSource:
        given = self.inputs.layers_by_date.get(epoch.date, {}).get(spec.key)
        given = given or self.inputs.layers.get(spec.key)
        if given:
            return self._once(("given", given), lambda: from_maps.Given(given))
        if spec.compute in _SHARED:
            return self._shared(spec, epoch, _SHARED[spec.compute])
        if spec.compute in _METRICS:
            cover = self._cover(spec, epoch)
            metric = _METRICS[spec.compute]
            return self._once((metric, id(cover)), lambda: from_maps.MovingWindow(cover, metric))
        return _MAKERS[spec.compute](self, spec, epoch)

    def _once(self, key: object, make: Callable[[], IndicatorSource]) -> IndicatorSource:
        if key not in self.made:
            self.made[key] = make()
        return self.made[key]

    def raster(self, spec: IndicatorSpec, epoch: Epoch) -> IndicatorSource:
        """Refuse an indicator that only a raster can give."""
        raise lacking(spec, message("engine.security.lacks.raster"), f"security.layers.{spec.key}")

    def terrain(self, spec: IndicatorSpec, epoch: Epoch) -> IndicatorSource:
        """Return elevation or slope."""
        dem = self.study.dem
        if dem is None:
            raise lacking(spec, message("engine.security.lacks.dem"), "dem")
        slope = spec.compute is Compute.SLOPE
        return self._once(spec.compute, lambda: from_maps.TerrainFigure(dem, slope))

    def _shared(self, spec: IndicatorSpec, epoch: Epoch, name: Indicator) -> IndicatorSource:
        self._need(spec, epoch, name)
        method = message("engine.security.method.as_irsei", indicator=layer_told(name))
        if name is Indicator.HEAT:
            thermal = epoch.thermal
            surface = thermal is not None and thermal.quantity is ThermalQuantity.SURFACE
            way = "surface" if surface else self.study.heat.method
            method = Message(f"engine.security.method.heat.{way}")
        return from_imagery.Imagery(name, method)

    def health(self, spec: IndicatorSpec, epoch: Epoch) -> IndicatorSource:
        """Return VHI."""
        self._need(spec, epoch, Indicator.GREENNESS, Indicator.HEAT)
        if len(self.study.epochs) < 2:
            raise lacking(spec, message("engine.security.lacks.two_epochs"), "epochs")
        return from_imagery.Health()

    def erosion(self, spec: IndicatorSpec, epoch: Epoch) -> IndicatorSource:
        """Return the soil loss."""
        given = epoch.layers.get(Indicator.EROSION)
        if given:
            return self._once(("given", given), lambda: from_maps.Given(given))
        self._need(spec, epoch, Indicator.EROSION)
        return from_imagery.Loss(self.base, self.ends, self.study)

    def desertification(self, spec: IndicatorSpec, epoch: Epoch) -> IndicatorSource:
        """Return the degree of desertification."""
        self._need(spec, epoch, Indicator.GREENNESS)
        if absent := [band.value for band in from_imagery.ALBEDO if band not in epoch.bands]:
            bands = map(layer_told, absent)
            what = message("engine.security.lacks.albedo", day=epoch.date, bands=bands)
            raise lacking(spec, what, f"epochs ({epoch.date}) bands")
        return from_imagery.Degree(self.line)

    def vegetation(self, spec: IndicatorSpec, epoch: Epoch) -> IndicatorSource:
        """Return the vegetation coverage."""
        self._need(spec, epoch, Indicator.GREENNESS)
        return from_imagery.VegetationCover(self.ends)

    def brightness(self, spec: IndicatorSpec, epoch: Epoch) -> IndicatorSource:
        """Return the tasseled cap's brightness: it needs what wetness needs."""
        bare = epoch.model_copy(update={"layers": {}})
        self._need(spec, bare, Indicator.WETNESS)
        return from_imagery.Brightness()

    def soil(self, spec: IndicatorSpec, epoch: Epoch) -> IndicatorSource:
        """Return soil carbon or organic matter."""
        soil = self.inputs.soil
        if soil is None:
            raise lacking(spec, message("engine.security.lacks.soil"), "security.soil")
        table = at(self.run.place.folder, soil.table)
        columns = (soil.code_column, soil.value_column, soil.share_column)
        return self._once(
            "soil",
            lambda: from_maps.SoilFigure(soil.codes, unit_values(table, *columns), soil.to_matter),
        )

    def density(self, spec: IndicatorSpec, epoch: Epoch) -> IndicatorSource:
        """Return the kernel density of mine sites or hazards."""
        name = "sites" if spec.compute is Compute.SITE_DENSITY else "hazards"
        sites = self._sites(spec, name)
        file = sites.by_date.get(epoch.date, sites.path)

        def make() -> IndicatorSource:
            radius = sites.radius_m or self._radius(spec, sites)
            where = middles(self._shapes(file))
            return from_shapes.Density(*where, radius, sites.radius_m is None)

        return self._once(("density", name, file), make)

    def distance(self, spec: IndicatorSpec, epoch: Epoch) -> IndicatorSource:
        """Return the distance to mine sites or roads."""
        sites = self._sites(spec, "sites" if spec.compute is Compute.SITE_DISTANCE else "roads")
        file = sites.by_date.get(epoch.date, sites.path)
        return self._once(("distance", file), lambda: from_shapes.Distance(self._shapes(file)))

    def statistic(self, spec: IndicatorSpec, epoch: Epoch) -> IndicatorSource:
        """Return a figure of the districts in the epoch's year."""
        named = [one for one in self.inputs.statistics if spec.key in one.indicators]
        if not named:
            key = f"security.statistics.indicators.{spec.key}"
            raise lacking(spec, message("engine.security.lacks.figures"), key)
        if len(named) > 1:
            where = indicator_told(spec.key)
            raise InputError("engine.security.figures_twice", where, count=len(named))
        table = named[0]
        if not table.districts:
            key = "security.statistics.districts"
            raise lacking(spec, message("engine.security.lacks.districts"), key)
        how = table.indicators[spec.key]
        year = (spec.key, epoch.date.year)
        return self._once(year, lambda: self._figures(spec, epoch, table, how))

    def productivity(self, spec: IndicatorSpec, epoch: Epoch) -> IndicatorSource:
        """Return NPP."""
        file = self.inputs.npp.get(epoch.date)
        if file is None:
            what = message("engine.security.lacks.npp", day=epoch.date)
            raise lacking(spec, what, f"security.npp.{epoch.date}")
        refuse_hdf(file.path)
        kind = info(at(self.run.place.folder, file.path)).dtype
        stored = file.scale is None and np.dtype(kind).kind in "iu"
        return self._once(("npp", file), lambda: from_maps.Productivity(file, stored))

    def green_space(self, spec: IndicatorSpec, epoch: Epoch) -> IndicatorSource:
        """Return the share of green land cover."""
        cover = self._cover(spec, epoch)
        green = self.inputs.land_cover.green if self.inputs.land_cover else ()
        if not green:
            raise lacking(spec, message("engine.security.lacks.green"), "security.land_cover.green")
        return self._once(("green", id(cover)), lambda: from_maps.Green(cover, green))

    def _need(self, spec: IndicatorSpec, epoch: Epoch, *names: Indicator) -> None:
        for name in names:
            if why := why_missing(epoch, name, self.study):
                what = message(
                    "engine.security.lacks.imagery",
                    indicator=layer_told(name),
                    why=why,
                    day=epoch.date,
                )
                raise lacking(spec, what, f"security.layers.{spec.key}")

    def _cover(self, spec: IndicatorSpec, epoch: Epoch) -> from_maps.CoverMap:
        cover = self.inputs.land_cover
        if cover is None:
            raise lacking(spec, message("engine.security.lacks.land_cover"), "security.land_cover")
        if cover.window_cells % 2 == 0:
            where = "security.land_cover.window_cells"
            raise InputError("engine.security.even_window", where, cells=cover.window_cells)
        file = cover.by_date.get(epoch.date)
        if file is None and len(cover.by_date) == 1:
            file = next(iter(cover.by_date.values()))
            self._warn(message("engine.security.one_cover", file=file.path))
        if file is None:
            key = f"security.land_cover.by_date.{epoch.date}"
            raise lacking(spec, message("engine.security.lacks.cover_of", day=epoch.date), key)
        if file not in self.maps:
            self.maps[file] = from_maps.CoverMap(file, cover.classes, cover.window_cells)
        return self.maps[file]

    def _sites(self, spec: IndicatorSpec, name: str) -> Sites:
        sites: Sites | None = getattr(self.inputs, name)
        if sites is None:
            raise lacking(spec, Message(f"engine.security.lacks.{name}"), f"security.{name}")
        return sites

    def _shapes(self, file: str) -> tuple[BaseGeometry, ...]:
        grid = self.run.lattice.grid
        return shapes_of(at(self.run.place.folder, file), grid.crs_wkt)

    def _radius(self, spec: IndicatorSpec, sites: Sites) -> float:
        """Return one radius for all epochs: the rule over every place that ever was a site."""
        dates = [epoch.date for epoch in self.study.epochs]
        files = dict.fromkeys(sites.by_date.get(day, sites.path) for day in dates)
        x_m, y_m = from_shapes.places([self._shapes(file) for file in files])
        return search_radius_m(x_m, y_m)

    def _figures(
        self, spec: IndicatorSpec, epoch: Epoch, table: Statistics, how: Statistic
    ) -> IndicatorSource:
        folder, grid = self.run.place.folder, self.run.lattice.grid
        districts = self._districts(table)
        if how.spread != "inverse-distance":  # which reaches beyond a district's own cells
            districts = districts.touching(grid.bounds)
        year = epoch.date.year
        book = at(folder, table.table) if table.table else None
        told = figures(book, table, how.column, year)
        name = table.table or message("engine.security.own_figures")
        where = message("engine.security.column_of", table=name, column=how.column, year=year)
        values = checked(districts.names, told.figures, where)
        self.used.append(
            UsedFigures(
                indicator=spec.key,
                date=str(epoch.date),
                column=how.column,
                table=table.table,
                figures=dict(zip(districts.names, values.tolist(), strict=True)),
                taken=told.from_years,
            )
        )
        if told.from_years:
            self._warn(
                message(
                    "engine.security.no_row",
                    table=name,
                    column=how.column,
                    year=year,
                    taken=told.from_years,
                )
            )
            self.between.setdefault(str(year), []).append(spec.key)
        if how.spread != "pycnophylactic":
            return from_shapes.Figures(districts, values, Spread(how.spread))
        path = self.scratch / f"{spec.key}_{year}.npy"
        dtype = self.run.place.dtype
        return from_shapes.smooth_figures(districts, values, grid, dtype, path, self.progress)

    def _districts(self, table: Statistics) -> Named:
        asked = (table.districts, table.district_name)
        if asked not in self.districts:
            path = at(self.run.place.folder, table.districts)
            crs = self.run.lattice.grid.crs_wkt
            self.districts[asked] = polygons_of(path, table.district_name, crs)
        return self.districts[asked]

    def _warn(self, told: Message) -> None:
        if told not in self.warnings:
            self.warnings.append(told)


_MAKERS: dict[Compute, Callable[[Builder, IndicatorSpec, Epoch], IndicatorSource]] = {
    Compute.RASTER: Builder.raster,
    Compute.ELEVATION: Builder.terrain,
    Compute.SLOPE: Builder.terrain,
    Compute.VEGETATION_HEALTH: Builder.health,
    Compute.EROSION: Builder.erosion,
    Compute.STATISTIC: Builder.statistic,
    Compute.DESERTIFICATION: Builder.desertification,
    Compute.VEGETATION_COVER: Builder.vegetation,
    Compute.SOIL_CARBON: Builder.soil,
    Compute.BRIGHTNESS: Builder.brightness,
    Compute.SITE_DENSITY: Builder.density,
    Compute.HAZARD_DENSITY: Builder.density,
    Compute.NPP: Builder.productivity,
    Compute.SITE_DISTANCE: Builder.distance,
    Compute.ROAD_DISTANCE: Builder.distance,
    Compute.GREEN_SPACE: Builder.green_space,
}
