"""What must be true of a site before it is published: each check with its name, what it looked at and what it found."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from giaoban import addresses, headers
from giaoban.inspection.site import (
    BUDGET_OF_STYLES,
    BUDGETS_OF_ASSETS,
    KB,
    NOT_FOUND,
    FinishedSite,
    limit_of_first,
    limit_of_html,
    page_kind,
)

_SHARED = ("og:title", "og:description", "og:url", "og:type", "og:image", "og:image:alt")
_LEFT = re.compile(rb"GIAOBAN:|\xee\x80\x80|Undefined|None<|&lt;built-in")
_FOREIGN_STYLE = re.compile(rb"(?:url\(\s*[\"']?|@import\s+[\"'])((?:https?:)?//[^\"')\s]*)", re.IGNORECASE)
_FOREIGN_SCRIPT = re.compile(rb"https?://[^\"'`\s]*")
# Names, which nobody fetches.
_NAMESPACES = (b"http://www.w3.org/",)
_PNG = b"\x89PNG"
_LISTS = (".xml", ".ics")
_REST_ON_THE_LIST = {"tinh/*/": "tinh/"}
"""Pages whose facts have their sources on the page of the list."""


class Fault(NamedTuple):
    """Something that is wrong with a site. ``address``: where, from its root; ``what``: in Vietnamese."""

    address: str
    what: str


class CheckResult(Struct, frozen=True):
    """What a check has to say. ``looked``: how many things it looked at; ``faults``: what is wrong, in order."""

    rule: str
    title: str
    looked: int
    of: str
    faults: tuple[Fault, ...]


class Check(NamedTuple):
    """A check. ``title``: what is true where it finds nothing; ``of``: what it counts, both in Vietnamese."""

    rule: str
    title: str
    of: str
    find: Callable[[FinishedSite], tuple[int, list[Fault]]]


def inspect(site: FinishedSite) -> tuple[CheckResult, ...]:
    """What every check says of a site, in the order of `CHECKS`."""
    found = []
    for check in CHECKS:
        looked, faults = check.find(site)
        found.append(CheckResult(check.rule, check.title, looked, check.of, tuple(faults)))
    return tuple(found)


def _dead_links(site: FinishedSite) -> tuple[int, list[Fault]]:
    looked, faults = 0, []
    ids = {address: frozenset(page.ids) for address, page in site.pages.items()}
    for address, page in site.pages.items():
        for href in dict.fromkeys([*page.links, *page.loads]):
            target = site.resolve_link(address, href)
            if target is None:
                continue
            looked += 1
            path, fragment = target
            if path not in ids and path not in site.files:
                faults.append(Fault(address, f"liên kết “{href}” không dẫn tới đâu"))
            elif fragment and path in ids and fragment not in ids[path]:
                faults.append(Fault(address, f"liên kết “{href}”: trang ấy không có chỗ “{fragment}”"))
    return looked, faults


def _dead_in_files(site: FinishedSite) -> tuple[int, list[Fault]]:
    """Addresses of our own in sitemaps, feeds and calendars."""
    own = re.compile(re.escape(site.url) + r"([^\s\"'<>(),;\\]*)")
    looked, faults = 0, []
    for file in site.files:
        if file.endswith(_LISTS):
            # A line of a calendar goes on behind a line break and a blank.
            text = unescape(re.sub(r"\r\n[ \t]", "", site.read(file).decode("utf-8", "replace")))
            for path in dict.fromkeys(own.findall(text)):
                target = path.partition("#")[0].partition("?")[0]
                looked += 1
                if "{" not in path and target not in site.pages and target not in site.files:
                    faults.append(Fault(file, f"địa chỉ “{site.url}{path}” không dẫn tới đâu"))
    return looked, faults


def _sitemaps(site: FinishedSite) -> tuple[int, list[Fault]]:
    listed: set[str] = set()
    for file in site.files:
        if re.fullmatch(r"sitemap-[^/]*\.xml", file):
            found = re.findall(r"<loc>([^<]*)</loc>", site.read(file).decode())
            listed |= {one.removeprefix(site.url) for one in map(unescape, found)}
    wanted = site.pages_but_redirects.keys() - {NOT_FOUND, headers.FRAMED}
    faults = [Fault(address, "không có trong sơ đồ trang (sitemap)") for address in sorted(wanted - listed)]
    faults += [Fault(address, "có trong sơ đồ trang nhưng không có trang nào") for address in sorted(listed - wanted)]
    return len(wanted), faults


def _ids_twice(site: FinishedSite) -> tuple[int, list[Fault]]:
    faults = [
        Fault(address, f"mã “{one}” đứng {count} lần trên trang")
        for address, page in site.pages.items()
        for one, count in Counter(page.ids).items()
        if count > 1
    ]
    return sum(len(page.ids) for page in site.pages.values()), faults


def _lost(site: FinishedSite) -> tuple[int, list[Fault]]:
    looked, faults, ledger = 0, [], site.ledger
    for promised in ledger.promised:
        looked += 1
        address = promised.removeprefix("/")
        if address not in site.pages:
            faults.append(Fault(address, "địa chỉ đã công bố không còn"))
            continue
        page = site.pages[address]
        if page.moved:
            address = ledger.redirects.get(promised, promised).removeprefix("/")
            page = site.pages.get(address, page)
        numbers = ledger.items.get(promised, frozenset())
        # A withdrawn meeting keeps its address and says why; its items went with it.
        if numbers and page.has_facts:
            looked += len(numbers)
            faults += [
                Fault(address, f"mục đã công bố {one} không còn trên trang") for one in sorted(numbers - {*page.ids})
            ]
    return looked, faults


def _heavy(site: FinishedSite) -> tuple[int, list[Fault]]:
    faults = []
    for address, page in site.pages_but_redirects.items():
        kind = page_kind(address)
        for what, size, most in (
            ("riêng trang", page.size_as_sent, limit_of_html(kind)),
            ("lần mở đầu tiên", site.first_visit_bytes(address), limit_of_first(kind)),
            ("mọi tệp kiểu dáng (CSS)", _styles(site, address), BUDGET_OF_STYLES),
        ):
            if size > most:
                faults.append(Fault(address, f"{what} nặng {_kb(size)}, quá mức {_kb(most)}"))
    for file in site.files:
        most = BUDGETS_OF_ASSETS.get(Path(file).name, 0) if file.startswith("assets/v/") else 0
        if most and site.weight(file) > most:
            faults.append(Fault(file, f"nặng {_kb(site.weight(file))}, quá mức {_kb(most)}"))
    return len(site.pages_but_redirects), faults


def _styles(site: FinishedSite, address: str) -> int:
    loaded = {target[0] for href in site.pages[address].loads if (target := site.resolve_link(address, href))}
    return sum(site.weight(file) for file in loaded if file.endswith(".css"))


def _kb(size: int) -> str:
    return f"{size / KB:.1f} KB".replace(".", ",")


def _check_sources(site: FinishedSite) -> tuple[int, list[Fault]]:
    """Facts rest on sources of the page itself, or of a page that it leads to: entries of a timeline on their meetings."""
    stated = {address: page for address, page in site.pages_but_redirects.items() if page.has_facts}
    faults = []
    for address, page in stated.items():
        rests = {_REST_ON_THE_LIST.get(page_kind(address), "")}
        rests |= {
            target[0] for href in page.links if (target := site.resolve_link(address, href)) and "/" in target[0][:-1]
        }
        if not page.has_sources and not any(one in site.pages and site.pages[one].has_sources for one in rests):
            faults.append(Fault(address, "nêu dữ kiện mà không dẫn nguồn nào: thêm sources vào bản ghi"))
    return len(stated), faults


def _foreign(site: FinishedSite) -> tuple[int, list[Fault]]:
    looked, faults = 0, []
    for address, page in site.pages.items():
        looked += len(page.loads)
        faults += [
            Fault(address, f"tải “{href}” từ nơi khác")
            for href in page.loads
            if site.resolve_link(address, href) is None and not href.startswith("data:")
        ]
    for file in site.files:
        pattern = _FOREIGN_STYLE if file.endswith(".css") else _FOREIGN_SCRIPT if file.endswith(".js") else None
        if pattern:
            looked += 1
            found = [m[m.lastindex or 0] for m in pattern.finditer(site.read(file))]
            faults += [
                Fault(file, f"gọi tới “{one.decode('utf-8', 'replace')}”")
                for one in found
                if not one.startswith(_NAMESPACES)
            ]
    return looked, faults


def _check_policy(site: FinishedSite) -> tuple[int, list[Fault]]:
    faults = []
    for address, page in site.pages.items():
        if "default-src 'none'" not in page.policy:
            faults.append(Fault(address, "trang không mang chính sách an ninh (Content-Security-Policy)"))
        faults += [Fault(address, f"có {what} viết ngay trong trang, trình duyệt sẽ chặn") for what in page.inline]
    return len(site.pages), faults


def _identity(site: FinishedSite) -> tuple[int, list[Fault]]:
    """Title, canonical address and what is shown where a page is shared."""
    faults = []
    for address, page in site.pages_but_redirects.items():
        if not page.title:
            faults.append(Fault(address, "trang không có tên"))
        if address != NOT_FOUND and page.canonical != f"{site.url}{address}":
            faults.append(Fault(address, f"địa chỉ chính thức ghi là “{page.canonical}”"))
        faults += [Fault(address, f"thiếu {name} để chia sẻ") for name in _SHARED if not page.shared.get(name)]
        if page.shared.get("og:url", page.canonical) != page.canonical:
            faults.append(Fault(address, f"địa chỉ để chia sẻ ghi là “{page.shared['og:url']}”"))
        picture = page.shared.get("og:image", "")
        file = picture.removeprefix(site.url)
        if picture and (file not in site.files or not site.read(file).startswith(_PNG)):
            faults.append(Fault(address, f"không có ảnh để chia sẻ “{picture}”"))
    return len(site.pages_but_redirects), faults


def _check_left_over(site: FinishedSite) -> tuple[int, list[Fault]]:
    faults = [
        Fault(addresses.of_file(file), f"sót lại “{match[0].decode()}” của khuôn trang")
        for file in site.files
        if file.endswith(".html") and (match := _LEFT.search(site.read(file)))
    ]
    return len(site.pages), faults


def _barriers(site: FinishedSite) -> tuple[int, list[Fault]]:
    faults = [
        Fault(address, what)
        for address, page in site.pages_but_redirects.items()
        for what in dict.fromkeys(page.barriers)
    ]
    return len(site.pages_but_redirects), faults


def faults(results: tuple[CheckResult, ...]) -> Iterator[tuple[str, Fault]]:
    """Every fault that the checks found, behind the rule of the check."""
    yield from ((result.rule, fault) for result in results for fault in result.faults)


CHECKS = (
    Check("dead-link", "Mọi liên kết trong kho đều tới nơi, tới đúng chỗ", "liên kết", _dead_links),
    Check("dead-in-file", "Tin (Atom), lịch và sơ đồ trang chỉ ghi địa chỉ có thật", "địa chỉ", _dead_in_files),
    Check("sitemap", "Sơ đồ trang liệt kê đủ mọi trang", "trang", _sitemaps),
    Check("id-twice", "Không mã nào đứng hai lần trên một trang", "mã", _ids_twice),
    Check("address-lost", "Mọi địa chỉ và mục đã công bố vẫn còn", "địa chỉ và mục", _lost),
    Check("unsourced", "Trang nào nêu dữ kiện cũng dẫn nguồn", "trang nêu dữ kiện", _check_sources),
    Check("over-budget", "Không trang nào nặng quá mức", "trang", _heavy),
    Check("third-party", "Không tải gì từ nơi khác", "tệp được tải", _foreign),
    Check("blocked", "Không có gì mà chính sách an ninh sẽ chặn", "trang", _check_policy),
    Check("identity", "Mỗi trang có tên, địa chỉ chính thức của mình và ảnh để chia sẻ", "trang", _identity),
    Check("left-over", "Không sót dấu vết nào của khuôn trang", "trang", _check_left_over),
    Check("barrier", "Đánh dấu trang không ngăn ai đọc (tiêu đề, nhãn, vùng, bảng)", "trang", _barriers),
)
"""All checks, in the order in which they are reported."""
