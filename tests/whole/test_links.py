"""The whole site of the real archive: every check that a publication has to pass, and what only the real archive can show."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml
from conftest import ROOT, SITE_URL

from giaoban.build import ledger
from giaoban.inspection import checks
from giaoban.inspection.site import FinishedSite


@pytest.fixture(scope="module")
def whole(site: Path) -> FinishedSite:
    """The site, with all its pages read."""
    return FinishedSite(site, SITE_URL, ledger.load(ROOT / "content"))


@pytest.mark.parametrize("check", checks.CHECKS, ids=lambda check: check.rule)
def test_the_real_archive_passes(whole: FinishedSite, check: checks.Check) -> None:
    looked, faults = check.find(whole)
    assert faults == []
    assert looked > 100


def test_an_old_address_leads_to_the_page_that_took_its_place(whole: FinishedSite) -> None:
    moved = yaml.safe_load((ROOT / "content" / "redirects.yml").read_text(encoding="utf-8")) or {}
    assert whole.pages.keys() - whole.pages_but_redirects.keys() == {old.removeprefix("/") for old in moved}
    for old, new in moved.items():
        page = whole.pages[old.removeprefix("/")]
        assert whole.resolve_link("", page.moved) == (new.removeprefix("/"), "")
        assert page.links == (page.moved,)


def test_every_kind_of_page_is_there(whole: FinishedSite) -> None:
    for address in (
        "", "hop/", "hop/2018-10-29-giao-ban-thang-11-2018/", "tinh/", "tinh/dong-thap/", "tinh/tien-giang/", "lanh-dao/",
        "lanh-dao/pham-minh-chinh/", "van-ban/", "van-ban/nq-18-tw-k12/", "chuoi/", "chuoi/trung-uong-hang-thang/",
        "chu-de/", "chu-de/cong-tac-can-bo/", "nam/", "nam/2018/", "nhiem-vu/", "so-lieu/", "hoi-nghi/", "hoi-nghi/k12-tw6/",
        "dinh-chinh/", "phien-ban/", "do-phu/", "gioi-thieu/", "phuong-phap/", "huong-dan/", "404.html",
    ):  # fmt: skip
        assert address in whole.pages, address


def test_every_page_has_a_title_of_its_own(whole: FinishedSite) -> None:
    titles = Counter(page.title for page in whole.pages_but_redirects.values())
    assert [title for title, count in titles.items() if count > 1] == []


def test_a_name_that_two_share_is_told_apart_in_the_title(whole: FinishedSite) -> None:
    assert whole.pages["lanh-dao/nguyen-van-hung-bac-ninh/"].title.startswith("Nguyễn Văn Hùng (Bắc Ninh) ")


def test_meetings_of_a_series_share_its_picture_and_others_do_not(whole: FinishedSite) -> None:
    pictures = {address: page.shared["og:image"] for address, page in whole.pages_but_redirects.items()}
    assert pictures["hop/2018-10-29-giao-ban-thang-11-2018/"] == pictures["chuoi/trung-uong-hang-thang/"]
    assert len(set(pictures.values())) > 8
