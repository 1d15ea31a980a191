"""The page of a leader: roles as observed at meetings, each on its date; never a span of office."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import jinja2
from markupsafe import Markup

from giaoban import vietnamese
from giaoban.archive import Archive, Card
from giaoban.site import marks, urls, words
from giaoban.site.format import counted, first_upper, time
from giaoban.site.page import Page
from giaoban.site.pages.choices import choices
from giaoban.site.pages.lines import Drawing, Key, Ladder, Mark, Spot, address, name, tally, x
from giaoban.site.pages.parts import Group, Timeline, by_year, facts, linked, listed, rail, span
from giaoban.site.pages.parts import page as draw

_MOST_DATES = 4
_MOST_TITLES = 8
_MOST_PLACES = 3
_RUN = re.compile(r", (?=[A-ZĐỦỨÂÔƯ])")
_PARTS = words.PARTS | {"said": words.SAID}


def page(archive: Archive, leader_id: str, timeline: Timeline, env: jinja2.Environment) -> Page:
    """The page of one leader; ``timeline``: cards and entries in order of time."""
    leader = archive.entities.leaders[leader_id]
    groups = by_year(timeline)
    count = counted(len(timeline), "cuộc họp")
    lede = Markup("Có tên trong {} của kho lưu trữ, {}.").format(count, span(timeline)) if timeline else ""
    return draw(
        env, "leader.html", urls.of("leader", leader_id), "leader", leader.name,
        f"{leader.name}: {count} trong kho lưu trữ, với chức danh và phần việc như nguồn ghi ở từng cuộc họp.",
        urls.SECTIONS["leader"], leader=leader, lede=lede, groups=groups, rail=rail(groups), count=count,
        drawing=_drawing(archive, groups, timeline), choices=choices(groups, "Phần việc", _PARTS),
        facts=facts(("Tên khác", ", ".join(leader.other_names)), ("Nơi đã họp", _places(archive, timeline))),
        observed=_observed(timeline),
    )  # fmt: skip


def _observed(timeline: Timeline) -> list[tuple[Markup, list[Markup], int]]:
    """Each wording of titles, the dates on which it was observed (the first few), and how many more there are."""
    found: dict[Markup, list[Markup]] = {}
    for card, entry in timeline:
        if titles := marks.titles(entry):
            found.setdefault(titles, []).append(time(card.date))
    return [(titles, seen[:_MOST_DATES], max(0, len(seen) - _MOST_DATES)) for titles, seen in found.items()]


def _weightiest(entry: str) -> str:
    """The part by which an entry is marked: of several, the one that `words.PARTS` names first."""
    return min(marks.read(entry).parts, key=list(_PARTS).index, default="said")


def _visits(timeline: Timeline) -> list[tuple[Card, str]]:
    """The meetings at which the person was seen, where the place is known: with the unit they were held in."""
    seen = ((card, entry) for card, entry in timeline if card.venue_province)
    return [
        (card, str(card.venue_province)) for card, entry in seen if _weightiest(entry) not in {"said", "point-chair"}
    ]


def _places(archive: Archive, timeline: Timeline) -> Markup:
    """The provinces whose meetings the person was seen at, with how many."""
    found = Counter(linked(archive, "unit", unit, card.date) for card, unit in _visits(timeline))
    return listed(
        Markup("{} ({})").format(place, count) if count > 1 else place for place, count in found.items() if place
    )


# The drawing: meetings by part on the first lane, then a band for every title observed


def _drawing(archive: Archive, groups: Sequence[Group], timeline: Timeline) -> Drawing | None:
    if len(timeline) < 2:
        return None
    bands = _bands(timeline)
    shown = bands[:_MOST_TITLES]
    lanes = 2 + len(shown)  # the second stays free for counts

    def mark(card: Card, entry: str) -> list[Mark]:
        said = marks.read(entry)
        part = _weightiest(entry)
        item = said.items[0] if part == "said" and said.items else ""
        return [Mark(0, part, address(card, item), name(card, ", ".join(_PARTS[p] for p in said.parts)), _PARTS[part])]

    ladder = Ladder(groups, lanes, mark)
    ladder.run(0, "guide")
    for lane, (_, seen) in enumerate(shown, 2):
        ladder.run(lane, "band", seen[0], seen[-1])
        for row, y in dict.fromkeys(ladder.at[card] for card in seen):
            ladder.rows[row].spots.append(Spot(x(lane, lanes), f"{y:g}em", "title", text=str(lane - 1)))
    for row, group in zip(ladder.rows, (g for g in groups if g.gap or g.label.isdigit()), strict=True):
        here = {card.id for card in group.cards if card}
        visits = dict.fromkeys(
            linked(archive, "unit", u, card.date) for card, u in _visits(timeline) if card.id in here
        )
        more = Markup(" và {} nơi khác").format(len(visits) - _MOST_PLACES) if len(visits) > _MOST_PLACES else ""
        row.beside = listed(list(visits)[:_MOST_PLACES]) + more
    parts = [_weightiest(entry) for _, entry in timeline]
    keys = [Key(part, first_upper(label), parts.count(part)) for part, label in _PARTS.items() if part in parts]
    keys += [Key(str(i), title) for i, (title, _) in enumerate(shown, 1)]
    left = len(bands) - len(shown)
    note = (
        "Ô số là lần nguồn ghi chức danh ấy; nét đứt nối lần đầu với lần cuối, không nói lên thời gian giữ chức."
        if bands
        else ""
    )
    if left > 0:
        note += f" Còn {left} chức danh khác, xem danh sách."
    return Drawing(
        "leader", lanes, ladder.rows, keys, f"{counted(len(timeline), 'cuộc họp')}: {tally(parts, _PARTS)}.", note
    )


def _bands(timeline: Timeline) -> list[tuple[Markup, list[str]]]:
    """Every title observed with the meetings where it was, in order of time, under the wording most often used."""
    found: dict[str, tuple[Counter[Markup], list[str]]] = {}
    for card, entry in timeline:
        # Some records hold several titles in one, as the report ran them together.
        for title in (Markup(one) for whole in marks.each_title(entry) for one in _RUN.split(whole)):
            wordings, seen = found.setdefault(_same(title), (Counter(), []))
            wordings[title] += 1
            if card.id not in seen:
                seen.append(card.id)
    return [(wordings.most_common(1)[0][0], seen) for wordings, seen in found.values()]


def _same(title: str) -> str:
    """A title without what newspapers write each in its own way: capital letters, place of tone marks, TW for Trung ương."""
    plain = vietnamese.tone_new(title).casefold()
    return re.sub(r"\b(?:tw|t\.ư)\b", "trung ương", plain)
