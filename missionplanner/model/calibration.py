"""What a flight log taught of one aircraft; kept in the user's folder, used by the planner."""

from pydantic import AwareDatetime, Field

from missionplanner.model.places import Frozen


class RegimeFit(Frozen):
    """How well the model fits one way of flying."""

    regime: str = Field(pattern=r"^(hover|level|climb|descent)$")
    n: int = Field(ge=1, description="Stretches of flight")
    measured_w: float = Field(description="Mean power as logged, W")
    modelled_w: float = Field(description="Mean power by the fitted model, W")
    rms_w: float = Field(ge=0, description="Root mean square of the residuals, W")


class AircraftCalibration(Frozen):
    """The energy model of one aircraft, fitted to a flight log."""

    aircraft: str = Field(max_length=200, description="Key in the catalogue of aircraft")
    log: str = Field(max_length=300, description="Name of the log's file")
    made: AwareDatetime
    payload_kg: float = Field(ge=0, le=100, description="Mass carried in that flight, kg")
    reference_endurance_s: float = Field(
        gt=60, lt=1e5, description="To empty, at the catalogue's reference mass and speed, s"
    )
    hover_endurance_ratio: float = Field(
        gt=0, lt=1, description="Hover endurance divided by the endurance above"
    )
    battery_health: float = Field(
        default=1.0, gt=0.2, le=1.2, description="Energy of the battery set as a share of nominal"
    )
    eta: float = Field(gt=0, le=1, description="Fitted efficiency")
    kp_w: float = Field(ge=0, description="Fitted profile power at the reference weight, W")
    wind_east_mps: float = Field(description="Wind towards east in that flight, m/s")
    wind_north_mps: float = Field(description="Wind towards north in that flight, m/s")
    n: int = Field(ge=1, description="Stretches of flight fitted")
    seconds: float = Field(gt=0, description="Time in the air fitted, s")
    rms_w: float = Field(ge=0, description="Root mean square of all residuals, W")
    bias_w: float = Field(description="Mean of model minus log, W")
    explained: float = Field(le=1, description="Share of the variance of power explained (R2)")
    before_rms_w: float = Field(ge=0, description="The same by the catalogue's own figures, W")
    regimes: tuple[RegimeFit, ...]
