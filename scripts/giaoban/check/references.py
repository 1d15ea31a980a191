"""What records name: which ids exist, what to say of one that does not, and circles in what should lead one way.

Which fields name what is said in the models (`giaoban.records.model.Refers`).
"""

from __future__ import annotations

import re
import shlex
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from difflib import SequenceMatcher
from functools import cached_property
from itertools import islice
from typing import Any

from giaoban import dates, kinds, vietnamese
from giaoban.archive import Archive, Entities
from giaoban.check import problem
from giaoban.check.definitions import Definitions, Nearest
from giaoban.check.problem import Finder, Locate, Problem, walk
from giaoban.check.units import Lives, ids_in_words
from giaoban.citations import symbols
from giaoban.dates import Edtf
from giaoban.findings import quote
from giaoban.records import layout, models
from giaoban.records.load import MAX_FINDINGS
from giaoban.records.model import EACH, ID, reference_fields


def on_cycles(graph: Mapping[str, Collection[str]]) -> Iterator[tuple[str, str]]:
    """The edges of a graph that lie on a circle or between circles; an edge from a node to itself is not looked at.

    Whatever nothing leads to, or leads nowhere, is taken away until nothing more can be: what is left goes round.
    """
    forward = {node: {t for t in targets if t != node} for node, targets in graph.items()}
    backward: dict[str, set[str]] = {}
    for node, targets in forward.items():
        for target in targets:
            backward.setdefault(target, set()).add(node)
    nodes = forward.keys() | backward.keys()
    left = set(nodes)
    queue = [node for node in nodes if not forward.get(node) or not backward.get(node)]
    while queue:
        node = queue.pop()
        if node not in left:
            continue
        left.discard(node)
        for edges, back in ((forward, backward), (backward, forward)):
            for other in edges.get(node, ()):
                back[other].discard(node)
                if not back[other]:
                    queue.append(other)
    for node, ends in graph.items():
        if node in left:
            yield from ((node, end) for end in dict.fromkeys(ends) if end in left and end != node)


# Rules keep the names that they were given, and a page is more than its label.
_RULES = {"unit": "unknown-province", "province": "unknown-page"}
_WORDS = {"province": "trang tỉnh, thành"}
_ID_HINT = "mã chỉ gồm chữ thường a–z không dấu, chữ số và dấu gạch nối"


