"""Each check of the finished site: it passes what the builder makes, and finds what somebody has broken in it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import MINI, ROOT, SITE_URL, whole_content

from giaoban.build import ledger
from giaoban.build.pipeline import Options, build
from giaoban.inspection import checks
from giaoban.inspection.site import FinishedSite

MEETING = "hop/2024-10-15-giao-ban-thang-10-2024/index.html"
HOME = "index.html"
PROVINCE = "tinh/dao-gio/index.html"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny archive, built, with its addresses in the ledger."""
    folder = tmp_path_factory.mktemp("inspected")
    content = Path(shutil.copytree(MINI, folder / "content"))
    (content / "urls.txt").write_text("/\n/hop/\n/hop/2024-10-15-giao-ban-thang-10-2024/ r1 t1\n", encoding="utf-8")
    whole_content(content)
    outcome = build(Options(ROOT, content, folder / "build", SITE_URL))
    assert outcome.published, outcome.findings
    return folder


def found(folder: Path) -> dict[str, list[str]]:
    """What each check finds in a site, for those that find anything."""
    results = checks.inspect(FinishedSite(folder / "build" / "site", SITE_URL, ledger.load(folder / "content")))
    assert all(result.looked for result in results)
    return {result.rule: [f"{f.address}: {f.what}" for f in result.faults] for result in results if result.faults}


def test_what_the_builder_makes_passes(built: Path) -> None:
    assert found(built) == {}


def test_every_check_is_broken_below() -> None:
    assert {rule for rule, _, _, _ in BROKEN} == {check.rule for check in checks.CHECKS}


def instead(old: str, new: str) -> Callable[[str], str]:
    """A page in which something stands in place of something else."""

    def changed(text: str) -> str:
        assert re.search(old, text), old
        return re.sub(old, lambda match: match.expand(new), text, count=1)

    return changed


BODY = r"</main>"
HEAVY = "".join(map(str, range(20_000)))
"""40 KB when compressed."""
HEAD = r"</head>"
BROKEN = [
    ("dead-link", HOME, instead(BODY, '<a href="khong-co/">x</a></main>'), "khong-co/"),
    ("dead-link", HOME, instead(BODY, '<a href="hop">x</a></main>'), "“hop”"),
    ("dead-link", HOME, instead(BODY, '<a href="../">x</a></main>'), "“../”"),
    ("dead-link", HOME, instead(BODY, '<a href="/hop/">x</a></main>'), "“/hop/”"),
    ("dead-link", HOME, instead(BODY, f'<a href="{SITE_URL}khong-co/">x</a></main>'), "khong-co/"),
    ("dead-link", MEETING, instead(BODY, '<a href="#r99">x</a></main>'), "không có chỗ “r99”"),
    ("dead-link", HOME, instead(BODY, rf'<a href="{MEETING.removesuffix("index.html")}#r99">x</a></main>'), "r99"),
    ("dead-link", HOME, instead(BODY, '<img alt="" src="khong-co.png"></main>'), "khong-co.png"),
    ("dead-in-file", "atom.xml", instead("</feed>", f"<id>{SITE_URL}khong-co/</id></feed>"), "khong-co/"),
    ("sitemap", "sitemap-hop.xml", instead(r"<url>.*?</url>", ""), "sơ đồ trang"),
    ("id-twice", MEETING, instead(BODY, '<i id="r1">x</i></main>'), "“r1” đứng 2 lần"),
    ("address-lost", MEETING, instead(r'id="t1"', 'id="t7"'), "t1 không còn"),
    ("unsourced", MEETING, instead(r'(?s)<section class="sources".*?</section>', ""), "không dẫn nguồn"),
    ("over-budget", MEETING, instead(BODY, HEAVY + BODY), "riêng trang nặng"),
    ("over-budget", PROVINCE, instead(BODY, 2 * HEAVY + BODY), "quá mức 60,0 KB"),
    ("third-party", HOME, instead(HEAD, '<script src="https://cdn.example/x.js"></script></head>'), "cdn.example"),
    ("third-party", HOME, instead(BODY, '<img alt="x" srcset="//cdn.example/x.png 2x"></main>'), "cdn.example"),
    ("third-party", HOME, instead(BODY, '<iframe title="x" src="https://video.example/"></iframe></main>'), "video"),
    ("third-party", "sw.js", lambda text: text + "fetch('https://count.example/')", "count.example"),
    ("blocked", HOME, instead(HEAD, "<script>1</script></head>"), "script"),
    ("blocked", HOME, instead(BODY, '<p style="color: red">x</p></main>'), "style"),
    ("blocked", HOME, instead(BODY, '<p onclick="x()">x</p></main>'), "onclick"),
    ("blocked", HOME, instead(r"<meta http-equiv=\"Content-Security-Policy\"[^>]*>", ""), "chính sách an ninh"),
    ("identity", HOME, instead(r"(?s)<title>.*?</title>", "<title></title>"), "không có tên"),
    ("identity", HOME, instead(r'rel="canonical" href="[^"]*"', 'rel="canonical" href="/x/"'), "địa chỉ chính thức"),
    (
        "identity",
        HOME,
        instead(r'property="og:image" content="[^"]*"', 'property="og:image" content="/x.png"'),
        "/x.png",
    ),
    ("left-over", HOME, instead(BODY, "GIAOBAN:BODY</main>"), "GIAOBAN:"),
    ("barrier", HOME, instead(r' lang="vi"', ""), "lang"),
]


@pytest.mark.parametrize(("rule", "file", "breaks", "said"), BROKEN, ids=[f"{b[0]}-{i}" for i, b in enumerate(BROKEN)])
def test_what_is_broken_is_found(built: Path, rule: str, file: str, breaks: Callable[[str], str], said: str) -> None:
    path = built / "build" / "site" / file
    before = path.read_bytes()
    try:
        path.unlink()
        path.write_text(breaks(before.decode()), encoding="utf-8")
        now = found(built)
        assert any(said in line for line in now.get(rule, ())), now
        assert now.keys() <= {rule, "dead-link", "third-party"}
    finally:
        path.write_bytes(before)


def test_a_timeline_may_grow_with_the_archive(built: Path) -> None:
    path = built / "build" / "site" / PROVINCE
    before = path.read_bytes()
    path.unlink()
    try:
        path.write_text(before.decode().replace(BODY, HEAVY + BODY), encoding="utf-8")
        assert found(built) == {}
    finally:
        path.write_bytes(before)


def test_a_page_that_is_gone_is_lost(built: Path) -> None:
    path = built / "build" / "site" / MEETING
    before = path.read_bytes()
    path.unlink()
    try:
        now = found(built)
        assert "hop/2024-10-15-giao-ban-thang-10-2024/: địa chỉ đã công bố không còn" in now["address-lost"]
        assert len(now["dead-link"]) > 2
    finally:
        path.write_bytes(before)
