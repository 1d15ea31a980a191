"""The work list of a draft: every place that an editor has to settle, with the sentence it rests on and why."""

from __future__ import annotations

import re
from collections.abc import Iterator

from giaoban.drafting.cite import grouped
from giaoban.drafting.model import Draft, Span, Unsure

_LONGEST = 300
_SENTENCE_ENDS = re.compile(r"[.!?…;]\s+(?=\S)|\n")
_SOURCE = {"publisher": "nơi đăng", "title": "tiêu đề của bài", "url": "địa chỉ", "published": "ngày đăng"}
_NEEDED = ("kind", "level", "date", "period", "host")


def unsure(draft: Draft) -> tuple[Unsure, ...]:
    """What is open in a draft, in the order of the record's keys; nothing for what is no such meeting."""
    return () if draft.not_a_meeting else tuple(_open(draft))


def sentence(text: str, span: Span | None) -> str:
    """The sentence of a text in which a span begins, its blanks joined, cut when very long; empty without a span."""
    if span is None or span[1] <= span[0]:
        return ""
    earliest = max(0, span[0] - _LONGEST)
    begin = max((m.end() for m in _SENTENCE_ENDS.finditer(text, earliest, span[0])), default=earliest)
    ends = _SENTENCE_ENDS.search(text, max(begin, span[1] - 1), span[1] + _LONGEST)
    said = " ".join(text[begin : ends.start() + 1 if ends else span[1] + _LONGEST].split())
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"


def _open(draft: Draft) -> Iterator[Unsure]:
    yield Unsure("title", draft.title, "", "tiêu đề đặt tự động")
    yield from _scalars(draft)
    yield from _people(draft)
    yield from _resolutions(draft)
    for key, items in (("results", draft.results), ("tasks", draft.tasks)):
        for i, item in enumerate(items):
            yield Unsure(f"{key}.{i}.text", "", sentence(draft.text, item.span), "tóm tắt bằng lời của mình")
    for i, figure in enumerate(draft.figures):
        yield Unsure(f"figures.{i}.what", "", sentence(draft.text, figure.span), "số này đếm gì")
    for name, what in _SOURCE.items():
        if name not in draft.source:
            yield Unsure(f"sources.0.{name}", "", "", f"thêm {what} nếu biết")
    yield Unsure("body", "", "", "viết tóm tắt bằng lời của mình, không chép câu của bài")


def _scalars(draft: Draft) -> Iterator[Unsure]:
    for name in dict.fromkeys((*_NEEDED, *draft.scalars)):
        value = draft.scalars.get(name)
        if value is None:
            yield Unsure(name, "", "", "bài không cho biết")
        elif value.doubt:
            yield Unsure(name, str(value.value), sentence(draft.text, value.span), value.doubt)
    if not any(name.startswith("venue.") for name in draft.scalars):
        yield Unsure("venue", "", "", "bài không cho biết nơi họp và hình thức")


def _people(draft: Draft) -> Iterator[Unsure]:
    if not draft.people:
        yield Unsure("people", "", "", "không thấy ai được nêu tên cùng vai trò")
    for i, person in enumerate(draft.people):
        field, quote = f"people.{i}.leader", sentence(draft.text, person.span)
        if person.leader is None:
            yield Unsure(field, "", quote, f"chọn một trong {', '.join(person.candidates)}")
        elif person.new:
            yield Unsure(field, person.leader, quote, f"chưa có bản ghi về {person.name}")


def _resolutions(draft: Draft) -> Iterator[Unsure]:
    for i, group in enumerate(grouped(draft.citations)):
        first, found = group[0], group[0].resolved
        field, quote = f"resolutions.{i}.resolution", sentence(draft.text, first.span)
        if first.new:
            yield Unsure(field, first.new, quote, f"chưa có bản ghi về {first.cited}")
        elif not found.resolution and not found.plenum:
            options = f"có thể là {', '.join(found.candidates)}" if found.candidates else "chưa rõ văn bản nào"
            yield Unsure(field, "", quote, options)
