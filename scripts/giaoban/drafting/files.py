"""A draft as the files an editor goes on with: what was found, where, and what is still to be settled.

The record and the records it proposes are written into a content folder all of them or none.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from giaoban import dates
from giaoban.drafting.items import by_document
from giaoban.drafting.model import Draft, DraftCitation, DraftItem, DraftValue, TextRange
from giaoban.findings import Finding
from giaoban.writing import unreachable, write_all

_PLAIN = re.compile(
    r"[^\W\d_][^:#\[\]{},&*!|>'\"%@`\n\t]*[^\W_:#\[\]{},&*!|>'\"%@`\s?]|[a-z0-9]+(?:-[a-z0-9]+)*|\d{4}(?:-\d{2}){0,2}"
)
_WORDS = {"null", "true", "false", "yes", "no", "on", "off", "y", "n", "~"}
TO_SETTLE = "cần xem lại"
"""What stands before everything that an editor has to look at."""


def scalar(value: Any) -> str:
    """A value as YAML on one line: white space joined, in double quotes where it would else be read as something else."""
    text = re.sub(r"\s+", " ", str(value)).strip()
    if isinstance(value, (int, float)):
        return str(value)
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS and " -" not in f" {text}"[:2] and " #" not in text:
        return text
    return json.dumps(text, ensure_ascii=False)


def _listed(values: Sequence[Any]) -> str:
    return (
        "["
        + ", ".join(
            scalar(v) if not re.search(r"[,\[\]{}]", str(v)) else json.dumps(str(v), ensure_ascii=False) for v in values
        )
        + "]"
    )


def _note(text: str) -> str:
    """A comment: nothing in it may end the line or draw on the editor's terminal."""
    return "".join(c if c.isprintable() else " " for c in re.sub(r"\s+", " ", text))


def _where(span: TextRange | None) -> str:
    return f"ký tự {span[0]}–{span[1]}" if span else "khai báo của trang"


def _comment(value: DraftValue) -> str:
    open_ = f"; {TO_SETTLE}: {value.doubt}" if value.doubt else ""
    return _note(f"  # {_where(value.span)}: {value.how}{open_}")


def to_record(draft: Draft) -> str:
    """The record, or for what is no such meeting only the reason as a comment."""
    if draft.not_a_meeting:
        return _note(f"# {draft.not_a_meeting.how} ({_where(draft.not_a_meeting.span)})") + "\n"
    lines = ["---", f"id: {draft.id}", f"title: {scalar(draft.title)}  # {TO_SETTLE}: tiêu đề đặt tự động"]
    for name, needed in (
        ("kind", True),
        ("level", True),
        ("series", False),
        ("date", True),
        ("time", False),
        ("period", False),
        ("host", False),
    ):
        value = draft.scalars.get(name)
        if value:
            lines.append(f"{name}: {scalar(value.value)}{_comment(value)}")
        elif needed:
            lines.append(f"{name}:  # {TO_SETTLE}: bài không cho biết")
        elif name in {"period", "host"}:
            lines.append(f"# {name}:  # {TO_SETTLE}: bài không cho biết")
    lines += _venue(draft.scalars)
    lines += _people(draft)
    lines += _provinces(draft)
    lines += _citations(draft.citations)
    for name, items in (("results", draft.results), ("tasks", draft.tasks)):
        if items:
            lines.append(f"{name}:")
            for item in items:
                lines += _item(item)
    if draft.figures:
        lines.append("figures:")
    for figure in draft.figures:
        bound = f"\n    bound: {figure.bound}" if figure.bound else ""
        lines.append(
            f"  - id: {figure.id}\n    value: {figure.value}  # {_where(figure.span)}\n    unit: "
            f"{scalar(figure.unit)}{bound}\n    what:  # {TO_SETTLE}: số này đếm gì"
        )
    lines += _source(draft)
    lines += ["---", "", *_summary(draft)]
    return "\n".join(lines) + "\n"


