"""Names at the very ends of an axis, which pyqtgraph leaves out of itself."""

from missionplanner.ui.charts.charts import Chart


def show_ends(chart: Chart) -> None:
    """Write the first and the last name of both axes too."""
    for side in ("bottom", "left"):
        chart.plot.getAxis(side).setStyle(hideOverlappingLabels=False)
    chart.plot.layout.setContentsMargins(8, 8, 18, 4)
