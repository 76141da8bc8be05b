import base64
import re
from dataclasses import replace
from io import BytesIO

import numpy as np
import pytest
from lxml import html
from PIL import Image

from missionplanner.ecology.imagery.epoch_notes import of_all_epochs
from missionplanner.ecology.legends import legend
from missionplanner.ecology.trust.sentences import reason, short, title
from missionplanner.ecology.trust.verdict import with_reasons
from missionplanner.errors import InputError
from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import message, text
from missionplanner.model.trust import Trust, Verdict
from missionplanner.report.ecology import write_report
from missionplanner.report.lookup import words
from missionplanner.report.maps import MapSheet, in_unit, write_map
from missionplanner.report.sections.content import pages
from missionplanner.report.sections.zone_slopes import slope_of
from missionplanner.tasks.progress import Cancelled, Progress, Step, silent
from tests.unit.report.sample import CLOUD, DATES, ZONES, Found, make
from tests.unit.report.undrawn import undrawn


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    return make(tmp_path_factory.mktemp("results"))


@pytest.fixture(scope="module", params=["en", "zh"])
def page(request, sample, tmp_path_factory):
    out = tmp_path_factory.mktemp("report") / "report.html"
    write_report(out, sample.study, sample.found, sample.folder, request.param, silent())
    return html.document_fromstring(out.read_text(encoding="utf-8"))


@pytest.fixture
def words_only():
    with undrawn():
        yield


@pytest.fixture(scope="module")
def told(page):
    return words("zh" if page.get("lang") == "zh-CN" else "en")


def table(page, caption):
    (found,) = [t for t in page.iter("table") if t.findtext("caption") == caption]
    return [[cell.text_content().strip() for cell in row] for row in found.iter("tr")]


def test_nothing_is_fetched_and_every_image_is_inside(page):
    drawings = list(page.iter("svg"))
    assert len(drawings) >= 15
    assert all(drawing.get("aria-label") for drawing in drawings)
    images = [image.get("xlink:href") for image in page.iter("image")]
    assert len(images) >= 15
    assert all(re.match(r"data:image/webp;base64,", source) for source in images)
    assert not list(page.iter("script", "link", "iframe", "object", "img"))
    assert all(a.get("href").startswith("#") for a in page.iter("a"))
    style = "".join(node.text for node in page.iter("style"))
    assert "http" not in style and "@import" not in style


def test_letters_of_charts_and_names_on_maps_are_text(page):
    drawn = [" ".join(t.text_content() for t in one.iter("text")) for one in page.iter("svg")]
    assert all(drawn)
    assert sum(all(name in words for name in ZONES) for words in drawn) >= 5
    assert not any("nan" in words.lower().split() for words in drawn)


def test_a_map_shows_the_colours_of_its_legend(page):
    """The classes of the index: five colours and the paper, kept by the picture without loss."""
    drawing = next(d for d in page.iter("svg") if "PC1" in d.text_content())
    (source,) = [i.get("xlink:href") for i in drawing.iter("image")]
    with Image.open(BytesIO(base64.b64decode(source.split(",")[1]))) as picture:
        seen = {colour for _, colour in picture.convert("RGB").getcolors()}
    assert seen <= {*legend("irsei").by_code().values(), (0xF4, 0xF5, 0xF6)} and len(seen) >= 4


def test_a_report_is_light_enough_for_a_mail(page):
    """A larger study has no more pictures than this one, and none larger on paper."""
    assert len(html.tostring(page)) < 1_200_000


def test_no_number_is_left_unsaid(page):
    text = " ".join(page.find(".//body").text_content().split())
    assert not re.search(r"\bnan\b|\bNone\b|\binf\b|\{[a-z_]+\}", text)


def test_warnings_come_first_and_name_the_zone(page, told, sample):
    sections = page.findall(".//section")
    assert sections[0].get("id") == "warnings"
    told_of = [line.text_content() for line in sections[0].iter("li")]
    share = f"{100 * sample.found.zones.zones[0].significant_share:.0f}"
    assert told_of[0] == told("warn_degraded", name=ZONES[0], share=share, limit="30")
    assert told_of[-1] == f"2016-07-08, 2018-07-01: {CLOUD}"
    assert len(told_of) == len(set(told_of))
    titles = [section.findtext("h2") for section in sections]
    assert titles[:3] == [told("h_warnings"), told("h_summary"), told("h_study")]