def _venue(scalars: Mapping[str, DraftValue]) -> list[str]:
    found = {name.removeprefix("venue."): value for name, value in scalars.items() if name.startswith("venue.")}
    if not found:
        return [f"# venue:  # {TO_SETTLE}: bài không cho biết nơi họp và hình thức"]
    return ["venue:", *(f"  {name}: {scalar(value.value)}{_comment(value)}" for name, value in found.items())]


def _people(draft: Draft) -> list[str]:
    if not draft.people:
        return [f"people: []  # {TO_SETTLE}: không thấy ai được nêu tên cùng vai trò"]
    lines = ["people:"]
    for person in draft.people:
        where = f"  # {_where(person.span)}: {_note(person.name)}"
        if person.leader is None:
            lines.append(f"  - leader:{where}; {TO_SETTLE}: chọn một trong {', '.join(person.candidates)}")
        else:
            lines.append(f"  - leader: {person.leader}{where}" + (f"; {TO_SETTLE}: bản ghi mới" if person.new else ""))
        lines.append(f"    part: {person.part.value}  # {_where(person.part.span)}: {_note(person.part.how)}")
        if person.titles:
            spans = "; ".join(_where(title.span) for title in person.titles)
            lines.append(f"    as: {_listed([title.value for title in person.titles])}  # {spans}")
    return lines


def _provinces(draft: Draft) -> list[str]:
    if not draft.provinces:
        return []
    return ["provinces:", *(f"  - province: {p.unit}  # {_where(p.span)}" for p in draft.provinces)]


def _citations(citations: Sequence[DraftCitation]) -> list[str]:
    """One entry for each document, with every form in which it was cited."""
    groups = by_document(citations)
    if not groups:
        return []
    lines = ["resolutions:"]
    for group in groups:
        first = group[0]
        spans = ", ".join(_where(c.span).removeprefix("ký tự ") for c in group)
        why = first.resolved.why
        comment = f"  # ký tự {spans}" + (f": {why}" if why else "")
        if first.resolved.resolution or first.new:
            target = first.resolved.resolution or first.new
            lines.append(
                f"  - resolution: {target}" + _note(comment) + (f"; {TO_SETTLE}: bản ghi mới" if first.new else "")
            )
            lines.append("    relation: " + _relations(group))
        elif first.resolved.plenum:
            lines.append(f"  - plenum: {first.resolved.plenum}" + _note(comment))
            lines.append("    relation: " + _relations(group))
        else:
            options = (
                f": có thể là {', '.join(first.resolved.candidates)}"
                if first.resolved.candidates
                else ": chưa rõ văn bản nào"
            )
            lines.append("  - relation: " + _relations(group) + _note(comment) + f"; {TO_SETTLE}{options}")
        lines.append(f"    cited: {_listed(list(dict.fromkeys(' '.join(c.cited.split()) for c in group)))}")
    return lines


def _relations(group: Sequence[DraftCitation]) -> str:
    relations = list(dict.fromkeys(c.relation for c in group))
    return relations[0] if len(relations) == 1 else f"[{', '.join(relations)}]"


def _item(item: DraftItem) -> list[str]:
    lines = [f"  - id: {item.id}", f"    text:  # {TO_SETTLE}: tóm tắt {_where(item.span)} bằng lời của mình"]
    if item.resolutions:
        lines.append(f"    resolutions: [{', '.join(item.resolutions)}]")
    if item.plenums:
        lines.append(f"    plenums: [{', '.join(item.plenums)}]")
    if item.by:
        lines.append(f"    by: {item.by}")
    if item.due:
        lines.append(f"    due: {scalar(item.due)}")
    return lines


def source_lines(draft: Draft, indent: str) -> list[str]:
    """The article as a source of a record (YAML, its id ``s1``), one key a line, with a comment for what is missing."""
    source = draft.source
    lines = [f"{indent}- id: s1"]
    names = ("publisher", "title", "url", "published", "author")
    lines += [
        f"{indent}  {name}: {scalar(source[name].value)}{_comment(source[name])}" for name in names if name in source
    ]
    if not {"publisher", "title", "url"} & set(source):
        about = f"Bài báo về cuộc họp: {draft.title}, không rõ tiêu đề"
        lines.append(f"{indent}  title: {scalar(about)}  # {TO_SETTLE}: bài không có tiêu đề")
    missing = [
        word
        for name, word in (("publisher", "nơi đăng"), ("url", "địa chỉ"), ("published", "ngày đăng"))
        if name not in source
    ]
    if missing:
        lines.append(f"{indent}  # {TO_SETTLE}: thêm {', '.join(missing)} nếu biết")
    return lines


