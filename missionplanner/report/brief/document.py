"""The whole brief as one PDF: the same content gives the same bytes."""

from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from missionplanner import __version__
from missionplanner.report.brief.chart_map import (
    PaperMap,
    clipped,
    draw_ground,
    draw_strips,
    frame_for,
)
from missionplanner.report.brief.content import Brief
from missionplanner.report.brief.cover import draw_cover, map_box, sheets_of
from missionplanner.report.brief.sheet import Sheet
from missionplanner.report.brief.sortie import MAP, draw_sortie
from missionplanner.report.brief.wording import w
from missionplanner.tasks.progress import Progress


def brief_pdf(brief: Brief, progress: Progress) -> bytes:
    """Return the PDF.

    Raises
    ------
    InputError
        The logo is no picture.
    Cancelled
    """
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1, pageCompression=1)
    canvas.setTitle(f"{brief.title} · {w('brief.brief')}")
    canvas.setAuthor(brief.names.operator)
    canvas.setCreator(f"Osprey Mission Planner {__version__}")
    sheet = Sheet(canvas)
    cover = frame_for(brief, *map_box(brief))
    _ground(sheet, cover, brief, "cover-map")
    frame = frame_for(brief, *MAP)
    _ground(sheet, frame, brief, "sortie-map")
    _strips(sheet, frame, brief)
    covers = sheets_of(brief)
    leaves = covers + len(brief.pages)
    progress.report(0.2, "report.brief.drawing", n=leaves)
    draw_cover(sheet, brief, cover, leaves)
    for n, page in enumerate(brief.pages):
        progress.report(0.2 + 0.8 * n / len(brief.pages), "report.brief.drawing", n=leaves)
        leaf = w("brief.leaf", n=covers + n + 1, of=leaves)
        draw_sortie(sheet, page, brief, frame, leaf)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _ground(sheet: Sheet, frame: PaperMap, brief: Brief, name: str) -> None:
    """Keep the ground of a map, drawn once, for every sheet that shows it."""
    sheet.canvas.beginForm(name, lowerx=0, lowery=0, upperx=A4[0], uppery=A4[1])
    clipped(sheet, frame)
    draw_ground(sheet, frame, brief)
    sheet.canvas.endForm()


def _strips(sheet: Sheet, frame: PaperMap, brief: Brief) -> None:
    """Keep the strips of each sensor, which lie grey under those of a page's own sortie."""
    for plan in brief.plans:
        name = f"strips-{plan.sensor.key}"
        sheet.canvas.beginForm(name, lowerx=0, lowery=0, upperx=A4[0], uppery=A4[1])
        for page in brief.pages:
            if page.plan.sensor.key == plan.sensor.key:
                draw_strips(sheet, frame, page)
        sheet.canvas.endForm()
