"""The page of one meeting."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import jinja2
from markupsafe import Markup, escape

from giaoban import dates
from giaoban.archive import Archive
from giaoban.records.changes import History
from giaoban.records.model import Briefing, Citation, Figure, Item, Participant, Result, Task
from giaoban.site import faces, pictures, urls, words
from giaoban.site.entries import CLASSES
from giaoban.site.faces import Face
from giaoban.site.format import counted, first_lower, first_upper, symbol_in, symbols, time
from giaoban.site.page import Page
from giaoban.site.pages import record
from giaoban.site.pages.parts import Fact, facts, link, linked, listed
from giaoban.site.pages.parts import page as draw

_FEW = 3


def page(
    archive: Archive, briefing: Briefing, summary_html: str, env: jinja2.Environment, history: History | None = None
) -> Page:
    """The page of a meeting; of a withdrawn one only that, when and why it was withdrawn."""
    site_url, repository = str(env.globals["site_url"]), str(env.globals["repository"])
    address = urls.of("briefing", briefing.id)
    if briefing.status == "withdrawn":
        return draw(
            env, "withdrawn.html", address, "briefing", briefing.title, "Bản ghi này đã được rút khỏi kho lưu trữ.",
            urls.SECTIONS["briefing"], indexed=False, corrections=_newest(briefing),
        )  # fmt: skip
    sections = [
        _items_section("ket-qua", "Kết quả", "kết quả", archive, briefing, briefing.results),
        _items_section("han-che", "Hạn chế", "hạn chế", archive, briefing, briefing.shortcomings),
        _items_section("nhiem-vu", "Nhiệm vụ", "nhiệm vụ", archive, briefing, briefing.tasks),
    ]
    people = _people(archive, briefing)
    values = {
        "briefing": briefing,
        "kind": faces.KINDS[briefing.kind],
        "look": CLASSES[briefing.kind],
        "level": words.LEVELS[briefing.level],
        "facts": _facts(archive, briefing),
        "summary": Markup(summary_html),
        "sections": [section for section in sections if section["items"]],
        "figures": [_figure(archive, briefing, figure) for figure in briefing.figures],
        "documents": [_document(archive, citation) for citation in briefing.resolutions],
        "people": people,
        "provinces": _provinces(archive, briefing),
        "corrections": _newest(briefing),
        "topics": [face for topic in briefing.topics if (face := faces.of(archive, "topic", topic))],
        "before": _neighbour(archive, briefing, 0),
        "after": _neighbour(archive, briefing, 1),
        "cite": record.citation(briefing, site_url),
        "cited_item": record.example(briefing, site_url),
        "history": record.history(history),
        "issue": record.issue(repository, briefing, site_url),
    }
    return draw(
        env,
        "briefing.html",
        address,
        "briefing",
        briefing.title,
        _description(briefing),
        urls.SECTIONS["briefing"],
        picture=pictures.of_series(series) if (series := faces.of(archive, "series", briefing.series or "")) else None,
        **values,
    )


def _newest(briefing: Briefing) -> list[Any]:
    return sorted(briefing.corrections, key=lambda correction: correction.date, reverse=True)


def _description(briefing: Briefing) -> str:
    counts = [
        counted(len(items), noun)
        for noun, items in (
            ("kết quả", briefing.results),
            ("nhiệm vụ", briefing.tasks),
            ("số liệu", briefing.figures),
            ("văn bản được dẫn", briefing.resolutions),
        )
        if items
    ]
    when = dates.vietnamese(briefing.date)
    place = f", tại {briefing.venue.place}" if briefing.venue.place else ""
    return (
        f"{faces.KINDS[briefing.kind]}, {when}{place}. {first_upper(', '.join(counts))}." if counts else briefing.title
    )


# Facts under the title (phone) or at the side (desktop): the few that matter, each in a line or two


def _facts(archive: Archive, briefing: Briefing) -> list[Fact]:
    venue = briefing.venue
    date = time(briefing.date)
    if briefing.time:
        date += f", {words.TIMES[briefing.time]}"
    if briefing.date_note:
        date += Markup('<span class="aside">{}</span>').format(symbols(briefing.date_note))
    province = faces.of(archive, "unit", venue.province, briefing.date) if venue.province else None
    place = symbols(venue.place) if venue.place else Markup("")
    if province and province.label not in (venue.place or ""):
        place = listed([place, link(province)])
    elif province and venue.place == province.label:
        place = link(province)
    form = words.FORMATS[venue.format] if venue.format else ""
    points = f"{venue.connection_points} điểm cầu" if venue.connection_points else ""
    place = listed([place, escape(form), escape(points)])
    if venue.note:
        place += Markup('<span class="aside">{}</span>').format(symbols(venue.note))
    chairs = [person for person in briefing.people if {"chair", "co-chair"} & set(person.part)]
    return facts(
        ("Ngày họp", date),
        ("Về", dates.vietnamese(briefing.period) if briefing.period else ""),
        ("Chủ trì", listed((linked(archive, "leader", p.leader) for p in chairs), "<br>")),
        ("Cơ quan", linked(archive, "organization", briefing.host)),
        ("Nơi họp", place),
        ("Chuỗi", linked(archive, "series", briefing.series)),
    )


# Numbered items


def _items_section(
    anchor: str, heading: str, noun: str, archive: Archive, briefing: Briefing, items: Sequence[Item]
) -> dict[str, Any]:
    return {
        "id": anchor,
        "heading": heading,
        "count": counted(len(items), noun),
        "items": [_item(archive, briefing, item) for item in items],
    }


def _item(archive: Archive, briefing: Briefing, item: Item) -> dict[str, Any]:
    touched = [face for entity in item.resolutions if (face := faces.of(archive, "resolution", entity))]
    addresses = {symbol: str(face.address) for face in touched if (symbol := symbol_in(face.label))}
    others = [face for face in touched if (symbol_in(face.label) or "\0") not in item.text]
    others += [face for entity in item.plenums if (face := faces.of(archive, "plenum", entity))]
    found = (faces.of(archive, "unit", entity, briefing.date) for entity in item.provinces)
    units = [face for face in found if face]
    lines: list[Fact] = facts(
        ("Người nêu", linked(archive, "leader", item.by)),
        ("Hạn", dates.vietnamese(item.due) if isinstance(item, Task) and item.due else ""),
        ("Văn bản", listed(link(face) for face in others)),
        ("Địa phương", listed(link(face) for face in units)),
        ("Nguồn", _references(item.source)),
    )
    return {
        "id": item.id,
        "number": words.ordinal(item.id),
        "label": words.item(item.id),
        "text": symbols(item.text, addresses),
        "lines": lines,
        "threads": _threads(archive, briefing, item),
    }


def _threads(archive: Archive, briefing: Briefing, item: Item) -> list[Markup]:
    found: list[Markup] = []
    earlier = item.continues if isinstance(item, Task) else item.answers if isinstance(item, Result) else []
    verb = words.JOINS["continues" if isinstance(item, Task) else "answers"]
    for reference in earlier:
        target, _, number = reference.partition("#")
        found.append(_thread("←", verb, faces.of(archive, "briefing", target), number))
    found += [
        _thread("→", words.ANSWERED[thread.verb], faces.of(archive, "briefing", thread.briefing), thread.item)
        for thread in archive.threads.get(f"{briefing.id}#{item.id}", ())
    ]
    return [line for line in found if line]


def _thread(arrow: str, verb: str, face: Face | None, number: str) -> Markup:
    if face is None:
        return Markup("")
    address = urls.ROOT + urls.item(f"{face.id}#{number}")
    return Markup('<span aria-hidden="true">{}</span> {} <a href="{}">{}, {}</a>').format(
        arrow, first_upper(verb), address, words.item(number), symbols(_inside(face.label))
    )


def _inside(title: str) -> str:
    """A meeting's title inside a sentence: "Giao ban trực tuyến …" begins small, a name keeps its capital."""
    return first_lower(title) if title.startswith(("Giao ban", "Tổng kết", "Sơ kết", "Hội nghị", "Cuộc họp")) else title