def test_every_column_of_shares_sums_to_100(page, told):
    for caption in ("t_grades", "t_grades_pc1"):
        rows = table(page, told(caption))
        body, total = rows[1:-1], rows[-1]
        for column in range(2, len(total), 2):
            assert total[column] == "100.0"
            assert round(sum(float(row[column]) for row in body), 6) == 100.0
    for caption, columns in (("t_trend", (3, 6)), ("t_cv", (3,))):
        rows = table(page, told(caption))
        for column in columns:
            assert round(sum(float(row[column]) for row in rows[1:-1]), 6) == 100.0


def test_the_cross_table_counts_every_cell_once(page, told, sample):
    rows = table(page, told("t_cross"))
    shares = [float(re.search(r"\((.+?) %", cell)[1]) for row in rows[1:-1] for cell in row[1:4]]
    assert round(sum(shares), 6) == 100.0
    assert float(rows[-1][-1]) == round(sample.found.trend.valid_m2 / 1e4, 2)


def test_area_in_no_zone_is_told_and_slope_is_not_total_change(page, told, sample):
    rows = table(page, told("t_zones"))
    assert [row[0].removesuffix("  ▲") for row in rows[1:4]] == list(ZONES)
    assert rows[1][0].endswith("▲")
    assert rows[-1][0] == told("unassigned")
    assert rows[-1][2] == f"{sample.found.zones.unassigned_m2 / 1e4:.2f}"
    assert told("per_year") in rows[0][3] and "2014–2024" in rows[0][4]
    pit = sample.found.zones.zones[0]
    slope = slope_of(pit, DATES)
    assert rows[1][3].replace("−", "-") == f"{slope:+.4f}"
    assert rows[1][4].replace("−", "-") == f"{pit.total_change:+.3f}"


def test_what_was_missing_is_told(page):
    (section,) = [s for s in page.findall(".//section") if s.get("id") == "missing"]
    assert "the thermal band is absent" in section.text_content()


def test_markup_in_a_title_is_only_text(sample, tmp_path):
    study = sample.study.model_copy(update={"title": "<script>alert(1)</script> & pit"})
    out = write_report(tmp_path / "r.html", study, Found(), sample.folder, "en", silent())
    text = out.read_text(encoding="utf-8")
    assert "<script" not in text
    assert html.document_fromstring(text).findtext(".//h1") == "<script>alert(1)</script> & pit"


@pytest.mark.usefixtures("words_only")
def test_parts_that_were_not_analysed_are_left_out(sample, tmp_path):
    found = Found(index=sample.found.index)
    out = write_report(tmp_path / "r.html", sample.study, found, sample.folder, "en", silent())
    page = html.document_fromstring(out.read_text(encoding="utf-8"))
    kept = [section.get("id") for section in page.findall(".//section")]
    assert "grades" in kept and not {"trend", "zones", "variation", "indicators"} & set(kept)


@pytest.mark.usefixtures("words_only")
def test_one_date_says_nothing_of_change(sample, tmp_path):
    index = sample.found.index.model_copy(update={"epochs": sample.found.index.epochs[:1]})
    found = Found(index=index)
    out = write_report(tmp_path / "r.html", sample.study, found, sample.folder, "en", silent())
    text = out.read_text(encoding="utf-8")
    assert "One date tells nothing of change" in text
    assert words("en")("t_transitions") not in text


@pytest.mark.usefixtures("words_only")
def test_few_dates_are_said_to_be_too_few(sample, tmp_path):
    trend = sample.found.trend.model_copy(update={"n_epochs": 3})
    found = Found(trend=trend)
    out = write_report(tmp_path / "r.html", sample.study, found, sample.folder, "en", silent())
    assert "the smallest p the test can give is 0.333" in out.read_text(encoding="utf-8")


@pytest.mark.usefixtures("words_only")
@pytest.mark.parametrize(
    ("exact_share", "key"), [(1.0, "sure_exact"), (0.25, "sure_partly"), (0.0, "sure_normal")]
)
def test_the_null_distribution_is_told_as_it_was(sample, tmp_path, exact_share, key):
    whole = sample.found.trend
    kind = {"exact_null": exact_share == 1.0, "exact_m2": exact_share * whole.valid_m2}
    found = Found(trend=whole.model_copy(update=kind))
    out = write_report(tmp_path / "r.html", sample.study, found, sample.folder, "en", silent())
    assert words("en")(key, n=whole.n_epochs, share=25) in out.read_text(encoding="utf-8")