class KnownIds:
    """The ids of every kind, those of records that could not be read included."""

    def __init__(self, archive: Archive, defined: Definitions) -> None:
        entities = archive.entities
        self._records: Mapping[str, Mapping[str, Any]] = {**entities.by_kind(), "briefing": archive.cards}
        self.ids: dict[str, set[str]] = {kind: {*records} for kind, records in self._records.items()}
        for kind, ids in self.ids.items():
            ids.update(defined.unsound(kind))
        self._pages = entities.pages
        self._near: dict[str, Nearest] = {}
        self._names: dict[str, Mapping[str, list[str]]] = {}
        self._words: dict[str, Mapping[str, set[str]]] = {}

    def has(self, kind: str, entity: str) -> bool:
        """Whether the id exists, or may exist in a file that could not be read."""
        return entity in self.ids[kind] or "" in self.ids[kind]

    def unknown(
        self, kind: str, entity: str, path: str, find: Finder, lives: Lives, moment: Edtf | None = None
    ) -> Problem:
        """The problem of an id that does not exist, with the nearest one that does."""
        label = kinds.get(kind).label
        message = f"không có {_WORDS.get(kind) or label[:1].lower() + label[1:]} {quote(entity)}"
        if kind == "unit" and entity in self._pages:
            earliest, latest = (moment.earliest, moment.latest) if moment else lives.always
            message = f"{quote(entity)} là mã trang, không phải mã đơn vị"
            units = lives.units_of_page(entity, earliest, latest)
            hint = f"ghi đơn vị lúc đó: {ids_in_words(units)}" if units else "xem các đơn vị trong provinces.yml"
        elif others := [kinds.get(other).label for other, ids in self.ids.items() if other != kind and entity in ids]:
            words = " và ".join(f"{other[:1].lower()}{other[1:]}" for other in others)
            message = f"{message}: mã này là của {words}"
            hint = (
                self._likely(kind, entity)
                or f"ghi mã của {label[:1].lower()}{label[1:]}, hoặc chuyển mã này về đúng khóa"
            )
        else:
            if kind not in self._near:
                self._near[kind] = Nearest(self.ids[kind])
            near = self._near[kind].hint(entity)
            # Names are made of the same few syllables: a neighbour's is no typo.
            if kind == "leader" and not _is_typo(entity, self._near[kind].near(entity)):
                near = ""
            hint = f"{_hint_to_add(kind, entity)}; {self._likely(kind, entity) or near or 'viết nhầm thì sửa mã ở đây'}"
        return Problem(path, find, "error", _RULES.get(kind, f"unknown-{kind}"), message, hint)

    def no_id(self, kind: str, written: str, path: str, find: Finder) -> Problem:
        """The problem of what is written in place of an id: a name or a symbol, say, with the id of what bears it."""
        message = f"{quote(written)} không phải mã hợp lệ"
        likely = self._likely(kind, written) or self._likely(kind, layout.without_place(written[:200]))
        hint = likely or f"{_hint_to_add(kind, written)}; {_ID_HINT}"
        return Problem(path, find, "error", "invalid-id", message, hint)

    def _likely(self, kind: str, written: str) -> str:
        """A hint that names the records whose name, symbol or id says what is written; empty where none does."""
        found = self._bearing(kind).get(_plain(written), [])
        if not found and kind == "resolution" and (symbol := symbols.parse(written)):
            found = self._by_symbol.get(symbol.text, [])
        slug = vietnamese.slug(written[:120])
        if not found and slug in self.ids[kind]:
            found = [slug]
        if not found and len(words := set(slug.split("-"))) > 1:
            having = self._by_word(kind)
            found = list(set.intersection(*(having.get(word, set()) for word in words)))
        label = kinds.get(kind).label
        what = f"mã của {label[:1].lower()}{label[1:]} ấy {'là' if len(found) == 1 else 'có thể là'}"
        return f"{what} {ids_in_words(sorted(found)[:4])}" if found else ""

    def _bearing(self, kind: str) -> Mapping[str, list[str]]:
        """The ids of a kind by every name and symbol of their records."""
        if kind not in self._names:
            found: dict[str, list[str]] = defaultdict(list)
            for entity, record in self._records[kind].items():
                for name in dict.fromkeys(map(_plain, _names(record))):
                    found[name].append(entity)
            self._names[kind] = found
        return self._names[kind]

    def _by_word(self, kind: str) -> Mapping[str, set[str]]:
        """The ids of a kind by the words in them."""
        if kind not in self._words:
            found: dict[str, set[str]] = defaultdict(set)
            for entity in self.ids[kind]:
                for word in entity.split("-"):
                    found[word].add(entity)
            self._words[kind] = found
        return self._words[kind]

    @cached_property
    def _by_symbol(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for entity, record in self._records["resolution"].items():
            if record.symbol and (symbol := symbols.parse(record.symbol)):
                found[symbol.text].append(entity)
        return found


def _names(record: Any) -> Iterator[str]:
    for key in ("name", "title", "symbol", "short"):
        if name := getattr(record, key, None):
            yield name
    yield from getattr(record, "aliases", ())
    yield from getattr(record, "other_names", ())


def _plain(text: str) -> str:
    return " ".join(vietnamese.fold(text).split())


def _is_typo(written: str, near: str) -> bool:
    """Whether two ids differ in one syllable, and there in a letter or two."""
    mine, other = written.split("-"), near.split("-")
    wrong = [(one, two) for one, two in zip(mine, other, strict=False) if one != two]
    return len(mine) == len(other) and len(wrong) == 1 and SequenceMatcher(None, *wrong[0]).ratio() >= 0.7


def _hint_to_add(kind: str, entity: str) -> str:
    """How to add what is written, if it is new."""
    shown = quote(entity).strip("“”")
    if not kinds.get(kind).growing:
        return f"nếu chưa có thì thêm vào {layout.home(kind, shown)}"
    if re.fullmatch(ID, entity):
        said = f"--id {shown}"
    else:
        key = "symbol" if kind == "resolution" and symbols.parse(entity) else "name"
        said = f"--{'title' if kind in {'briefing', 'resolution'} and key == 'name' else key} {shlex.quote(shown)}"
    return f"nếu chưa có trong kho thì chạy giaoban new {kind} {said}"


def of_meetings(archive: Archive, known: KnownIds, lives: Lives, moments: Mapping[str, Edtf]) -> Iterator[Problem]:
    """Every id in a meeting's record that names nothing."""
    for card in archive.cards.values():
        for kind, ids in card.names.items():
            if not ids or known.ids[kind].issuperset(ids):
                continue
            for entity in ids:
                if not known.has(kind, entity):
                    find = problem.reference(kind, entity)
                    yield known.unknown(kind, entity, card.path, find, lives, moments[card.id])


def not_ids(defined: Definitions, known: KnownIds, locate: Locate) -> Iterator[Problem]:
    """What stands where an id belongs and is none, in records that could not be read whole."""
    for path in sorted(defined.paths_unsound()):
        kind = layout.file_kind(path)
        document = locate(path) if kind else None
        if kind is None or document is None:
            continue
        lists = {} if layout.holds_one(kind) else layout.list_models(kind)
        places = [((), models.get(kind))] if not lists else [((key, EACH), model) for key, model in lists.items()]
        wrong = (
            known.no_id(reference.kind, value, path, problem.at(at))
            for under, model in places
            for reference in reference_fields(model)
            for at, value in walk(document.marked.value, (*under, *reference.path))
            if isinstance(value, str) and not ID.fullmatch(value)
        )
        yield from islice(wrong, MAX_FINDINGS)


def of_entities(entities: Entities, defined: Definitions, known: KnownIds, lives: Lives) -> Iterator[Problem]:
    """Every id in any other record that names nothing."""
    for own, records in entities.by_kind().items():
        places = reference_fields(models.get(own))
        if not places:
            continue
        for record in records.values():
            for kind, ids in record.named_ids().items():
                for entity in ids:
                    if known.has(kind, entity):
                        continue
                    home = defined.definition_of(own, record.id)
                    find = problem.value_at([place.path for place in places if place.kind == kind], entity, home.at)
                    day = getattr(record, "date", None)
                    moment = dates.parse(day) if day else None
                    yield known.unknown(kind, entity, home.path, find, lives, moment)
