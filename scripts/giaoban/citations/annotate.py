"""Annotate: the first mention of a document, session, leader or province in each section of a summary becomes a link."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from giaoban.citations.find import find_in
from giaoban.citations.gazetteer import capitals
from giaoban.citations.model import Annotated, Context, FoundLeader, FoundProvince, Mention, Resolved
from giaoban.citations.people import leaders_in
from giaoban.citations.protect import Protected, protect
from giaoban.citations.provinces import provinces_in
from giaoban.citations.resolve import STILL_TO_COME, resolve
from giaoban.citations.shadow import shadow
from giaoban.citations.values import Lookup
from giaoban.findings import Finding, quote

_SITE = re.compile(r"/(van-ban|hoi-nghi|lanh-dao|tinh)/([a-z0-9-]{1,120})/(?:#.*)?")
# A link right behind one of these would become an image, a reference, or no link at all.
_UNSAFE_BEFORE = frozenset("!\\]")
_MOST_CANDIDATES = 4


class _Link(NamedTuple):
    start: int
    end: int
    target: str


def annotate(
    markdown: str, lookup: Lookup, context: Context | None = None, *, path: str = "", first_line: int = 1
) -> Annotated:
    """A summary with links, and a finding for each mention that stayed ambiguous or unknown.

    The editor's links stay as they are and count as the first mention in their section; headings, code and addresses are not
    touched. What the editor linked anywhere in the summary settles what would be ambiguous. ``path`` and ``first_line`` (the line
    of the file on which the summary begins) place the findings; columns count from 1.
    """
    protected = protect(markdown)
    seen = shadow(protected.masked)
    context = _with_editor(context or Context(), protected)
    resolved = resolve(find_in(seen, lookup), lookup, context)
    starts = capitals(seen)
    people = leaders_in(seen, starts, lookup, context)
    provinces = provinces_in(seen, starts, lookup, context)
    links = _chosen(markdown, protected, _candidates(resolved, people, provinces))
    findings = _findings(markdown, resolved, people, path, first_line)
    return Annotated(_linked(markdown, links), tuple(link.target for link in links), tuple(findings))


def _with_editor(context: Context, protected: Protected) -> Context:
    linked: dict[str, list[str]] = {}
    for _, target in protected.links:
        if match := _SITE.fullmatch(target):
            linked.setdefault(match[1], []).append(match[2])
    if not linked:
        return context
    return replace(
        context,
        resolutions=(*context.resolutions, *linked.get("van-ban", ())),
        plenums=(*context.plenums, *linked.get("hoi-nghi", ())),
        leaders=(*context.leaders, *linked.get("lanh-dao", ())),
    )


def _candidates(
    resolved: Sequence[Resolved], people: Sequence[FoundLeader], provinces: Sequence[FoundProvince]
) -> tuple[list[_Link], ...]:
    """Every link that could be made: documents, people, provinces, each in order of place."""
    documents = []
    for one in resolved:
        mention = one.mention
        if one.resolution:
            documents.append(_Link(mention.start, mention.core_end, f"/van-ban/{one.resolution}/"))
        elif one.plenum:
            documents.append(_Link(mention.start, mention.core_end, f"/hoi-nghi/{one.plenum}/"))
    return (
        documents,
        [_Link(p.start, p.end, f"/lanh-dao/{p.leader}/") for p in people if p.leader],
        [_Link(p.start, p.end, f"/tinh/{p.page}/") for p in provinces if p.page],
    )


def _chosen(markdown: str, protected: Protected, kinds: tuple[list[_Link], ...]) -> list[_Link]:
    """The first of each target in each section, in order; where two overlap, that of the kind named first."""
    free: list[_Link] = []
    for links in kinds:
        starts = [link.start for link in free]
        free = [*free, *(link for link in links if not _overlaps(free, bisect_right(starts, link.start), link))]
        free.sort(key=lambda link: link.start)
    taken: list[_Link] = []
    linked = {(protected.section(at), target.partition("#")[0]) for at, target in protected.links}
    for link in free:
        key = (protected.section(link.start), link.target)
        if key in linked or (link.start and markdown[link.start - 1] in _UNSAFE_BEFORE):
            continue
        linked.add(key)
        taken.append(link)
    return taken


def _overlaps(free: list[_Link], at: int, link: _Link) -> bool:
    return (at > 0 and free[at - 1].end > link.start) or (at < len(free) and free[at].start < link.end)


def _linked(markdown: str, links: Sequence[_Link]) -> str:
    pieces: list[str] = []
    last = 0
    for link in links:
        pieces += [markdown[last : link.start], "[", markdown[link.start : link.end], "](", link.target, ")"]
        last = link.end
    return "".join([*pieces, markdown[last:]])


def _findings(
    markdown: str, resolved: Sequence[Resolved], people: Sequence[FoundLeader], path: str, first_line: int
) -> list[Finding]:
    """One finding for each thing left open, at its first mention."""
    found: list[Finding] = []
    said: set[tuple[str, object]] = set()
    lines: list[int] = []
    for start, key, rule, message, hint in _open(resolved, people):
        if (rule, key) in said:
            continue
        said.add((rule, key))
        lines = lines or [0, *(m.end() for m in re.finditer(r"\n", markdown))]
        line = bisect_right(lines, start)
        found.append(Finding(path, first_line + line - 1, start - lines[line - 1] + 1, "warning", rule, message, hint))
    return sorted(found)


def _open(resolved: Sequence[Resolved], people: Sequence[FoundLeader]) -> Iterator[tuple[int, object, str, str, str]]:
    for one in resolved:
        mention = one.mention
        if one.why == STILL_TO_COME and mention.kind == "alias":
            continue  # words that a later document took for its title: nothing the editor could link
        if one.candidates:
            section = "hoi-nghi" if mention.kind == "plenum" else "van-ban"
            listed = _listed(one.candidates)
            link = f"[{_name(mention)}](/{section}/{one.candidates[0]}/)"
            hint = f"ghi thêm ngày ban hành hay khóa, hoặc tự đặt liên kết, như {link}"
            message = f"{quote(_name(mention))} chưa rõ là {listed}: {one.why}"
            yield mention.start, one.candidates, "citation-ambiguous", message, hint
        elif one.proposal is not None:
            name = one.proposal.get("id")
            where = "plenums.yml" if mention.kind == "plenum" else f"resolutions/{name}.yml"
            hint = (
                f"kiểm tra số, ký hiệu; nếu đúng, thêm bản ghi vào {where}"
                if name
                else "ghi thêm khóa, như “khóa XIII”"
            )
            yield mention.start, name, "citation-unknown", f"{quote(_name(mention))} {one.why}", hint
    for person in people:
        if person.candidates:
            hint = f"tự đặt liên kết tới đúng người, như [{person.text}](/lanh-dao/{person.candidates[0]}/)"
            message = f"tên {quote(person.text)} là của nhiều người: {_listed(person.candidates)}"
            yield person.start, person.candidates, "leader-ambiguous", message, hint


def _listed(names: Sequence[str]) -> str:
    shown = list(names[:_MOST_CANDIDATES])
    more = f" và {len(names) - len(shown)} bản ghi khác" if len(names) > len(shown) else ""
    return " hay ".join(shown) + more


def _name(mention: Mention) -> str:
    return " ".join(mention.text[: mention.core_end - mention.start].split())