@pytest.mark.usefixtures("words_only")
def test_what_all_epochs_say_is_told_of_all_dates(sample, tmp_path):
    index = sample.found.index.model_copy(update={"warnings": (of_all_epochs(text(CLOUD)),)})
    found = Found(index=index)
    out = write_report(tmp_path / "r.html", sample.study, found, sample.folder, "en", silent())
    assert f"all dates: {CLOUD}" in out.read_text(encoding="utf-8")


@pytest.mark.usefixtures("words_only")
def test_a_sentence_of_a_result_of_before_stays_as_it_is(sample, tmp_path):
    index = sample.found.index.model_copy(update={"warnings": (text("epoch 2016-07-08: hazy"),)})
    found = Found(index=index)
    out = write_report(tmp_path / "r.html", sample.study, found, sample.folder, "zh", silent())
    page = html.fromstring(out.read_text(encoding="utf-8"))
    assert "epoch 2016-07-08: hazy" in page.text_content()


def test_a_lost_raster_an_unknown_language_and_a_stop_are_told(sample, tmp_path):
    with pytest.raises(InputError, match="analyse again"):
        write_report(tmp_path / "r.html", sample.study, sample.found, tmp_path, "en", silent())
    with pytest.raises(InputError, match="analyse again"):
        found = Found(trend=sample.found.trend)
        write_report(tmp_path / "r.html", sample.study, found, tmp_path, "en", silent())
    with pytest.raises(InputError, match="en or zh"):
        write_report(tmp_path / "r.html", sample.study, sample.found, sample.folder, "fr", silent())
    with pytest.raises(Cancelled):
        stopped = Progress(stopped=lambda: True)
        write_report(tmp_path / "r.html", sample.study, sample.found, sample.folder, "en", stopped)
    assert not list(tmp_path.glob("*r.html*"))


def test_progress_rises_to_the_end(sample, tmp_path):
    steps: list[Step] = []
    out = tmp_path / "r.html"
    progress = Progress(steps.append)
    write_report(out, sample.study, Found(), sample.folder, "zh_CN", progress)
    shares = [step.share for step in steps]
    assert shares == sorted(shares) and shares[-1] == 1.0


@pytest.mark.parametrize(
    ("line", "told_of"),
    [
        (
            message(
                "ecology.of_all_epochs",
                note=message(
                    "engine.made_without",
                    layers=[message("engine.layer.wetness"), message("engine.layer.dryness")],
                ),
            ),
            "指数未包含：湿度、干度。",
        ),
        (message("scenes.no_quality_band"), "没有质量波段：云和阴影未掩膜。"),
        (
            message(
                "engine.too_bright",
                layer=message("engine.layer.nir"),
                share=1.0,
                limit=1.5,
                most=255.0,
            ),
            "像元大于 1.5（最大 255）：比例系数有误，反射率应在 0 至 1 之间。",
        ),
        (
            message(
                "ecology.lacks.computed",
                sensor="RedEdge-M",
                lacks=message("ecology.lacks.bands", bands=["SWIR1", "SWIR2"]),
            ),
            "RedEdge-M 无法计算：没有 SWIR1、SWIR2。",
        ),
        (
            message("engine.method.resampling", way=message("engine.way.bilinear")),
            "双线性",
        ),
        (text("what nobody foresaw"), "what nobody foresaw"),
    ],
)
def test_what_the_engine_says_is_told_in_the_language_of_the_report(line, told_of):
    assert told_of in words("zh").told(line)
    assert words("en").told(line) == sentence(line, "en")


def test_dates_do_not_break_and_sensors_have_their_titles(page):
    day = page.find(".//section[@id='study']//td/span[@class='date']")
    assert day.text_content() == "2014-07-03"
    assert "Landsat 8 OLI" in page.find(".//section[@id='study']").text_content()
    assert "landsat8-oli" not in page.find(".//section[@id='components']").text_content()


def test_many_dates_are_told_in_tables_that_a_sheet_of_paper_holds():
    assert pages(5, 5) == [slice(0, 5)]
    assert pages(11, 5) == [slice(0, 4), slice(4, 7), slice(7, 11)]


def test_a_soil_loss_without_rain_has_no_unit():
    assert in_unit(legend("erosion"), "relative").unit("zh") == "相对值"
    assert in_unit(legend("erosion"), "t ha-1 yr-1") == legend("erosion")


