"""Drawings as files, read as an article's author or a program would: whole by themselves, and saying what the pages say."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from conftest import SITE_URL
from selectolax.lexbor import LexborHTMLParser
from small_archive import Small, briefing, build

from giaoban import addresses
from giaoban.exports import drawings
from giaoban.render.drawing_files import svg
from giaoban.views import drawing_files
from giaoban.views.drawing_files import DrawingFile
from giaoban.views.grids import Grid

SVG = "{http://www.w3.org/2000/svg}"
KINDS = {"tinh", "hop", "chuoi", "so-lieu"}


def every(site: Path) -> Iterator[tuple[str, ET.Element]]:
    for path in sorted(site.rglob("*.svg")):
        file = path.relative_to(site).as_posix()
        if not file.startswith("assets/"):
            yield file, ET.fromstring(path.read_bytes())


def words_of(drawn: ET.Element) -> list[str]:
    return ["".join(text.itertext()) for text in drawn.iter(f"{SVG}text")]


def test_every_file_is_whole_by_itself(site: Path) -> None:
    seen = set()
    for file, drawn in every(site):
        assert drawn.tag == f"{SVG}svg"
        assert drawn.get("role") == "img"
        named = [drawn.find(f"{SVG}{name}") for name in ("title", "desc")]
        assert drawn.get("aria-labelledby") == " ".join(str(one.get("id")) for one in named if one is not None)
        assert all(one is not None and one.text for one in named), file
        # Nothing is loaded, and nothing is there that a strict policy would block.
        assert {one.tag.removeprefix(SVG) for one in drawn.iter()} <= {
            "svg",
            "title",
            "desc",
            "rect",
            "g",
            "path",
            "text",
            "circle",
        }
        assert not [
            name
            for one in drawn.iter()
            for name in one.attrib
            if "href" in name or name == "style" or name.startswith("on")
        ]
        assert not [
            value for one in drawn.iter() for value in one.attrib.values() if "url(" in value or "http" in value
        ]
        (source,) = [text for text in words_of(drawn) if text.startswith("Nguồn: Giao ban")]
        page, _, anchor = re.sub(r".*?https", "https", source).removesuffix(". CC BY 4.0.").partition("#")
        assert source.endswith(". CC BY 4.0.")
        html = (site / addresses.file(page.removeprefix(SITE_URL))).read_text(encoding="utf-8")
        assert not anchor or f'id="{anchor}"' in html, file
        # The page that it names leads to it.
        assert file in {
            href.lstrip("./") for href in re.findall(r'href="([^"]+\.svg)" type="image/svg\+xml" download', html)
        }, file
        # Within its frame, in the browser's own units.
        left, top, width, height = map(float, str(drawn.get("viewBox")).split())
        assert (left, top) == (0, 0)
        assert (width, height) == (float(str(drawn.get("width"))), float(str(drawn.get("height"))))
        seen.add(file.partition("/")[0])
    assert seen == KINDS


def test_a_page_offers_no_drawing_that_is_not_there(site: Path) -> None:
    offered = set()
    for path in site.rglob("index.html"):
        for link in LexborHTMLParser(path.read_bytes()).css("a[type='image/svg+xml']"):
            offered.add((path.parent / str(link.attributes["href"])).resolve().relative_to(site.resolve()).as_posix())
    assert offered == {file for file, _ in every(site)}


def test_the_map_says_what_the_list_of_provinces_says(site: Path) -> None:
    drawn = ET.fromstring((site / drawing_files.TODAY).read_bytes())
    twin = json.loads((site / "tinh" / "index.json").read_bytes())["record"]
    for tile in twin["today"]["tiles"]:
        assert tile["label"] in str(drawn.findtext(f"{SVG}desc"))
    numbers = [text for text in words_of(drawn) if re.fullmatch(r"\d+|–", text)]
    assert sorted(numbers) == sorted(tile["count"] for tile in twin["today"]["tiles"])
    names = " ".join(words_of(drawn))
    assert "Hoàng Sa" in names
    assert "Trường Sa" in names


def test_the_calendar_has_every_year_with_its_count(site: Path) -> None:
    drawn = ET.fromstring((site / drawing_files.CALENDAR).read_bytes())
    years = json.loads((site / "index.json").read_bytes())["record"]["calendar"]["years"]
    found = words_of(drawn)
    assert [year["label"] for year in years if year["address"]] == [
        text for text in found if re.fullmatch("20[0-9]{2}", text)
    ]
    assert f"{years[0]['label']}: {years[0]['count']} (" in str(drawn.findtext(f"{SVG}desc"))


def test_an_indicator_shows_what_its_figures_say(site: Path) -> None:
    for path in (site / "so-lieu").glob("*/bieu-do.svg"):
        found = words_of(ET.fromstring(path.read_bytes()))
        twin = json.loads((path.parent / "index.json").read_bytes())["record"]
        values = {one["row"]["value"] for place in twin["places"] for one in place["figures"]}
        assert values & set(found), path


def test_text_of_any_kind_stays_text() -> None:
    evil = "Một <b>&amp;\"' ]]> \x07 ￼"
    shown = DrawingFile(evil, "tinh/", evil, grid=Grid("chuoi-a", (), "", (("", evil),), ()))
    drawn = ET.fromstring(svg(shown, SITE_URL))
    assert str(drawn.findtext(f"{SVG}title")) == evil.replace("\x07", "")
    assert "".join(words_of(drawn)).count("<b>") == 2


def test_an_archive_without_meetings_has_no_calendar() -> None:
    assert drawing_files.CALENDAR not in drawings.files(build([]).reader())
    one = build([briefing("mot", "2024-01-02")])
    assert drawing_files.CALENDAR in drawings.files(one.reader())


def test_every_drawing_of_the_tiny_archive_is_well_formed_and_says_its_day(around: Small) -> None:
    files = drawings.files(around.reader())
    assert {file.partition("/")[0] for file in files} == KINDS - {"so-lieu"}
    for file in files:
        drawn = ET.fromstring(drawings.content(around.reader(), file))
        assert any(text.startswith("Nguồn: Giao ban, ngày 2-1-2026. https://") for text in words_of(drawn)), file
