"""What the page of a meeting says of its record: how it is cited, and how it came to be what it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from markupsafe import Markup, escape

from giaoban.records.changes import History, Part
from giaoban.records.model import Briefing
from giaoban.site import cite, urls, words
from giaoban.site.format import counted, first_upper, kept, time

# Stand where an item's number and name go, until a script or nobody fills them in. Records may not hold such characters.
_NUMBER, _NAME = "\ue0f1", "\ue0f2"
_SLOTS = {
    f"#{_NUMBER}": Markup('<span data-at="#"></span>'),
    f"-{_NUMBER}": Markup('<span data-at="-"></span>'),
    f", {_NAME}": Markup('<span data-at=", "></span>'),
}
_MANY = 6


class Line(NamedTuple):
    """One day in the history of a record."""

    day: Markup
    text: str


def citation(briefing: Briefing, site_url: str) -> dict[str, Markup]:
    """The meeting's citation as HTML, by form (`cite.Forms`), with slots for the one item that a reader picks."""
    address = f"{site_url}{urls.of('briefing', briefing.id)}"
    made = cite.forms(cite.Work(briefing.id, briefing.title, briefing.date, address), cite.Item(_NUMBER, _NAME))
    return {
        "vietnamese": _slotted(kept(str(escape(made.vietnamese)))),
        **{form: _slotted(escape(text)) for form, text in made._asdict().items() if form != "vietnamese"},
    }


def _slotted(html: str) -> Markup:
    """HTML with an empty element in each place where an item's number or name goes."""
    for slot, span in _SLOTS.items():
        html = html.replace(slot, span)
    return Markup(html)


def example(briefing: Briefing, site_url: str) -> dict[str, str] | None:
    """An item of the meeting, to show how one is cited; None when it has none."""
    numbered = [*briefing.tasks, *briefing.results, *briefing.shortcomings, *briefing.figures]
    if not numbered:
        return None
    number = numbered[0].id
    return {"name": words.item(number), "address": f"{site_url}{urls.of('briefing', briefing.id)}#{number}"}


def history(found: History | None) -> list[Line]:
    """The history in words, newest first; the last line counts the days that are left out."""
    if found is None:
        return []
    lines = [
        Line(time(change.day), _said(change.parts) if change.parts else "Thêm vào kho") for change in found.changes
    ]
    if found.earlier:
        lines.append(Line(Markup("Trước đó"), counted(found.earlier, "lần thêm, sửa")))
    return lines


def _said(parts: Sequence[Part]) -> str:
    """The parts by what was done to them: “Thêm nhiệm vụ 11; sửa tóm tắt, kết quả 1 và 3”."""
    by_verb = []
    for how, verb in words.CHANGED.items():
        things: dict[str, list[str]] = {}
        for part in parts:
            if part.how == how:
                things.setdefault(part.key, []).extend([part.item] if part.item else [])
        if things:
            by_verb.append(f"{verb} {', '.join(_thing(key, items) for key, items in things.items())}")
    return first_upper("; ".join(by_verb))


def _thing(key: str, items: Sequence[str]) -> str:
    name = words.RECORD.get(key, "mục khác")
    if not items:
        return name
    if len(items) > _MANY:
        return counted(len(items), name)
    numbers = [words.ordinal(item) for item in items]
    return f"{name} {' và '.join([', '.join(numbers[:-1]), numbers[-1]] if numbers[1:] else numbers)}"


def issue(repository: str, briefing: Briefing, site_url: str) -> str:
    """Where a reader asks for a correction of this record; empty when no repository is said.

    Of hosts known to fill one in, a new issue that names the page; of others, the list of issues.
    """
    if not repository:
        return ""
    address = f"{site_url}{urls.of('briefing', briefing.id)}"
    if urlsplit(repository).hostname in {"github.com", "codeberg.org"}:
        return f"{repository}/issues/new?title={quote(f'Đính chính: {briefing.id}')}&body={quote(address)}"
    return f"{repository}/issues"