LOOK = with_reasons([reason("share", Verdict.LOOK, share=0.42, where="all epochs", asked=0.5)])
DO_NOT = with_reasons(
    [reason("seasons", Verdict.DO_NOT, dates=("2018-11-20",), reference="2014-07-01", window=45,
            days=142)]
)  # fmt: skip
SAID = re.compile(r"\b(rose|fell|rises?|falls?|improv\w*|degrad\w*)\b|上升|下降|改善|退化")
"""Of what nothing may be said without trust; the lists of methods and sources are no findings."""


@pytest.fixture(scope="module", params=["en", "zh"])
def doubted(request, sample, tmp_path_factory):
    """Return the report of the same results under every verdict."""
    pages_of = {}
    for trust in (Trust(verdict=Verdict.TRUST), LOOK, DO_NOT):
        found = replace(
            sample.found,
            **{
                name: getattr(sample.found, name).model_copy(update={"trust": trust})
                for name in ("index", "trend", "zones")
            },
        )
        # Zones of an index that is not trusted come without warnings of a change.
        bare = found.zones.model_copy(
            update={
                "zones": tuple(z.model_copy(update={"warnings": ()}) for z in found.zones.zones)
            }
        )
        found = found if trust.trusted else replace(found, zones=bare)
        out = tmp_path_factory.mktemp("doubted") / "report.html"
        # The figures of a trusted report are drawn in `page`, those of the others once here.
        with undrawn(trust.trusted or request.param == "zh"):
            write_report(out, sample.study, found, sample.folder, request.param, silent())
        pages_of[trust.verdict] = html.document_fromstring(out.read_text(encoding="utf-8"))
    return pages_of


def findings(page):
    kept = [s for s in page.findall(".//section") if s.get("id") not in ("methods", "parameters")]
    return " ".join(section.text_content() for section in kept)


def test_without_trust_no_sentence_says_rose_or_fell(doubted):
    assert SAID.search(findings(doubted[Verdict.TRUST]))
    for verdict in (Verdict.LOOK, Verdict.DO_NOT):
        assert not SAID.search(findings(doubted[verdict])), SAID.search(findings(doubted[verdict]))


def test_the_verdict_is_the_first_thing_after_the_title(doubted):
    for verdict, page in doubted.items():
        first = page.find(".//header").getnext()
        assert first.tag == "aside" and "verdict" in first.get("class").split()
        assert verdict.value.replace(" ", "-") in first.get("class").split()
        language = "zh" if page.get("lang") == "zh-CN" else "en"
        assert title(verdict, language) in first.text_content()
        on = first.findall(".//span[@class='on']")
        assert [one.text_content() for one in on] == [short(verdict, language)]
    assert "142" in doubted[Verdict.DO_NOT].find(".//aside").text_content()
    assert "142" not in doubted[Verdict.TRUST].find(".//aside").text_content()


def test_values_stand_side_by_side_at_look_and_nowhere_at_do_not(doubted, sample):
    first, last = (f"{sample.found.index.epochs[k].mean:.2f}" for k in (0, -1))
    for verdict, told in ((Verdict.TRUST, True), (Verdict.LOOK, True), (Verdict.DO_NOT, False)):
        text = doubted[verdict].find(".//div[@id='front']").text_content()
        assert (first in text and last in text) == told
    kept = [section.get("id") for section in doubted[Verdict.DO_NOT].findall(".//section")]
    assert not {"trend", "zones", "grades", "variation"} & set(kept)


def test_maps_of_a_doubted_index_are_hatched(sample, tmp_path):
    plain, hatched = tmp_path / "plain.png", tmp_path / "hatched.png"
    raster = sample.folder / next(iter(sample.found.index.files.values()))
    write_map(plain, raster, legend("irsei"), MapSheet("IRSEI", dpi=60))
    write_map(hatched, raster, legend("irsei"), MapSheet("IRSEI", dpi=60, hatched="Hatched: Look"))
    a, b = (np.asarray(Image.open(path).convert("L"), float) for path in (plain, hatched))
    changed = np.abs(a - b) > 25
    left = changed[:, : a.shape[1] * 2 // 3]
    assert 0.05 < left.mean() < 0.6  # lines, not a veil, over the map
    assert changed[:, a.shape[1] * 2 // 3 :].any()  # and a word in the legend
