"""Files that are no pages: found by being there, each claimed once, each made from what it asks for."""

from __future__ import annotations

import json
import re

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from small_archive import SITE_URL, Small

from giaoban import addresses, exports
from giaoban.archive.answers import Answers, Question
from giaoban.archive.reader import Reader
from giaoban.exports import sharing_pictures, sitemap


def content(around: Small, module: str, file: str) -> str:
    return exports.every()[module].content(around.reader(), file).decode()


def test_no_two_exports_claim_one_file(around: Small) -> None:
    found = [file for module in exports.every().values() for file in module.files(around.reader())]
    assert len(found) == len(set(found))
    assert {"sitemap.xml", "robots.txt", ".nojekyll", "sw.js", "hop/cu/index.html", "gioi-thieu/index.html"} <= set(
        found
    )
    for module in exports.every().values():
        assert all(isinstance(module.content(around.reader(), file), bytes) for file in module.files(around.reader()))


def test_the_sitemaps_list_every_page_with_its_day(around: Small) -> None:
    index = content(around, "sitemap", "sitemap.xml")
    parts = re.findall(f"<sitemap><loc>{SITE_URL}([^<]*)</loc>", index)
    assert {"sitemap-hop.xml", "sitemap-van-ban.xml", "sitemap-trang.xml"} <= set(parts)
    assert f"<sitemap><loc>{SITE_URL}sitemap-van-ban.xml</loc><lastmod>2026-01-02</lastmod></sitemap>" in index
    text = "".join(content(around, "sitemap", part) for part in parts)
    listed = re.findall(f"<url><loc>{SITE_URL}([^<]*)</loc>", text)
    assert len(listed) == len(set(listed))
    for part in parts:
        of_part = re.findall(f"<url><loc>{SITE_URL}([^<]*)</loc>", content(around, "sitemap", part))
        assert of_part == sorted(of_part)
        assert part == "sitemap-trang.xml" or all(part == f"sitemap-{page.partition('/')[0]}.xml" for page in of_part)
    assert set(listed) == {*(a for a in around.reader().addresses() if a not in {"404.html", "nhung/"}), "gioi-thieu/"}
    assert f"<url><loc>{SITE_URL}van-ban/nq-26/</loc><lastmod>2026-01-02</lastmod></url>" in text
    assert f"<url><loc>{SITE_URL}gioi-thieu/</loc></url>" in text


def test_a_kind_of_too_many_pages_has_several_sitemaps(around: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "_MOST", 2)
    for part in ("sitemap-hop.xml", "sitemap-hop-1.xml"):
        assert len(re.findall("<loc>", content(around, "sitemap", part))) == 2
    files = sitemap.files(around.reader())
    index = content(around, "sitemap", "sitemap.xml")
    assert re.findall("<sitemap><loc>([^<]*)</loc>", index) == [SITE_URL + file for file in files[1:]]
    listed = [url for file in files[1:] for url in re.findall("<loc>([^<]*)</loc>", content(around, "sitemap", file))]
    assert len(listed) == len(set(listed)) == len(around.reader().addresses()) - 1  # the page for frames


def test_the_builders_components_are_those_of_the_lock_file(around: Small) -> None:
    text = content(around, "components", "phien-ban/thanh-phan.cdx.json")
    wrong = JsonStrictValidator(SchemaVersion.V1_6)
    assert wrong.validate_str(text) is None
    assert wrong.validate_str(text.replace('"type"', '"kind"', 1)) is not None
    found = json.loads(text)
    assert (found["bomFormat"], found["specVersion"]) == ("CycloneDX", "1.6")
    assert [one["purl"] for one in found["components"]] == ["pkg:pypi/click@8.0"]
    [root] = found["dependencies"]
    assert root == {"ref": found["metadata"]["component"]["bom-ref"], "dependsOn": ["pkg:pypi/click@8.0"]}


def test_robots_find_the_sitemap(around: Small) -> None:
    assert content(around, "robots", "robots.txt").endswith(f"Sitemap: {SITE_URL}sitemap.xml\n")
    assert content(around, "robots", ".nojekyll") == ""


def test_an_old_address_leads_to_the_new_one(around: Small) -> None:
    page = content(around, "redirects", "hop/cu/index.html")
    assert 'content="0; url=/giao-ban/hop/mot/"' in page
    assert f'<link rel="canonical" href="{SITE_URL}hop/mot/">' in page
    assert '<meta name="robots" content="noindex">' in page


def test_written_pages_and_assets_are_as_they_are(around: Small) -> None:
    assert content(around, "written", addresses.file("gioi-thieu/")) == "<p>Giới thiệu</p>"
    assert content(around, "assets", "sw.js") == "s"


def test_styles_and_scripts_lie_below_their_version_and_an_old_tab_finds_it(around: Small) -> None:
    files = exports.every()["assets"].files(around.reader())
    assert set(files) == {"sw.js", "assets/v/01234567/a.css", "assets/version.txt"}
    assert content(around, "assets", "assets/v/01234567/a.css") == "a"
    assert content(around, "assets", "assets/version.txt") == "01234567\n"


def test_every_page_has_a_picture_and_a_picture_asks_for_no_other(
    around: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = sharing_pictures.files(around.reader())
    for kind in ("briefing", "leader", "province", "resolution", "plenum", "topic", "year"):
        assert f"assets/og/{addresses.section(kind).strip('/')}.png" in files
    monkeypatch.setattr("giaoban.render.painting.paint", lambda picture: picture.title.encode())
    reader = around.reader()
    assert sharing_pictures.content(reader, "assets/og/chuoi/thang.png") == "Hằng tháng".encode()
    assert list(reader.asked) == ["reference\x1fseries\x1fthang"]
    with pytest.raises(KeyError):
        sharing_pictures.content(around.reader(), "assets/og/chuoi/khong-co.png")


def test_an_export_asks_through_the_reader(around: Small) -> None:
    reader = Reader(Answers({**around.answers.questions, "setting": Question(lambda _: "https://example.net/")}))
    assert b"https://example.net/sitemap.xml" in exports.every()["robots"].content(reader, "robots.txt")
    assert list(reader.asked) == ["setting\x1fsite_url"]
