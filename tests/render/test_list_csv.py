"""The CSV files beside the pages of lists, read by pandas: what they say is what the page shows, in its order."""

from __future__ import annotations

import io
import re
from html import unescape
from pathlib import Path

import pandas as pd
import pytest
from conftest import SITE_URL

from giaoban.dataset import package
from giaoban.render import list_csv
from giaoban.views import pages
from giaoban.views.lists import COLUMNS, CsvTable


def read(path: Path) -> pd.DataFrame:
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\r\n")
    return pd.read_csv(path, encoding="utf-8-sig", keep_default_na=False)


def lists(site: Path) -> dict[str, pd.DataFrame]:
    return {f"{path.parent.relative_to(site).as_posix()}/": read(path) for path in site.rglob(list_csv.FILE)}


def test_every_list_has_one_that_its_page_names(site: Path) -> None:
    found = lists(site)
    assert {"hop/", "tinh/", "lanh-dao/", "van-ban/", "chuoi/", "chu-de/", "hoi-nghi/", "nam/", "nhiem-vu/"} < {*found}
    for page in site.rglob("index.html"):
        address = f"{page.parent.relative_to(site).as_posix()}/"
        html = page.read_text(encoding="utf-8")
        assert ('type="text/csv" title=' in html) == (address in found)
        assert ("Tải danh sách (CSV)" in html) == (address in found)


def test_its_rows_are_those_of_the_page_in_their_order(site: Path) -> None:
    for address, found in lists(site).items():
        html = unescape((site / address / "index.html").read_text(encoding="utf-8"))
        up = "../" * address.count("/")
        place = html.index("<h1>") if address != "hop/" else html.index("<h2>Mới nhất")
        for url in found["url"]:
            if url:
                assert url.startswith(SITE_URL)
                place = html.find(f'href="{up}{url.removeprefix(SITE_URL)}"', place)
                assert place > 0, (address, url)
        assert {*found.columns} <= {*COLUMNS}


@pytest.mark.parametrize(
    ("address", "row", "expected"),
    [
        ("van-ban/", {"url": "van-ban/nq-18-tw-k12/"}, {"group": "Nghị quyết"}),
        ("tinh/", {"url": "tinh/ha-giang/"}, {"name": "Hà Giang", "detail": "nay thuộc Tuyên Quang"}),
        ("hoi-nghi/", {"url": "hoi-nghi/k12-tw6/"}, {"group": "Khóa XII"}),
    ],
)
def test_a_known_row(site: Path, address: str, row: dict[str, str], expected: dict[str, str]) -> None:
    found = lists(site)[address]
    ((_, said),) = found[found["url"] == SITE_URL + row["url"]].iterrows()
    assert {name: said[name] for name in expected} == expected


def test_years_and_lists_of_entities_count_the_same_meetings(site: Path) -> None:
    found = lists(site)
    meetings = len([path for path in (site / "hop").iterdir() if path.is_dir()])
    withdrawn = len(found["dinh-chinh/"][found["dinh-chinh/"]["what"] == "Bản ghi đã rút"])
    assert found["nam/"]["meetings"].sum() == meetings - withdrawn
    series = found["chuoi/"]
    page = (site / "chuoi" / "index.html").read_text(encoding="utf-8")
    assert [f"{n} cuộc họp" for n in series["meetings"] if n] == re.findall(r'class="count">(\d+ cuộc họp)<', page)


def test_every_step_of_a_task_leads_to_its_item_and_its_source(site: Path) -> None:
    for address, found in lists(site).items():
        if address.startswith("nhiem-vu/") and "thread" in found:
            for _, step in found.iterrows():
                page, _, item = step["url"].removeprefix(SITE_URL).partition("#")
                assert item == step["item"]
                assert f'id="{item}"' in (site / page / "index.html").read_text(encoding="utf-8")
                assert all(source.startswith("http") for source in step["sources"].split(" "))


def test_a_cell_that_a_spreadsheet_would_compute_is_made_harmless() -> None:
    rows = (("=1+1", 1), ("-5", -5), ("@a", None), ("+", 0), ('"x", y', 2))
    found = pd.read_csv(io.BytesIO(list_csv.content(CsvTable(("name", "meetings"), rows))), keep_default_na=False)
    assert [*found["name"]] == ["'=1+1", "'-5", "'@a", "'+", '"x", y']
    assert [*found["meetings"]] == ["1", "-5", "", "0", "2"]
    assert package.csv_table(("name",), [("\tx",)]).endswith(b"'\tx\r\n")


def test_the_dictionary_has_the_columns_that_lists_have(site: Path) -> None:
    html = (site / "du-lieu" / "index.html").read_text(encoding="utf-8")
    used = {column for found in lists(site).values() for column in found.columns}
    assert all(f"<li><code>{column}</code>: " in html for column in used)
    assert any(pages.rows(module) for module in pages.every())
