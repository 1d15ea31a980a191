"""A tiny archive in memory: four meetings, a merger, an open document, a withdrawn record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import jinja2

from giaoban.archive import Archive, Card, Entities, Viewpoint, link, values
from giaoban.archive.answers import Answers, Question
from giaoban.archive.arrivals import Arrivals
from giaoban.archive.gathered import place_path
from giaoban.archive.model import initial_letter
from giaoban.archive.parts import Parts
from giaoban.archive.questions import named, structural
from giaoban.archive.reader import Reader
from giaoban.archive.values import Entry, FigureEntry, Tally
from giaoban.records.changes import History
from giaoban.records.model import Source
from giaoban.records.models.briefing import Briefing
from giaoban.records.models.indicator import Indicator
from giaoban.records.models.leader import Leader
from giaoban.records.models.organization import Organization
from giaoban.records.models.plenum import Plenum
from giaoban.records.models.province import ProvincePage
from giaoban.records.models.resolution import Resolution
from giaoban.records.models.series import Series
from giaoban.records.models.topic import Topic
from giaoban.records.models.unit import Unit
from giaoban.render import html
from giaoban.render.text import escaped
from giaoban.render.timeline import entry_html
from giaoban.views import entries
from giaoban.views.pages import every
from giaoban.views.values import Head, Picture, View

THEME = Path(__file__).parents[1] / "theme"
SITE_URL = "https://example.org/giao-ban/"
SOURCE = {"id": "s1", "publisher": "Báo A", "title": "Bài <một>", "url": "https://example.org/a?b=1&c=2"}


class Small(NamedTuple):
    """The archive, all answers about it, and the environment of its templates."""

    archive: Archive
    answers: Answers
    env: jinja2.Environment

    def reader(self) -> Reader:
        """A reader that has asked nothing yet."""
        return Reader(self.answers)

    def view(self, module: str, key: str = "") -> View:
        """The view of one page, by the module of its kind."""
        return every()[module].view(self.reader(), key)

    def body(self, module: str, key: str = "") -> str:
        """The body of one page as HTML; its links begin with `giaoban.render.text.ROOT`."""
        view = self.view(module, key)
        return self.env.get_template(view.template or f"{module}.html").render(view=escaped(view))


class _OneEntry(View, frozen=True, kw_only=True):
    entry: Entry


def drawn_entry(entry: Entry, kind: str) -> str:
    """An entry as HTML, as a page of ``kind`` shows it."""
    head = Head(address="", layout="list", title="", description="", picture=Picture("", "", ""))
    return entry_html(escaped(_OneEntry(head=head, entry=entry)).entry, kind)


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


def entities() -> Entities:
    """Everything but the meetings."""
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
    return Entities.of([
        Leader(id="an", name="Nguyễn Văn Ánh"), Leader(id="binh", name="Trần Bình"),
        *(Resolution.model_validate(r) for r in resolutions),
        Plenum(id="k12-tw7", name="Hội nghị Trung ương 7 khóa XII", term="XII", number=7),
        *(Unit.model_validate({**region, **unit}) for unit in units),
        ProvincePage(id="dong-thap", name="Đồng Tháp"),
            ProvincePage(id="tien-giang", name="Tiền Giang"),
            ProvincePage(id="hue", name="Huế"),
        Organization(id="ban", name="Ban Tổ chức Trung ương"),
            Organization(id="tw", name="Trung ương"),
            Organization(id="ban-dt", name="Ban Tổ chức Tỉnh ủy Đồng Tháp", province="dong-thap"),
        Series(id="thang", name="Hằng tháng", level="central", rhythm="monthly", scope="Mỗi tháng."),
        Topic(id="can-bo", name="Cán bộ", scope="Về cán bộ."),
            Topic(id="bau-cu", name="Bầu cử", scope="Về bầu cử."),
        Indicator(id="ket-nap", name="Kết nạp", units=("đảng viên",), scope="Người được kết nạp.", wordings=("kết nạp mới",)),
        Source.model_validate(SOURCE),
])  # fmt: skip


def build(
    meetings: Iterable[Briefing] | None = None,
    *,
    known: Entities | None = None,
    site_url: str = SITE_URL,
    repository: str = "",
    histories: Mapping[str, History] | None = None,
) -> Small:
    """The archive of these meetings, or of the tiny archive's own, linked and ready to be asked."""
    held = _by_id(*(_meetings() if meetings is None else meetings))
    archive = link(known or entities(), [Card.of(b, f"briefings/{b.id}.md") for b in held.values()], held.__getitem__)
    settings = {
        "site_url": site_url, "repository": repository, "authority": "example.org,2026",
        "assets": "01234567", "builder": "1.0", "commit": "", "commit_day": "",
        "lock": "click==8.0 \\\n    --hash=sha256:00\n",
    }  # fmt: skip

    parts = Parts(archive)

    def entries_of(meetings: tuple[str, ...], kind: str, entity: str) -> tuple[Entry, ...]:
        return tuple(entries.entries(Reader(answers), meeting)[kind, entity] for meeting in meetings)

    def timeline(kind: str, entity: str) -> tuple[Entry, ...]:
        return entries_of(archive.timelines.get(Viewpoint(kind, entity), ()), kind, entity)

    def page_entries(kind: str, entity: str, path: str) -> tuple[Entry, ...]:
        return entries_of(parts.meetings(kind, entity, path), kind, entity)

    def tally(kind: str, entity: str, path: str) -> Tally:
        documents = parts.all_documents(entity, path) if kind == "province" else ()
        return values.tally(kind, path, entries_of(parts.all_meetings(kind, entity, path), kind, entity), documents)

    def figures(letter: str, year: str) -> tuple[FigureEntry, ...]:
        cards = [card for card in archive.published if card.year == year]
        found = (figure for card in cards for figure in entries.figures(Reader(answers), card.id))
        return tuple(figure for figure in found if initial_letter(figure.unit) == letter)

    def measures(indicator: str, path: str) -> tuple[FigureEntry, ...]:
        found = (figure for card in archive.published for figure in entries.figures(Reader(answers), card.id))
        held = (f for f in found if f.indicator == indicator)
        return tuple(f for f in held if "/".join((*place_path(f.unit_id), f.meeting.year)).startswith(path))

    arrivals = Arrivals(archive, {}, {})

    def recent_entries(kind: str, entity: str, key: str) -> tuple[Entry, ...]:
        found = arrivals.recent(kind, entity)
        assert found.key == key
        return entries_of(tuple(arrival.meeting for arrival in found.arrivals), kind, entity)

    answers = Answers({
        **structural(archive),
        **named(archive),
        "arrivals": Question(arrivals.every),
        "arrived-together": Question(lambda place: arrivals.together(int(place))),
        "arrivals-of": Question(arrivals.of),
        "recent": Question(arrivals.recent),
        "recent-entries": Question(recent_entries),
        "summary-blocks": Question(lambda _: ("Tóm tắt.",)),
        "meeting": Question(held.__getitem__),
        "summary": Question(lambda _: "<p>Tóm tắt.</p>"),
        "entries": Question(timeline),
        "page-entries": Question(page_entries),
        "tally": Question(tally),
        "figures": Question(figures),
        "measures": Question(measures),
        "latest-measures": Question(lambda indicator: measures(indicator, "")),
        "items": Question(lambda meeting: tuple(entries.items(Reader(answers), meeting))),
        "history": Question((histories or {}).get),
        "setting": Question(settings.__getitem__),
        "data-set": Question(lambda: None),
        "frame": Question(lambda _: "GIAOBAN:BODY"),
    })  # fmt: skip
    return Small(archive, answers, html.environment(THEME))
