"""Settings of Sphinx for the manual; `build.py` reads this file for both languages.

Everything that a page needs lies beside it: no script, style or letter comes from a network, so
that the built folder opens, and is searched, without one.
"""

import os
import re
from typing import Any

_CHINESE = os.environ.get("MANUAL_LANGUAGE") == "zh"

project = "鱼鹰任务规划" if _CHINESE else "Osprey Mission Planner"
author = "the Osprey Mission Planner authors"
project_copyright = "GPL-3.0-or-later"
language = "zh_CN" if _CHINESE else "en"

extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
root_doc = "index"
exclude_patterns = [] if _CHINESE else ["pilot/zh"]

myst_heading_anchors = 4
# A page may name its own places as GitHub does, in its own language.
myst_enable_extensions = ["colon_fence"]

html_theme = "alabaster"
html_title = "鱼鹰任务规划使用手册" if _CHINESE else "Osprey Mission Planner: manual"
html_theme_options = {
    "description": "飞手手册" if _CHINESE else "The manual",
    "fixed_sidebar": True,
    "page_width": "1180px",
    "sidebar_width": "280px",
    "show_powered_by": False,
    "font_family": "Inter, 'Noto Sans', 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif",
    "head_font_family": "Inter, 'Noto Sans', 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif",
}
templates_path = ["templates"]
html_sidebars = {"**": ["about.html", "language.html", "searchbox.html", "navigation.html"]}
html_copy_source = False
html_show_sourcelink = False

# Pages that are in English alone lie beside the Chinese manual, outside of what its build reads.
_ENGLISH_PAGE = re.compile(r"\[([^\]\[]+)\]\(\.\./\.\./([\w/-]+)\.md(#[\w-]+)?\)")


def _to_english_pages(_app: Any, _page: str, source: list[str]) -> None:
    """Let links of a Chinese page lead to the English manual, whose folder holds the Chinese."""
    source[0] = _ENGLISH_PAGE.sub(r'<a href="../\2.html\3">\1</a>', source[0])


def setup(app: Any) -> None:
    """Hook into the build of the Chinese part."""
    if _CHINESE:
        app.connect("source-read", _to_english_pages)
