"""Flat Markdown pages of the same records for MkDocs and its Material theme: ``python -m bench.beside.mkdocs CONTENT TARGET``.

This is what the stock program makes of an archive without a builder of its own: a page for every meeting, leader, document and
province, with the links that its record has, and the theme's own search over them. The navigation has five entries: with every
page in it, each page would repeat it. There are no timelines, no links to what takes an item up later and no lists beyond one
page of links for each kind; nothing is checked. The script writes only what changed; MkDocs renders everything every time.
"""

from __future__ import annotations

import gc
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from bench.beside.files import FolderWriter
from bench.beside.records import Record, Records
from bench.beside.values import HEADINGS, SECTIONS, Value, Values

_SETTINGS = {
    "site_name": "Giao ban",
    "site_url": "http://localhost:8000/",
    "theme": {"name": "material", "language": "vi", "font": False},
    "plugins": ["search"],
    "markdown_extensions": ["attr_list", "def_list"],
    "nav": ["index.md", *(f"{section}/index.md" for section in ("hop", "lanh-dao", "van-ban", "tinh"))],
    # Every page but five is left out of the navigation, and links lead to addresses on the site.
    "validation": {"omitted_files": "ignore", "absolute_links": "ignore", "unrecognized_links": "ignore"},
}
# What Markdown would take for more than text.
_MARKS = re.compile(r"([\\`*_{}\[\]<>#|])")


def prepare(content: Path, target: Path) -> None:
    """Write the folder that MkDocs is run in; what is in it and has not changed stays as it is."""
    records = Records(content)
    values = Values(records)
    folder = FolderWriter(target)
    # JSON is YAML.
    folder.put("mkdocs.yml", json.dumps(_SETTINGS, ensure_ascii=False))
    for name, text in _pages(records, values):
        folder.put(f"docs/{name}", text)
    folder.remove_others("docs")


def _pages(records: Records, values: Values) -> Iterator[tuple[str, str]]:
    """Name and text of every page."""
    yield "index.md", "# Giao ban\n\nKho lưu trữ công khai các cuộc họp giao ban, sơ kết, tổng kết.\n"
    for record in records.meetings.values():
        yield f"hop/{record['id']}.md", _meeting(record, values)
    yield "hop/index.md", _list("Cuộc họp", "hop", ((r["id"], r["title"]) for r in reversed(records.published)))
    every = {"leader": records.leaders, "document": records.documents, "province": records.pages}
    for kind, entities in every.items():
        section = SECTIONS[kind]
        found = {entity: values.entity(kind, entity, ()) for entity in entities}
        for entity, value in found.items():
            yield f"{section}/{entity}.md", _entity(value)
        yield f"{section}/index.md", _list(HEADINGS[kind], section, ((e, v["title"]) for e, v in found.items()))


def _meeting(record: Record, values: Values) -> str:
    if record.get("status") == "withdrawn":
        return f"# {_text(record['title'])}\n\nBản ghi này đã được rút.\n"
    value = values.meeting(record)
    parts = [f"# {_text(value['title'])}", _text(value["kicker"]), _facts(value["facts"]), record["summary"]]
    for section in value.get("sections", ()):
        parts.append(f"## {section['heading']} {{#{section['anchor']}}}")
        parts.append("\n".join(_item(item) for item in section["items"]))
    if figures := value.get("figures"):
        parts.append("## Số liệu {#so-lieu}")
        parts.append("\n".join(f"- {_text(_figure(figure))} {{#{figure['id']}}}" for figure in figures))
    if documents := value.get("documents"):
        parts.append("## Văn bản được dẫn {#van-ban}")
        parts.append("\n".join(f"- {_citation(document)}" for document in documents))
    if people := value.get("people"):
        parts.append("## Người dự và phát biểu {#nguoi-du}")
        parts += [f"{group['name']}\n{_members(group['members'])}" for group in people]
    parts += [f"- {_text(who)}" for who in value.get("attendance", ())]
    if provinces := value.get("provinces"):
        parts.append("## Địa phương được nêu {#dia-phuong}")
        parts.append("\n".join(f"- {_link(one)}: {_text(one['note'] or 'Được nêu tên.')}" for one in provinces))
    parts += [_text(note) for note in value.get("notes", ())]
    parts += _sources(value["sources"])
    parts += [f"Đã đính chính {one['date']}: {_text(one['what'])}" for one in value.get("corrections", ())]
    parts.append("Chủ đề: " + ", ".join(_text(topic["text"]) for topic in value.get("topics", ())))
    return "\n\n".join(filter(None, parts)) + "\n"


def _entity(value: Value) -> str:
    parts = [f"# {_text(value['title'])}", _text(value["detail"]), _facts(value["facts"])]
    parts += [_text(note) for note in value.get("notes", ())]
    parts += _sources(value.get("sources", ()))
    return "\n\n".join(filter(None, parts)) + "\n"


def _list(title: str, section: str, rows: Iterable[tuple[str, str]]) -> str:
    return f"# {title}\n\n" + "\n".join(f"- [{_text(said)}](/{section}/{entity}/)" for entity, said in rows) + "\n"


def _facts(facts: Iterable[Value]) -> str:
    return "\n\n".join(f"{fact['label']}\n:   {', '.join(map(_link, fact['links']))}" for fact in facts)


def _item(item: Value) -> str:
    meta = "; ".join(f"{fact['label']}: {', '.join(map(_link, fact['links']))}" for fact in item.get("meta", ()))
    earlier = "; ".join(f"{t['verb']} {_link(t)}" for t in item.get("threads", ()) if t["arrow"] == "←")
    said = ". ".join(part for part in (meta, earlier) if part)
    return f"{item['number']}. {_text(item['text'])}{f' *{said}*' if said else ''} {{#{item['id']}}}"


def _figure(figure: Value) -> str:
    when = f", {figure['when']}" if figure["when"] else ""
    where = f" ({figure['province']})" if figure["province"] else ""
    value = " ".join(filter(None, (figure["bound"], figure["value"], figure["unit"])))
    return f"{figure['what']}{when}{where}: {value}"


def _citation(document: Value) -> str:
    named = f"{_link(document)} {_text(document.get('detail', ''))} " if document.get("href") else ""
    cited = ", ".join(f"“{_text(form)}”" for form in document["cited"])
    return f"{named}*{document['relations']}* Nguồn gọi là {cited}. {_text(document['note'])}".rstrip()


def _members(members: Iterable[Value]) -> str:
    return "\n".join(f":   {_link(one)}, {_text(one['titles'])}".removesuffix(", ") for one in members)


def _sources(sources: Iterable[Value]) -> list[str]:
    lines = []
    for source in sources:
        named = ", ".join(filter(None, (source["title"], source["publisher"], source["author"], source["published"])))
        link = f" [{_text(source['host'])}]({source['url']})" if source["url"] else ""
        lines.append(f"{source['number']}. {_text(named)}.{link} {{#{source['id']}}}")
    return ["## Nguồn {#nguon}", "\n".join(lines)] if lines else []


def _link(value: Value) -> str:
    return f"[{_text(value['text'])}]({value['href']})" if value["href"] else _text(value["text"])


def _text(text: str) -> str:
    return _MARKS.sub(r"\\\1", text)


if __name__ == "__main__":
    gc.disable()
    prepare(Path(sys.argv[1]), Path(sys.argv[2]))
