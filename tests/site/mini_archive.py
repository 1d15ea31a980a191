"""A tiny archive in memory: four meetings, a merger, an open document, a withdrawn record."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import jinja2

from giaoban.archive import Archive, Card, Entities, Viewpoint, link
from giaoban.records.model import (
    Briefing,
    Leader,
    Organization,
    Plenum,
    ProvincePage,
    Resolution,
    Series,
    Source,
    Topic,
    Unit,
)
from giaoban.site import templates
from giaoban.site.entries import entries

THEME = Path(__file__).parents[2] / "theme"
SOURCE = {"id": "s1", "publisher": "Báo A", "title": "Bài <một>", "url": "https://example.org/a?b=1&c=2"}


class Mini(NamedTuple):
    """The archive, its environment, and every entry by meeting."""

    archive: Archive
    env: jinja2.Environment
    entries: dict[str, dict[Viewpoint, str]]

    def timeline(self, kind: str, entity: str) -> list[tuple[Card, str]]:
        """What the builder hands to a page: cards and entries in order of time."""
        viewpoint = Viewpoint(kind, entity)
        return [(card, self.entries[card.id][viewpoint]) for card in self.archive.timeline(kind, entity)]


def briefing(name: str, date: str, **more: Any) -> Briefing:
    """A meeting with what every record has."""
    record = {"id": name, "title": f"Giao ban {name}", "kind": "briefing", "level": "central", "date": date}
    return Briefing.model_validate({"sources": [SOURCE], **record, **more})


def _by_id(*records: Any) -> dict[str, Any]:
    return {record.id: record for record in records}


def _meetings() -> list[Briefing]:
    return [
        briefing(
            "mot", "2018-10-29", series="thang", period="2018-11", topics=["can-bo"], host="ban",
            venue={"place": "Mỹ Tho", "province": "tien-giang", "format": "online", "connection_points": "71"},
            people=[{"leader": "an", "part": ["chair", "spoke"], "as": ["Trưởng Ban <Tổ chức>"]}],
            provinces=[{"province": "dong-thap", "note": "Báo cáo theo 26-NQ/TW"}],
            resolutions=[
                {"resolution": "nq-26", "relation": ["implemented", "tasked"], "cited": ["NQ 26", "Nghị quyết số 26-NQ/TW"]},
                {"relation": "mentioned", "cited": ["một văn bản không số"]},
            ],
            results=[{"id": "r1", "text": "Đã làm theo 26-NQ/TW.", "resolutions": ["nq-26"]}],
            tasks=[
                {"id": "t1", "text": "Làm việc & báo cáo.", "resolutions": ["nq-26"], "by": "an", "due": "2018-12"},
                {"id": "t7", "text": "Việc thứ bảy.", "plenums": ["k12-tw7"]},
            ],
            figures=[{
                "id": "f1", "value": "57813", "unit": "đảng viên", "what": "kết nạp", "bound": "over", "province": "dong-thap",
            }],
            corrections=[{"date": "2026-12-01", "what": "Sửa ngày.", "item": "t1"}],
        ),
        briefing(
            "hai", "[2020-03-26..2020-06-30]", series="thang", kind="interim-review", date_note="Nguồn không ghi ngày.",
            results=[{"id": "r1", "text": "Đã xong.", "answers": ["mot#t1"]}],
            tasks=[{"id": "t1", "text": "Làm tiếp.", "continues": ["mot#t7"]}],
            resolutions=[{"plenum": "k12-tw7", "relation": "studied", "cited": ["Nghị quyết Trung ương 7"]}],
        ),
        briefing("ba", "2025-08-01", kind="review", level="province", venue={"province": "dong-thap-2025"}),
        briefing(
            "rut", "2019-01-01", status="withdrawn", people=[{"leader": "an", "part": "chair"}],
            corrections=[{"date": "2026-12-02", "what": "Trùng với bản ghi khác."}],
        ),
    ]  # fmt: skip


def build() -> Mini:
    """The tiny archive, linked and with all its entries."""
    region = {"region": "Đồng bằng sông Cửu Long", "code": "1", "kind": "tỉnh"}
    merged = {"valid_to": "2025-06-30", "merged_into": "dong-thap-2025"}
    units = [
        {"id": "dong-thap", "page": "dong-thap", "name": "Đồng Tháp", **merged},
        {"id": "tien-giang", "page": "tien-giang", "name": "Tiền Giang", **merged},
        {
            "id": "dong-thap-2025", "page": "dong-thap", "name": "Đồng Tháp", "valid_from": "2025-07-01",
            "formed_from": ["tien-giang", "dong-thap"], "basis": "Nghị quyết 202/2025/QH15",
        },
        {
            "id": "hue", "page": "hue", "name": "Huế", "kind": "thành phố",
            "forms": [
                {"name": "Thừa Thiên Huế", "kind": "tỉnh", "valid_to": "2024-12-31"},
                {"name": "Huế", "kind": "thành phố", "valid_from": "2025-01-01", "basis": "Nghị quyết 175/2024/QH15"},
            ],
        },
    ]  # fmt: skip
    adopted = {"type": "Nghị quyết", "plenum": "k12-tw7", "term": "XII", "sources": [SOURCE]}
    resolutions = [
        {"id": "nq-26", "symbol": "26-NQ/TW", "issuer": "tw", "date": "2018-05-19", "title": "Về cán bộ", **adopted},
        {"id": "nq-27", "symbol": "27-NQ/TW", "implements": ["nq-26"], "title_as_cited": "Về tiền lương", **adopted},
        {"id": "nq-9", "type": "Nghị quyết", "symbol": "09-NQ/TW", "term": "XIII", "sources": [SOURCE]},
    ]
    entities = Entities(
        leaders=_by_id(Leader(id="an", name="Nguyễn Văn Ánh"), Leader(id="binh", name="Trần Bình")),
        resolutions=_by_id(*(Resolution.model_validate(r) for r in resolutions)),
        plenums=_by_id(Plenum(id="k12-tw7", name="Hội nghị Trung ương 7 khóa XII", term="XII", number=7)),
        units=_by_id(*(Unit.model_validate({**region, **unit}) for unit in units)),
        pages=_by_id(
            ProvincePage(id="dong-thap", name="Đồng Tháp"),
            ProvincePage(id="tien-giang", name="Tiền Giang"),
            ProvincePage(id="hue", name="Huế"),
        ),
        organizations=_by_id(Organization(id="ban", name="Ban Tổ chức Trung ương"), Organization(id="tw", name="Trung ương")),
        series=_by_id(Series(id="thang", name="Hằng tháng", level="central", rhythm="monthly", scope="Mỗi tháng.")),
        topics=_by_id(
            Topic(id="can-bo", name="Cán bộ", scope="Về cán bộ."),
            Topic(id="bau-cu", name="Bầu cử", scope="Về bầu cử."),
        ),
    )  # fmt: skip
    meetings = _by_id(*_meetings())
    entities = replace(entities, province_sources=(Source.model_validate(SOURCE),))
    archive = link(entities, [Card.of(b, f"briefings/{b.id}.md") for b in meetings.values()], meetings.__getitem__)
    env = templates.environment(THEME, None)
    return Mini(archive, env, {b.id: entries(archive, b) for b in meetings.values()})
