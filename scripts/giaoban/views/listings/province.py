"""The list of provinces: two maps, and all pages by region; those that went into a merger say into what."""

from __future__ import annotations

from collections import defaultdict

from giaoban import addresses, kinds
from giaoban.archive.reader import Reader
from giaoban.vietnamese import sort_key
from giaoban.views import evidence, lists, tiles
from giaoban.views.evidence import SourceLine
from giaoban.views.lists import Group, Row
from giaoban.views.tiles import TileMap
from giaoban.views.values import View, head, link, text

_REGIONS = (
    "Trung du và miền núi phía Bắc", "Đồng bằng sông Hồng", "Bắc Trung Bộ", "Bắc Trung Bộ và duyên hải miền Trung",
    "Duyên hải Nam Trung Bộ và Tây Nguyên", "Tây Nguyên", "Đông Nam Bộ", "Đồng bằng sông Cửu Long",
)  # fmt: skip
_ELSEWHERE = "Khác"


class ProvincesView(View, frozen=True, kw_only=True):
    """All provinces: the map of today and that of before July 2025 (None: no unit is on it), and the groups by region."""

    scope: str
    today: TileMap | None
    before: TileMap | None
    groups: tuple[Group, ...]
    sources: tuple[SourceLine, ...]


def view(reader: Reader, path: str) -> ProvincesView:  # noqa: ARG001 - one page holds it
    """All of it."""
    kind = kinds.get("province")
    units = {unit: (region, merged) for unit, region, merged in reader.fields("unit", "id", "region", "merged_into")}
    standing = sum(last is None for (last,) in reader.fields("unit", "valid_to"))
    scope = (
        f"{reader.count('province')} tên tỉnh, thành phố từng có từ năm 2016, xếp theo vùng; {standing} đơn vị hiện nay. "
        "Tên đã sáp nhập vẫn giữ trang riêng, dòng thời gian đi tiếp qua sáp nhập."
    )
    held = {count.id: count.held for count in reader.province_counts()}
    regions: dict[str, list[Row]] = defaultdict(list)
    for page in reader.listed("province"):
        eras = reader.eras(page.id)
        merged = reader.reference("unit", units[eras[-1]][1]) if eras else None
        row = Row(
            link(page),
            text(f"nay thuộc {merged.label}" if merged else ""),
            reader.size("province", page.id),
            held[page.id],
        )
        regions[units[eras[0]][0] if eras else _ELSEWHERE].append(row)
    return ProvincesView(
        head=head(addresses.section("province"), lists.LAYOUT, kind.title, scope, kind.section),
        template="provinces.html",
        scope=scope,
        today=tiles.today(reader),
        before=tiles.before(reader),
        groups=lists.grouped((region, regions[region]) for region in sorted(regions, key=_region)),
        sources=evidence.sources(reader.province_sources()),
    )


def _region(region: str) -> tuple[int, tuple[str, str, str]]:
    """From north to south, then those that are not known here, by name."""
    return (_REGIONS.index(region) if region in _REGIONS else len(_REGIONS), sort_key(region))