def _source(draft: Draft) -> list[str]:
    return ["sources:", *source_lines(draft, "  ")]


def _summary(draft: Draft) -> list[str]:
    lines = [f"<!-- {TO_SETTLE}: viết tóm tắt bằng lời của mình, không chép câu của bài. -->", ""]
    for heading in draft.headings:
        spans = ", ".join(f"{start}–{end}" for start, end in heading.spans)
        lines += [f"## {heading.title}", "", f"<!-- ký tự {spans} -->", ""]
    return lines[:-1]


def files_of(draft: Draft) -> dict[str, str]:
    """The files a draft comes to: paths from the content folder, and their text."""
    date = draft.get("date")
    year = f"{dates.parse(date).latest.year:04d}" if date else "0000"
    found = {f"briefings/{year}/{draft.id}.md": to_record(draft)}
    if host := draft.organization:
        unit = f"province: {host.province}  # {TO_SETTLE}: đơn vị mà cơ quan này thuộc về\n" if host.province else ""
        found[f"organizations/{host.id}.yml"] = (
            f"id: {host.id}  # {TO_SETTLE}: bản ghi mới, đặt theo bài báo\nname: {scalar(host.name)}\n{unit}"
        )
    for person in draft.people:
        if person.new and person.leader:
            found[f"leaders/{person.leader}.yml"] = f"id: {person.leader}\nname: {scalar(person.name)}\n"
    for citation in draft.citations:
        proposal = citation.resolved.proposal
        if citation.new and proposal:
            found.setdefault(f"resolutions/{citation.new}.yml", _proposed_resolution(draft, citation, dict(proposal)))
    return found


def _proposed_resolution(draft: Draft, citation: DraftCitation, proposal: dict[str, object]) -> str:
    lines = [f"id: {citation.new}  # {TO_SETTLE}: bản ghi mới, đặt theo bài báo"]
    for key, value in proposal.items():
        if key == "id" or value in (None, "", [], ()):
            continue
        if isinstance(value, (list, tuple)):
            lines.append(f"{key}: [{', '.join(scalar(v) for v in value)}]")
        else:
            lines.append(f"{key}: {scalar(value)}")
    if not any(proposal.get(key) for key in ("symbol", "title", "title_as_cited")):
        lines.append(f"title_as_cited: {scalar(citation.cited)}  # {TO_SETTLE}: bài chỉ gọi như thế")
    if "type" not in proposal:
        lines.append(f"type:  # {TO_SETTLE}: loại văn bản")
    lines += ["sources:", *source_lines(draft, "  ")]
    return "\n".join(lines) + "\n"


def write(draft: Draft, content: Path) -> tuple[list[str], list[Finding]]:
    """Write the files; returns their paths, or findings and nothing written."""
    if draft.not_a_meeting:
        return [], [
            Finding(draft.path, 1, 1, "error", "not-a-meeting", "không ghi gì: đây không phải cuộc họp của kho này")
        ]
    if not content.is_dir():
        return [], [
            Finding(
                str(content), 1, 1, "error", "no-content", "không có thư mục này", "kiểm tra lại đường dẫn sau --into"
            )
        ]
    wanted = files_of(draft)
    there = [name for name in wanted if os.path.lexists(content / name)]
    if there:
        return [], [
            Finding(name, 1, 1, "error", "file-exists", "tệp đã có, không ghi đè", "đổi tên hoặc sửa tệp ấy bằng tay")
            for name in there
        ]
    # The record comes last: of a kill in between nothing is left but records of their own that are whole.
    try:
        write_all({content / name: text.encode() for name, text in reversed(wanted.items())}, new=True)
    except OSError as error:
        return [], [Finding("", 1, 1, "error", "unwritable", unreachable(error), "không tệp nào được ghi")]
    return list(wanted), []
