"""A Hugo site of the same records: ``python -m bench.beside.hugo CONTENT TARGET`` writes what Hugo is then run on.

The templates in ``hugo_site`` render the parts that our pages have: meetings with facts, contents, summary, items and what
takes them up, figures, documents, people, provinces, sources and topics; timelines of every leader, document, province, series,
topic, year and plenum by year or month, with an entry a meeting as ours (date, kind, place, title, parts or relations, titles,
the first five items that touch the entity with their texts, forms of citation, source); the lists of each, the calendar and the
home page.

What stays out, and what our builder therefore does besides: search, the check, pictures for sharing, links from symbols and
names within texts, forms of citing a meeting, history, drawings and filters of timelines, events of documents and units between
the meetings, maps, the pages of all tasks, all figures, coverage and corrections, and the split of timelines that are too long.

Hugo cannot find relations of this kind quickly itself, so this script prepares them, as is usual: one file a page, its values
as JSON in the front matter, and one data file for what all entries of a meeting share, which Hugo renders once for all of them
(``partialCached``). The script writes only what changed; Hugo renders everything every time.
"""

from __future__ import annotations

import gc
import json
import sys
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from bench.beside.files import FolderWriter
from bench.beside.records import Records, Touch
from bench.beside.values import HEADINGS, SECTIONS, Value, Values
from giaoban import dates, vietnamese

_SITE = Path(__file__).parent / "hugo_site"
_LATEST = 50


def prepare(content: Path, target: Path) -> None:
    """Write the folder that Hugo is run in; what is in it and has not changed stays as it is."""
    records = Records(content)
    values = Values(records)
    folder = FolderWriter(target)
    for path in _SITE.rglob("*"):
        if path.is_file():
            folder.put(path.relative_to(_SITE).as_posix(), path.read_text(encoding="utf-8"))
    openings = {record["id"]: values.opening(record) for record in records.published}
    folder.put("data/meetings.json", json.dumps(openings, ensure_ascii=False))
    for record in records.meetings.values():
        if record.get("status") == "withdrawn":
            text = _front_matter({"title": record["title"], "withdrawn": True})
        else:
            text = f"{_front_matter(values.meeting(record))}{record['summary']}\n"
        folder.put(f"content/hop/{record['id']}.md", text)
    _entities(folder, records, values)
    folder.remove_others("content")


def _entities(folder: FolderWriter, records: Records, values: Values) -> None:
    """Write every page that is not a meeting's."""
    timelines = records.timelines()
    every: dict[str, Collection[str]] = {
        "leader": records.leaders, "document": records.documents, "province": records.pages, "series": records.series,
        "topic": records.topics, "year": timelines["year"], "plenum": records.plenums,
    }  # fmt: skip
    for kind, entities in every.items():
        section = SECTIONS[kind]
        rows: dict[str, list[Value]] = defaultdict(list)
        for entity in entities:
            timeline = timelines[kind].get(entity, [])
            value = values.entity(kind, entity, timeline)
            row = {key: value[key] for key in ("title", "detail", "count")} | {"href": f"/{section}/{entity}/"}
            rows[value["group"]].append(row)
            value |= {"heading": HEADINGS[kind], "groups": _groups(kind, timeline, records, values)}
            folder.put(f"content/{section}/{entity}.md", _front_matter({k: v for k, v in value.items() if v}))
        groups = _sorted(kind, rows)
        listing = {"title": HEADINGS[kind], "total": len(entities), "groups": groups}
        folder.put(f"content/{section}/_index.md", _front_matter(listing))
    latest = [record["id"] for record in records.published[: -_LATEST - 1 : -1]]
    calendar = _calendar(records)
    listing = {"title": "Cuộc họp", "total": len(records.published), "latest": latest, "calendar": calendar}
    folder.put("content/hop/_index.md", _front_matter(listing))
    ways = [
        {"title": HEADINGS[kind], "href": f"/{SECTIONS[kind]}/", "count": len(some)} for kind, some in every.items()
    ]
    folder.put("content/_index.md", _front_matter({"title": "Giao ban", "ways": ways, "calendar": calendar}))


def _sorted(kind: str, rows: Mapping[str, Sequence[Value]]) -> list[Value]:
    """The groups of a list and what is in them, in Vietnamese order; years newest first."""
    key = vietnamese.name_key if kind == "leader" else vietnamese.sort_key
    return [
        {"name": name, "rows": sorted(some, key=lambda row: key(row["title"]), reverse=kind == "year")}
        for name, some in sorted(rows.items(), key=lambda group: vietnamese.sort_key(group[0]))
    ]


def _groups(kind: str, timeline: Sequence[tuple[str, Touch]], records: Records, values: Values) -> list[Value]:
    """A timeline by year, that of a year by month."""
    found: dict[int, list[Value]] = defaultdict(list)
    for meeting, touch in timeline:
        day = dates.parse(records.meetings[meeting]["date"]).earliest
        found[day.month if kind == "year" else day.year].append(values.entry(kind, meeting, touch))
    return [
        {"anchor": f"{'thang' if kind == 'year' else 'nam'}-{part}", "label": f"{'Tháng ' * (kind == 'year')}{part}",
         "entries": entries}
        for part, entries in sorted(found.items())
    ]  # fmt: skip


def _calendar(records: Records) -> list[Value]:
    """Years, newest first, with the number of meetings of every month."""
    found: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for record in records.published:
        day = dates.parse(record["date"]).earliest
        found[day.year][day.month] += 1
    return [
        {"year": f"{year}", "count": sum(months.values()),
         "months": [{"month": month, "count": count} for month, count in sorted(months.items())]}
        for year, months in sorted(found.items(), reverse=True)
    ]  # fmt: skip


def _front_matter(value: Value) -> str:
    # Hugo takes a front matter that begins with a brace for JSON; the summary follows it.
    return f"{json.dumps(value, ensure_ascii=False)}\n\n"


if __name__ == "__main__":
    gc.disable()
    prepare(Path(sys.argv[1]), Path(sys.argv[2]))
