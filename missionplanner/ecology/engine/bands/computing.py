"""The indicators of one epoch over one block, from its bands."""

from dataclasses import dataclass

from missionplanner.ecology.engine.bands.reading import BlockScene, Reading, Values
from missionplanner.ecology.imagery.bandpass import transform_of
from missionplanner.ecology.imagery.plausible import GIVEN, INDICATORS, without_beyond
from missionplanner.ecology.imagery.sensors import SpectralSensor, sensor
from missionplanner.ecology.indicators.dryness import dryness
from missionplanner.ecology.indicators.greenness import greenness
from missionplanner.ecology.indicators.heat import (
    brightness_temperature,
    emissivity,
    mean_atmosphere_k,
    mono_window,
    surface_temperature,
)
from missionplanner.ecology.indicators.wetness import wetness
from missionplanner.model.study import Band, Indicator, Study, Thermal, ThermalQuantity
from missionplanner.raster.grid import Block

ZERO_C_IN_K = 273.15
DRYNESS_BANDS = (Band.BLUE, Band.GREEN, Band.RED, Band.NIR, Band.SWIR1)


@dataclass(frozen=True)
class Computing:
    """What turns an epoch's bands into indicators; small and picklable.

    Attributes
    ----------
    reading : Reading
    study : Study
        Its options.
    """

    reading: Reading
    study: Study

    def over(self, block: Block) -> "Layers":
        """Return the indicators over a block, nothing computed yet."""
        return Layers(self, BlockScene(self.reading, block), {})

    @property
    def sensor(self) -> SpectralSensor:
        """The epoch's sensor."""
        return sensor(self.reading.epoch.sensor, self.reading.folder)

    @property
    def corrected_bands(self) -> tuple[Band, ...]:
        """The bands of wetness and dryness, whose light on slopes may be corrected."""
        table = self.bands_of.tasseled.get(self.reading.epoch.level)
        return tuple(dict.fromkeys((*(table.bands if table else ()), *DRYNESS_BANDS)))

    @property
    def bands_of(self) -> SpectralSensor:
        """The sensor whose bands the reflectances are: another one where they are brought to it."""
        bandpass = self.reading.epoch.bandpass
        return sensor(transform_of(bandpass).to) if bandpass else self.sensor


@dataclass
class Layers:
    """Indicators over a block, and what is computed on the way; each once, when asked for.

    Attributes
    ----------
    how : Computing
    scene : BlockScene
    made : dict
        Layers computed so far, by name: indicators, 'brightness', 'emissivity'.
    """

    how: Computing
    scene: BlockScene
    made: dict[str, Values]

    def indicator(self, name: Indicator) -> Values:
        """Return an indicator, (rows, columns); a raster that stands for it goes first.

        What no such indicator can be is no value (`plausible`). Erosion comes only from a raster
        here: it needs quantiles of the whole NDVI.
        """
        if name not in self.made:
            given = self.how.reading.epoch.layers.get(name)
            values = (
                self.how.reading.values(given, self.scene.block) if given else self._computed(name)
            )
            if allowed := GIVEN if given else INDICATORS.get(name):
                values, self.scene.away[name.value] = without_beyond(values, allowed)
            self.made[name] = values
        return self.made[name]

    def _computed(self, name: Indicator) -> Values:
        if name is Indicator.GREENNESS:
            return greenness(self.scene.band(Band.RED), self.scene.band(Band.NIR))
        bands = self.scene.lit
        if name is Indicator.WETNESS:
            table = self.how.bands_of.tasseled[self.how.reading.epoch.level]
            return wetness([bands(band) for band in table.bands], table.wetness)
        if name is Indicator.DRYNESS:
            return dryness(
                *map(bands, DRYNESS_BANDS),
                literal=self.how.study.index.paper_literal,
            )
        return self._heat()

    def _heat(self) -> Values:
        """Return the surface temperature, K, by the study's method."""
        thermal = self._thermal
        if thermal.quantity is ThermalQuantity.SURFACE:
            return self._kelvin(thermal)
        kelvin = self._brightness(thermal)
        if self.how.study.heat.method == "brightness":
            return kelvin
        emitted = emissivity(self.indicator(Indicator.GREENNESS))
        self.made["emissivity"] = emitted
        return self._corrected(kelvin, emitted, thermal)

    def _corrected(self, kelvin: Values, emitted: Values, thermal: Thermal) -> Values:
        heat, own = self.how.study.heat, self.how.sensor.thermal
        if heat.method == "mono-window":
            k2 = thermal.k2 or (own and own.k2)
            # `why_missing` let nothing through that lacks one of them.
            assert k2 and heat.transmittance and heat.air_temperature_k
            air_k = mean_atmosphere_k(heat.air_temperature_k, heat.atmosphere)
            return mono_window(kelvin, emitted, k2, heat.transmittance, air_k)
        wavelength_um = thermal.wavelength_um or (own and own.wavelength_um)
        assert wavelength_um
        return surface_temperature(kelvin, emitted, wavelength_um)

    def _brightness(self, thermal: Thermal) -> Values:
        if thermal.quantity is ThermalQuantity.BRIGHTNESS:
            kelvin = self._kelvin(thermal)
        else:
            own = self.how.sensor.thermal
            k1, k2 = thermal.k1 or (own and own.k1), thermal.k2 or (own and own.k2)
            assert k1 and k2
            kelvin = brightness_temperature(self.scene.thermal(), k1, k2)
        self.made["brightness"] = kelvin
        return kelvin

    def _kelvin(self, thermal: Thermal) -> Values:
        values = self.scene.thermal()
        return values + values.dtype.type(ZERO_C_IN_K) if thermal.unit == "C" else values

    @property
    def _thermal(self) -> Thermal:
        thermal = self.how.reading.epoch.thermal
        assert thermal is not None  # `why_missing` saw to it
        return thermal
