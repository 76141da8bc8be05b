"""What a brief stands on, as fingerprints short enough to be read aloud."""

from hashlib import sha256

from missionplanner import __version__
from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import message
from missionplanner.report.brief.content import Brief
from missionplanner.weather.local_time import clock_words


def fingerprint(digest: str) -> str:
    """Return the first 64 bits of a hash in fours."""
    return " ".join(digest[i : i + 4] for i in range(0, 16, 4)) if digest else "–"


def together(digests: list[str]) -> str:
    """Return one hash of several: of a ground of many files, or of all files of a brief."""
    if len(digests) == 1:
        return digests[0]
    return sha256("\n".join(digests).encode()).hexdigest()


def rows(brief: Brief) -> list[tuple[str, str]]:
    """Return what the cover lists."""
    ground = together([mark.sha256 for mark in brief.stands_on.dem])
    files = together([page.file.sha256 for page in brief.pages])
    return [
        (sentence(message("report.brief.on.plan")), fingerprint(brief.plan_sha256)),
        (sentence(message("report.brief.on.ground")), fingerprint(ground)),
        (sentence(message("report.brief.on.weather")), fingerprint(brief.stands_on.weather)),
        (sentence(message("report.brief.on.files", n=len(brief.pages))), fingerprint(files)),
    ]


def foot_lines(brief: Brief, file: str, leaf: str) -> tuple[str, str]:
    """Return the two lines at the foot of a page."""
    ground = fingerprint(together([mark.sha256 for mark in brief.stands_on.dem]))
    plan = fingerprint(brief.plan_sha256)
    made = message(
        "report.brief.made",
        time=clock_words(brief.planned_at, brief.zone),
        version=__version__,
        leaf=leaf,
    )
    return sentence(message("report.brief.stands", plan=plan, ground=ground, file=file)), sentence(
        made
    )
