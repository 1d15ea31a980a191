"""The tile map: every province, its outline, its numbers in words."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

import pytest
from conftest import ROOT
from small_archive import Small, build

from giaoban.archive.model import Entities
from giaoban.records.files import discover
from giaoban.records.load import load
from giaoban.records.models.briefing import Briefing
from giaoban.views import tiles


@cache
def real() -> Small:
    """The real archive."""
    records = [record for source in discover(ROOT / "content")[0] for _, record in load(source).records]
    meetings = [record for record in records if isinstance(record, Briefing)]
    return build(meetings, known=Entities.of(record for record in records if not isinstance(record, Briefing)))


@pytest.mark.parametrize(
    ("cells", "path"),
    [
        ([(0, 0)], "M100 0V80H0V0z"),
        ([(0, 0), (0, 1)], "M200 0V80H0V0z"),
        ([(0, 0), (0, 1), (1, 0)], "M200 0V80H100V160H0V0z"),
        ([(0, 0), (2, 2)], "M100 0V80H0V0zM300 160V240H200V160z"),
    ],
)
def test_tiles_that_touch_have_one_outline(cells: Collection[tuple[int, int]], path: str) -> None:
    assert tiles.outline(cells) == path


def test_every_province_is_on_both_maps() -> None:
    then, now = tiles.map_before_mergers(real().reader()), tiles.map_of_today(real().reader())
    assert then
    assert now
    assert len(then.tiles) == 63
    assert len(now.tiles) == 34
    # A merged group is one shape: one link, no line inside.
    assert [tile.label for tile in now.tiles if tile.path.count("M") != 1] == []
    assert len({tile.address for tile in now.tiles}) == 34
    for shown in (then, now):
        assert [(" ".join(island.lines), island.address) for island in shown.islands] == [
            ("Hoàng Sa", "tinh/da-nang/"),
            ("Trường Sa", "tinh/khanh-hoa/"),
        ]


def test_a_tile_says_what_it_shows(small: Small) -> None:
    then, now = tiles.map_before_mergers(small.reader()), tiles.map_of_today(small.reader())
    assert then
    assert now
    assert [(tile.label, tile.count) for tile in then.tiles] == [
        ("Huế: chưa có cuộc họp", "–"),
        ("Đồng Tháp: 1 cuộc họp", "1"),
        ("Tiền Giang: 1 cuộc họp, 1 tổ chức tại đây", "1"),
    ]
    assert [(tile.label, tile.held) for tile in now.tiles] == [
        ("Huế: chưa có cuộc họp", False),
        ("Đồng Tháp (cùng Tiền Giang): 2 cuộc họp, 2 tổ chức tại đây", True),
    ]
    assert tiles.map_before_mergers(build([], known=Entities.of([])).reader()) is None


@pytest.mark.parametrize(
    ("counts", "bounds"), [([], []), ([0, 0], []), ([1], [1]), ([3, 1], [1, 2, 3]), ([9], [2, 3, 5, 9])]
)
def test_shades_are_shares_of_the_most(counts: list[int], bounds: list[int]) -> None:
    assert tiles.shades(counts) == bounds
