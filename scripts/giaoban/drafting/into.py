"""Writing a draft into a content folder: the record and the records it proposes, all of them or none."""

from __future__ import annotations

import os
from pathlib import Path

from giaoban import dates
from giaoban.drafting.model import Draft, DraftCitation
from giaoban.drafting.yaml_out import TO_SETTLE, scalar, source_lines, to_record
from giaoban.findings import Finding
from giaoban.writing import unreachable, write_all


def files(draft: Draft) -> dict[str, str]:
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
            found.setdefault(f"resolutions/{citation.new}.yml", _resolution(draft, citation, dict(proposal)))
    return found


def _resolution(draft: Draft, citation: DraftCitation, proposal: dict[str, object]) -> str:
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
            Finding("", 1, 1, "error", "no-content", "không có thư mục này", "kiểm tra lại đường dẫn sau --into")
        ]
    wanted = files(draft)
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