def _references(ids: Sequence[str]) -> Markup:
    return Markup(", ".join(f'<a href="#{i}">{words.ordinal(i)}</a>' for i in ids)) if ids else Markup("")


# Figures, documents, people, provinces


def _figure(archive: Archive, briefing: Briefing, figure: Figure) -> dict[str, Any]:
    of = [f"tính đến {dates.vietnamese(figure.as_of)}"] if figure.as_of else []
    # The period of the meeting itself is said once, at the top.
    if figure.period and figure.period != briefing.period:
        of.append(dates.vietnamese(figure.period))
    return {
        "figure": figure,
        "bound": words.BOUNDS[figure.bound] if figure.bound else "",
        "when": ", ".join(of),
        "province": linked(archive, "unit", figure.province, briefing.date),
        "label": words.item(figure.id),
        "source": _references(figure.source),
    }


def _document(archive: Archive, citation: Citation) -> dict[str, Any]:
    face = None
    if citation.resolution:
        face = faces.of(archive, "resolution", citation.resolution)
    elif citation.plenum:
        face = faces.of(archive, "plenum", citation.plenum)
    return {
        "face": face,
        "recorded": face is not None,
        "relations": first_upper("; ".join(words.RELATIONS[r] for r in citation.relation)),
        "cited": citation.cited,
        "note": citation.note,
        "source": _references(citation.source),
    }


def _people(archive: Archive, briefing: Briefing) -> list[dict[str, Any]]:
    """Groups of people, each under the first of their parts; nobody stands twice for one entry of the record."""
    groups: list[dict[str, Any]] = []
    for part, name in words.PARTS.items():
        members = [_person(archive, p, part) for p in briefing.people if _first_part(p) == part]
        if members:
            groups.append({"name": first_upper(name), "members": members})
    return groups


def _first_part(person: Participant) -> str:
    return next(part for part in words.PARTS if part in person.part)


def _person(archive: Archive, person: Participant, part: str) -> dict[str, Any]:
    others = [words.PARTS[p] for p in words.PARTS if p in person.part and p != part]
    face = faces.of(archive, "leader", person.leader)
    return {
        "name": link(face) or escape(person.leader),
        "titles": ", ".join(person.titles),
        "also": ", ".join(others),
        "note": person.note,
        "source": _references(person.source),
    }


def _provinces(archive: Archive, briefing: Briefing) -> list[dict[str, Any]]:
    """The provinces that the sources name. One note said of several is said once, for all of them."""
    found: dict[tuple[str | None, tuple[str, ...]], list[Markup]] = {}
    for mention in briefing.provinces:
        name = linked(archive, "unit", mention.province, briefing.date)
        if name:
            found.setdefault((mention.note, tuple(mention.source)), []).append(name)
    return [
        {"names": listed(names), "note": note, "source": _references(source)} for (note, source), names in found.items()
    ]


def _neighbour(archive: Archive, briefing: Briefing, side: int) -> Face | None:
    other = archive.neighbours.get(briefing.id, (None, None))[side]
    return faces.of(archive, "briefing", other) if other else None
