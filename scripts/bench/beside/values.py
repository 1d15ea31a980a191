"""What pages show, as plain values for templates: our pages' parts, worded as there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from bench.beside.records import Record, Records, Touch, listed
from giaoban import dates
from giaoban.views import words
from giaoban.views.words import clip, counted, first_upper, host, number

Value = dict[str, Any]

KINDS = {"briefing": "Giao ban", "interim-review": "Sơ kết", "review": "Tổng kết"}
LOOKS = {"briefing": "briefing", "interim-review": "interim", "review": "review"}
SECTIONS = {
    "leader": "lanh-dao", "document": "van-ban", "province": "tinh", "series": "chuoi", "topic": "chu-de", "year": "nam",
    "plenum": "hoi-nghi",
}  # fmt: skip
"""Kinds of entities with a timeline, and the first part of their addresses."""

HEADINGS = {
    "leader": "Lãnh đạo", "document": "Văn bản", "province": "Tỉnh, thành", "series": "Chuỗi họp", "topic": "Chủ đề",
    "year": "Năm", "plenum": "Hội nghị Trung ương",
}  # fmt: skip
"""What the lists of these kinds are called."""

_GROUPS = (
    ("results", "ket-qua", "Kết quả", "kết quả"),
    ("shortcomings", "han-che", "Hạn chế", "hạn chế"),
    ("tasks", "nhiem-vu", "Nhiệm vụ", "nhiệm vụ"),
)
_COUNTED = (("results", "kết quả"), ("tasks", "nhiệm vụ"), ("figures", "số liệu"), ("resolutions", "văn bản"))
_MOST_ITEMS = 5
_MOST_FORMS = 3
_ITEM_TEXT = 170
_NOTE_TEXT = 240


def link(text: str, href: str = "") -> Value:
    """Text that may lead somewhere."""
    return {"text": text, "href": href}


class Values:
    """Makes values from the records of one archive."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def leader(self, entity: str) -> Value:
        """A link to a leader."""
        return link(self._records.leaders[entity]["name"], f"/lanh-dao/{entity}/")

    def document(self, entity: str) -> Value:
        """A link to a document, named by its type and symbol."""
        record = self._records.documents[entity]
        return link(" ".join(filter(None, (record.get("type"), record.get("symbol")))), f"/van-ban/{entity}/")

    def unit(self, entity: str) -> Value:
        """A link to the page of a province's unit."""
        record = self._records.units[entity]
        return link(record["name"], f"/tinh/{record['page']}/")

    def opening(self, record: Record) -> Value:
        """What every entry of a meeting shows: date, kind, place, title and source; and what it counts where nothing touches."""
        source = record["sources"][0]
        venue = record.get("venue", {})
        where = [words.LEVELS[record["level"]], *([venue["place"]] if venue.get("place") else [])]
        counts = [f"về {dates.vietnamese(record['period'])}"] if record.get("period") else []
        counts += [counted(len(record[key]), noun) for key, noun in _COUNTED if record.get(key)]
        return {
            "title": record["title"],
            "date": dates.vietnamese(record["date"]),
            "iso": _iso(record["date"]),
            "kind": KINDS[record["kind"]],
            "look": LOOKS[record["kind"]],
            "where": " · ".join(where),
            "counts": first_upper(" · ".join(counts)),
            "source": first_upper(words.item(source["id"])),
            "anchor": source["id"],
            "url": source.get("url", ""),
            "host": host(source["url"]) if source.get("url") else "",
        }

    def entry(self, kind: str, meeting: str, touch: Touch) -> Value:
        """One meeting on the timeline of one entity."""
        if kind in {"year", "series", "topic"}:
            return {"m": meeting}
        said: list[str] = []
        titles: list[str] = []
        forms: list[str] = []
        for row in touch.rows:
            if kind == "leader":
                said += [words.PARTS[part] for part in listed(row.get("part"))]
                titles += row.get("as", ())
            elif kind == "province":
                note = "Được nêu tên." if not row.get("note") else clip(row["note"], _NOTE_TEXT)
                said.append("Cuộc họp được tổ chức tại đây." if row.get("held") else note)
            else:
                said += [words.RELATIONS[relation] for relation in listed(row.get("relation"))]
                forms += row.get("cited", ())
        shown = [
            {"id": item["id"], "label": first_upper(words.item(item["id"])), "text": clip(_said(item), _ITEM_TEXT)}
            for item in touch.items[:_MOST_ITEMS]
        ]
        found: Value = {"m": meeting}
        if said:
            parts = list(dict.fromkeys(said))
            found["said"] = parts if kind == "province" else [first_upper(", ".join(parts))]
        for key, value in (
            ("titles", list(dict.fromkeys(titles))),
            ("items", shown),
            ("more", max(0, len(touch.items) - _MOST_ITEMS)),
            ("forms", [clip(form, 110) for form in list(dict.fromkeys(forms))[:_MOST_FORMS]]),
        ):
            if value:
                found[key] = value
        return found

    def meeting(self, record: Record) -> Value:
        """A meeting's page."""
        records = self._records
        before, after = records.neighbours.get(record["id"], (None, None))
        found = {
            "title": record["title"],
            "kicker": f"{KINDS[record['kind']]} · {words.LEVELS[record['level']]} · {dates.vietnamese(record['date'])}",
            "look": LOOKS[record["kind"]],
            "description": self._description(record),
            "facts": self._facts(record),
            "sections": [self._section(record, *group) for group in _GROUPS if record.get(group[0])],
            "figures": [self._figure(figure) for figure in record.get("figures", ())],
            "documents": [self._citation(c) for c in record.get("resolutions", ())],
            "people": self._people(record.get("people", ())),
            "attendance": record.get("attendance", []),
            "provinces": [self.unit(p["province"]) | {"note": p.get("note", "")} for p in record.get("provinces", ())],
            "notes": [note["text"] for note in record.get("notes", ())],
            "sources": [self.source(source) for source in record["sources"]],
            "corrections": [
                {"date": dates.vietnamese(c["date"]), "what": c["what"]} for c in record.get("corrections", ())
            ],
            "topics": [link(records.topics[t]["name"], f"/chu-de/{t}/") for t in record.get("topics", ())],
            "before": self._turn(before),
            "after": self._turn(after),
        }
        return {key: value for key, value in found.items() if value}

    def _description(self, record: Record) -> str:
        place = record.get("venue", {}).get("place")
        return f"{KINDS[record['kind']]}, {dates.vietnamese(record['date'])}{f', tại {place}' if place else ''}."

    def _facts(self, record: Record) -> list[Value]:
        records, venue = self._records, record.get("venue", {})
        chairs = [p["leader"] for p in record.get("people", ()) if {"chair", "co-chair"} & set(listed(p.get("part")))]
        unit = records.units.get(venue.get("province", ""))
        place = [link(venue["place"], f"/tinh/{unit['page']}/" if unit else "")] if venue.get("place") else []
        series = records.series.get(record.get("series", ""))
        online = [words.FORMATS[venue["format"]]] if venue.get("format") else []
        online += [f"{venue['connection_points']} điểm cầu"] if venue.get("connection_points") else []
        return _facts(
            ("Ngày họp", [link(dates.vietnamese(record["date"]))]),
            ("Về", [link(dates.vietnamese(record["period"]))] if record.get("period") else []),
            ("Chủ trì", [self.leader(leader) for leader in chairs]),
            ("Cơ quan", self._organization(record.get("host"))),
            ("Nơi họp", [*place, *map(link, online)]),
            ("Chuỗi", [link(series["name"], f"/chuoi/{series['id']}/")] if series else []),
        )

    def _organization(self, entity: str | None) -> list[Value]:
        found = self._records.organizations.get(entity or "")
        return [link(found["name"])] if found else []

    def _section(self, record: Record, key: str, anchor: str, heading: str, noun: str) -> Value:
        return {
            "anchor": anchor,
            "heading": heading,
            "count": counted(len(record[key]), noun),
            "items": [self._item(record, item) for item in record[key]],
        }

    def _item(self, record: Record, item: Record) -> Value:
        records = self._records
        meta = _facts(
            ("Người nêu", [self.leader(item["by"])] if item.get("by") else []),
            ("Văn bản", [self.document(d) for d in item.get("resolutions", ()) if d in records.documents]),
            ("Địa phương", [self.unit(u) for u in item.get("provinces", ())]),
            ("Hạn", [link(dates.vietnamese(item["due"]))] if item.get("due") else []),
        )
        threads = [
            self._thread("←", words.JOINS[verb], target)
            for verb in ("continues", "answers")
            for target in listed(item.get(verb))
        ]
        threads += [
            self._thread("→", words.ANSWERED[thread.verb], f"{thread.meeting}#{thread.item}")
            for thread in records.later_items.get(f"{record['id']}#{item['id']}", ())
        ]
        found: Value = {"id": item["id"], "number": words.ordinal(item["id"]), "text": item["text"]}
        if meta:
            found["meta"] = meta
        if threads:
            found["threads"] = threads
        return found

    def _thread(self, arrow: str, verb: str, target: str) -> Value:
        meeting, _, item = target.partition("#")
        title = self._records.meetings[meeting]["title"]
        said = f"{words.item(item)}, {title[:1].lower()}{title[1:]}"
        return {"arrow": arrow, "verb": first_upper(verb), "text": said, "href": f"/hop/{meeting}/#{item}"}

    def _figure(self, figure: Record) -> Value:
        when = figure.get("as_of") or figure.get("period")
        unit = self._records.units.get(figure.get("province", ""))
        return {
            "id": figure["id"],
            "what": figure["what"],
            "when": dates.vietnamese(when) if when else "",
            "province": unit["name"] if unit else "",
            "value": number(Decimal(figure["value"])),
            "unit": figure["unit"],
            "bound": words.BOUNDS.get(figure.get("bound", ""), ""),
        }

    def _citation(self, citation: Record) -> Value:
        records = self._records
        found: Value = {
            "relations": first_upper("; ".join(words.RELATIONS[r] for r in listed(citation.get("relation")))),
            "cited": citation.get("cited", []),
            "note": citation.get("note", ""),
        }
        if citation.get("resolution") in records.documents:
            document = records.documents[citation["resolution"]]
            found |= self.document(citation["resolution"])
            found["detail"] = document.get("title") or document.get("title_as_cited") or ""
        elif citation.get("plenum") in records.plenums:
            found |= link(records.plenums[citation["plenum"]]["name"], f"/hoi-nghi/{citation['plenum']}/")
        return found

    def _people(self, people: Iterable[Record]) -> list[Value]:
        """By the first part of each person that applies."""
        groups: dict[str, list[Value]] = defaultdict(list)
        for person in people:
            parts = [part for part in words.PARTS if part in listed(person.get("part"))]
            titles = ", ".join(person.get("as", ()))
            also = ", ".join(words.PARTS[part] for part in parts[1:])
            groups[parts[0]].append(self.leader(person["leader"]) | {"titles": titles, "also": also})
        return [
            {"name": first_upper(words.PARTS[part]), "members": groups[part]} for part in words.PARTS if part in groups
        ]

    def source(self, source: Record) -> Value:
        """A source as its page shows it."""
        published, accessed = source.get("published"), source.get("accessed")
        return {
            "id": source["id"],
            "number": words.ordinal(source["id"]),
            "title": source.get("title", ""),
            "publisher": source.get("publisher", ""),
            "author": source.get("author", ""),
            "published": dates.vietnamese(published) if published else "",
            "accessed": dates.vietnamese(accessed) if accessed else "",
            "url": source.get("url", ""),
            "host": host(source["url"]) if source.get("url") else "",
        }

    def _turn(self, meeting: str | None) -> Value | None:
        return link(self._records.meetings[meeting]["title"], f"/hop/{meeting}/") if meeting else None

    def entity(self, kind: str, entity: str, timeline: Sequence[tuple[str, Touch]]) -> Value:
        """The page of an entity but for its timeline: title, group and detail on its list, facts, sources."""
        records = self._records
        make = {
            "leader": self._leader_page, "document": self._document_page, "province": self._province_page,
            "series": self._series_page, "topic": self._topic_page, "plenum": self._plenum_page,
        }.get(kind)  # fmt: skip
        found = make(entity, timeline) if make else {"title": entity, "group": "", "detail": "", "facts": []}
        found["count"] = counted(len(timeline), "cuộc họp")
        first, last = (records.meetings[timeline[at][0]]["date"] if timeline else "" for at in (0, -1))
        if timeline:
            found["lede"] = f"{found['count']}, từ {dates.vietnamese(first)} đến {dates.vietnamese(last)}."
        return found

    def _leader_page(self, entity: str, timeline: Sequence[tuple[str, Touch]]) -> Value:
        record = self._records.leaders[entity]
        places: dict[str, int] = defaultdict(int)
        observed: dict[str, list[str]] = defaultdict(list)
        for meeting, touch in timeline:
            where = self._records.meetings[meeting].get("venue", {}).get("province")
            if where:
                places[where] += 1
            if touch.rows:
                titles = ", ".join(dict.fromkeys(title for row in touch.rows for title in row.get("as", ())))
                observed[titles].append(dates.vietnamese(self._records.meetings[meeting]["date"]))
        held = [self.unit(unit) | {"more": f"({count})" if count > 1 else ""} for unit, count in places.items()]
        return {
            "title": record["name"],
            "group": record["name"].split()[-1][:1],
            "detail": record.get("note", ""),
            "facts": _facts(("Nơi đã họp", held)),
            "observed": [
                {"titles": titles, "dates": ", ".join(days[:6])} for titles, days in observed.items() if titles
            ],
        }

    def _document_page(self, entity: str, _: Sequence[tuple[str, Touch]]) -> Value:
        records, record = self._records, self._records.documents[entity]
        issuer = self._organization(record.get("issuer"))
        related = (
            ("Triển khai", record.get("implements", ())),
            ("Sửa đổi", record.get("amends", ())),
            ("Thay thế", record.get("replaces", ())),
            ("Được triển khai bởi", records.implemented_by.get(entity, ())),
            ("Được sửa đổi bởi", records.amended_by.get(entity, ())),
            ("Được thay thế bởi", records.replaced_by.get(entity, ())),
        )
        plenum = records.plenums.get(record.get("plenum", ""))
        day = dates.vietnamese(record["date"]) if record.get("date") else "chưa rõ ngày"
        return {
            "title": f"{record.get('symbol', '')} {record.get('title') or record.get('title_as_cited') or ''}".strip(),
            "group": record.get("type", ""),
            "detail": ", ".join([*(one["text"] for one in issuer), day]),
            "facts": _facts(
                ("Cơ quan ban hành", issuer),
                ("Ngày ban hành", [link(day)]),
                ("Khóa", [link(record["term"])] if record.get("term") else []),
                ("Hội nghị", [link(plenum["name"], f"/hoi-nghi/{plenum['id']}/")] if plenum else []),
                ("Còn gọi là", [link(alias) for alias in record.get("aliases", ())]),
                *((label, [self.document(d) for d in some if d in records.documents]) for label, some in related),
            ),
            "notes": [note["text"] for note in record.get("notes", ())],
            "sources": [self.source(source) for source in record.get("sources", ())],
        }

    def _province_page(self, entity: str, _: Sequence[tuple[str, Touch]]) -> Value:
        records = self._records
        units = [unit for unit in records.units.values() if unit["page"] == entity]
        said = [f"{u['kind']} {u['name']} {u.get('valid_from', '')} – {u.get('valid_to', '')}" for u in units]
        merged = [self.unit(u["merged_into"]) for u in units if u.get("merged_into") in records.units]
        facts = _facts(("Đơn vị", [link(one) for one in said]), ("Sáp nhập vào", merged))
        return {"title": records.pages[entity]["name"], "group": "", "detail": "", "facts": facts}

    def _series_page(self, entity: str, _: Sequence[tuple[str, Touch]]) -> Value:
        record = self._records.series[entity]
        rhythm = words.RHYTHMS[record["rhythm"]]
        return {
            "title": record["name"],
            "group": words.LEVELS[record["level"]],
            "detail": first_upper(rhythm),
            "facts": _facts(("Nhịp", [link(rhythm)]), ("Cơ quan", self._organization(record.get("host")))),
            "notes": [record["scope"]],
        }

    def _topic_page(self, entity: str, _: Sequence[tuple[str, Touch]]) -> Value:
        record = self._records.topics[entity]
        return {"title": record["name"], "group": "", "detail": record.get("scope", ""), "facts": []}

    def _plenum_page(self, entity: str, _: Sequence[tuple[str, Touch]]) -> Value:
        record = self._records.plenums[entity]
        adopted = [self.document(d["id"]) for d in self._records.documents.values() if d.get("plenum") == entity]
        facts = _facts(("Văn bản", adopted))
        return {"title": record["name"], "group": f"Khóa {record['term']}", "detail": "", "facts": facts}


def _said(item: Record) -> str:
    if "text" in item:
        return str(item["text"])
    bound = f"{words.BOUNDS[item['bound']]} " if item.get("bound") else ""
    return f"{item['what']}: {bound}{number(Decimal(item['value']))} {item['unit']}"


def _iso(date: str) -> str:
    return date if dates.parse(date).exact else ""


def _facts(*facts: tuple[str, Iterable[Value]]) -> list[Value]:
    """Labels with links; those without a link are left out."""
    return [{"label": label, "links": links} for label, given in facts if (links := list(given))]
