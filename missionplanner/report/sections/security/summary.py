"""Security in a few figures and sentences."""

from missionplanner.model.geodetector import GeodetectorResult
from missionplanner.model.security import SecurityResult, YearSecurity
from missionplanner.report.numbers import number
from missionplanner.report.page import Block, Bullets, Tile, TileRow
from missionplanner.report.sections.content import Material
from missionplanner.report.sections.security.areas import threatened
from missionplanner.report.sections.security.closeups import finite, most_changed
from missionplanner.report.sections.security.naming import named, year_names

_SAME = 0.005  # a change of the mean below this prints as 0.00 or 0.01 and is called none


def security_summary(told: Material) -> list[Block]:
    """Return tiles and sentences; nothing where security was not analysed."""
    result, found, w = told.security, told.detected, told.words
    comparable = result is None or result.trust.comparable
    lines = _lines(told, result) if result and result.years and comparable else []
    if not comparable:
        lines.append(w("esi_not_told"))
    if found and found.q:
        lines.append(_driver_line(told, found))
    blocks: list[Block] = []
    if result and result.years and comparable:
        blocks.append(TileRow(_tiles(told, result, found)))
    return [*blocks, Bullets(lines, head=w("h_found_security"))] if lines else blocks


def _tiles(told: Material, result: SecurityResult, found: GeodetectorResult | None) -> list[Tile]:
    w, (first, last) = told.words, (result.years[0], result.years[-1])
    names = year_names(result.years)
    several = len(result.years) > 1
    ill = [threatened(year.grades_m2_vw) for year in (first, last)]
    tiles = [
        Tile(
            w("tile_esi", year=names[-1]), number(last.mean_vw),
            w("was_in", value=number(first.mean_vw), year=names[0]) if several else "",
        ),
        Tile(
            w("tile_threatened"), f"{number(ill[1], 0)} %",
            w("was_in", value=f"{number(ill[0], 0)} %", year=names[0]) if several else "",
        ),
        Tile(
            w("tile_cw"), f"{number(threatened(last.grades_m2_cw), 0)} %",
            w("tile_cw_note", year=names[-1]),
        ),
    ]  # fmt: skip
    if found and found.q:
        best = found.ranked[0]
        tiles.append(Tile(w("tile_driver"), f"q {number(found.q[best])}",
                          named(result, best, w.language)))  # fmt: skip
    return tiles


def _lines(told: Material, result: SecurityResult) -> list[str]:
    w, names = told.words, year_names(result.years)
    first, last = result.years[0], result.years[-1]
    if len(result.years) == 1:
        return [w("esi_one", year=names[0], mean=number(last.mean_vw),
                  ill=number(threatened(last.grades_m2_vw), 0))]  # fmt: skip
    change = last.mean_vw - first.mean_vw
    way = "same" if abs(change) < _SAME else "rose" if change > 0 else "fell"
    way = way if result.trust.trusted else "stand"
    lines = [
        w(
            f"esi_{way}", first=names[0], last=names[-1], was=number(first.mean_vw),
            now=number(last.mean_vw), ill_was=number(threatened(first.grades_m2_vw), 0),
            ill_now=number(threatened(last.grades_m2_vw), 0),
        ),
        _methods_line(told, result.years),
    ]  # fmt: skip
    return [*lines, *_site_lines(told, result)] if result.trust.trusted else lines


def _methods_line(told: Material, years: tuple[YearSecurity, ...]) -> str:
    gaps = [threatened(y.grades_m2_vw) - threatened(y.grades_m2_cw) for y in years]
    key = "vw_more" if min(gaps) >= 0 else "vw_less" if max(gaps) <= 0 else "vw_mixed"
    low, high = min(gaps), max(gaps)
    sizes = sorted((abs(low), abs(high)))
    if key == "vw_mixed":
        sizes = [low, high]
    return told.words(key, low=number(sizes[0], 1), high=number(sizes[1], 1))


def _site_lines(told: Material, result: SecurityResult) -> list[str]:
    w, names, lines = told.words, year_names(result.years), []
    for site in most_changed(result)[:2]:
        seen = finite(site.mean_vw)
        worst = min(range(len(seen)), key=lambda i: seen[i] if seen[i] == seen[i] else 2.0)
        lines.append(
            w(
                "site_moved", name=site.name, first=names[0], last=names[-1],
                was=number(seen[0]), now=number(seen[-1]), worst=names[worst],
                ill=number(threatened(site.grades_m2_vw[worst]), 0),
            )
        )  # fmt: skip
    return lines


def _driver_line(told: Material, found: GeodetectorResult) -> str:
    w, own = told.words, told.security
    first = "; ".join(
        f"{named(own, key, w.language)} ({number(found.q[key])})" for key in found.ranked[:3]
    )
    if not found.interactions:
        return w("drivers_line", factors=first)
    pair = max(found.interactions, key=lambda one: one.q)
    both = f"{pair.a} ∩ {pair.b}"
    return w("drivers_pair_line", factors=first, pair=both, q=number(pair.q))
