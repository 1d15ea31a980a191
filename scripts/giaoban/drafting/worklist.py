"""What a draft leaves open: the work list of every place that an editor has to settle, and the marks in its file.

The list has the sentence that a place rests on, and why. Marks are comments that say where a value was read and what is to be
settled. A draft is done once they are taken away, from the record and from those proposed with it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from giaoban.drafting.files import TO_SETTLE
from giaoban.drafting.items import by_document
from giaoban.drafting.model import Draft, TextRange, Unsure
from giaoban.findings import Finding
from giaoban.records import front_matter, layout
from giaoban.records.files import SourceFile
from giaoban.records.marks import YamlError, read_yaml

_LONGEST = 300
_SENTENCE_ENDS = re.compile(r"[.!?…;]\s+(?=\S)|\n")
_SOURCE = {"publisher": "nơi đăng", "title": "tiêu đề của bài", "url": "địa chỉ", "published": "ngày đăng"}
_NEEDED = ("kind", "level", "date", "period", "host")


def unsure(draft: Draft) -> tuple[Unsure, ...]:
    """What is open in a draft, in the order of the record's keys; nothing for what is no such meeting."""
    return () if draft.not_a_meeting else tuple(_open_places(draft))


def sentence(text: str, span: TextRange | None) -> str:
    """The sentence of a text in which a span begins, its blanks joined, cut when very long; empty without a span."""
    if span is None or span[1] <= span[0]:
        return ""
    earliest = max(0, span[0] - _LONGEST)
    begin = max((m.end() for m in _SENTENCE_ENDS.finditer(text, earliest, span[0])), default=earliest)
    ends = _SENTENCE_ENDS.search(text, max(begin, span[1] - 1), span[1] + _LONGEST)
    said = " ".join(text[begin : ends.start() + 1 if ends else span[1] + _LONGEST].split())
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"


def _open_places(draft: Draft) -> Iterator[Unsure]:
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
    for i, group in enumerate(by_document(draft.citations)):
        first, found = group[0], group[0].resolved
        field, quote = f"resolutions.{i}.resolution", sentence(draft.text, first.span)
        if first.new:
            yield Unsure(field, first.new, quote, f"chưa có bản ghi về {first.cited}")
        elif not found.resolution and not found.plenum:
            options = f"có thể là {', '.join(found.candidates)}" if found.candidates else "chưa rõ văn bản nào"
            yield Unsure(field, "", quote, options)


_MARK = rf"(?:ký tự \d|khai báo của trang\b|{TO_SETTLE}\b)"
_AT_END = re.compile(rf"(?<!\s)\s+# (?={_MARK})(?P<says>.*)$")
_ALONE = re.compile(rf"\s*# (?:(?P<key>[a-z_]+):\s+# )?(?={_MARK})(?P<says>.*)$")
_IN_SUMMARY = re.compile(rf"\s*<!-- (?={_MARK})(?P<says>.*?) -->\s*$")
_KEY_AND_VALUE = re.compile(r"\s*(?:- )?(?P<key>[a-z_]+):\s*(?P<value>.*)$")
_SPAN = re.compile(r"(?<!\d)(\d+)–(\d+)")


class DraftMark(NamedTuple):
    """One comment of a draft. ``line``: from 0. ``before``: what stands in front of it on its line, empty where nothing does.

    ``key``: what it is about, empty in a summary; ``value``: what the draft has for it. ``says``: the comment; ``span``: the
    first place of the article that it names; ``is_open``: whether an editor has something to settle.
    """

    line: int
    before: str
    key: str
    value: str
    says: str
    span: TextRange | None
    is_open: bool

    @property
    def lacks_value(self) -> bool:
        """Whether the record cannot stay as it is once the mark is gone: a key without anything."""
        return bool(self.before) and bool(self.key) and not self.value


def marks(text: str) -> list[DraftMark]:
    """The marks in the text of a drafted record, from the top down."""
    found = []
    for number, line in enumerate(text.split("\n")):
        match = _ALONE.match(line) or _IN_SUMMARY.match(line) or _AT_END.search(line)
        if not match:
            continue
        before = line[: match.start()] if match.re is _AT_END else ""
        key = _KEY_AND_VALUE.match(before)
        says, span = match["says"], _SPAN.search(match["says"])
        found.append(
            DraftMark(
                number, before, key["key"] if key else (match.groupdict().get("key") or ""), key["value"] if key else "",
                says, (int(span[1]), int(span[2])) if span else None, TO_SETTLE in says,
            )
        )  # fmt: skip
    return found


def without_marks(text: str, some: Collection[DraftMark] | None = None) -> str:
    """The text without some marks, or without all. Raises `ValueError` where it would no longer mean the same."""
    gone = {mark.line: mark.before for mark in (marks(text) if some is None else some)}
    lines: list[str] = []
    for number, line in enumerate(text.split("\n")):
        kept = gone.get(number, line)
        is_second_blank = not line and gone.get(number - 1) == "" and lines[-1:] == [""]
        if not is_second_blank and (kept or number not in gone):
            # A comment between two blank lines leaves one.
            lines.append(kept)
    changed = "\n".join(lines)
    if _meaning(changed) != _meaning(text):
        raise ValueError("taking the marks away would change the record")
    return changed


def _meaning(text: str) -> object:
    front = front_matter.divide(text, ()).front if text.startswith("---") else text
    try:
        return read_yaml(front).value
    except YamlError as error:
        raise ValueError(str(error)) from None


def settled_files(sources: Iterable[SourceFile], entity: str) -> tuple[dict[str, bytes], list[Finding]]:
    """The files of the record of an id, and of those that it names, without marks: path to bytes of each that changes.

    A place that was left empty is a finding: no record may be published with it. Where there are findings nothing is to change.
    """
    alone = [source for source in sources if layout.holds_one(source.kind)]
    record = next((source for source in alone if source.stem == entity), None)
    if record is None:
        message = f"không có bản ghi nào mang mã “{entity}”"
        return {}, [Finding("", 1, 1, "error", "no-draft", message, "mã là tên tệp, không kèm đuôi")]
    marked = [s for s in alone if TO_SETTLE.encode() in s.data and s is not record and s.stem.encode() in record.data]
    changed: dict[str, bytes] = {}
    findings: list[Finding] = []
    for source in (record, *marked):
        _finish(source, changed, findings)
    return changed, findings


def _finish(source: SourceFile, changed: dict[str, bytes], findings: list[Finding]) -> None:
    try:
        text = source.data.decode("utf-8")
        bare = without_marks(text)
    except ValueError:
        hint = "chạy giaoban check, sửa xong rồi làm lại"
        findings.append(Finding(source.path, 1, 1, "error", "unreadable", "tệp còn lỗi về dạng", hint))
        return
    for mark in marks(text):
        if mark.lacks_value:
            hint = "điền vào, hoặc xóa dòng hay cả mục ấy"
            message = f"“{mark.key}” còn trống: {mark.says}"
            findings.append(Finding(source.path, mark.line + 1, 1, "error", "draft-left", message, hint))
    if bare != text:
        changed[source.path] = bare.encode()
