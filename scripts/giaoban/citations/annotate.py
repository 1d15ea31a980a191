"""Annotate: the first mention of a document, session, leader or province in each section of a summary becomes a link.

What in the Markdown is not to be touched is masked first: headings, code, links, images, addresses, raw tags.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from giaoban.citations.find import find_in
from giaoban.citations.gazetteer import capitals
from giaoban.citations.names import leaders_in, provinces_in
from giaoban.citations.patterns import shadow
from giaoban.citations.resolve import STILL_TO_COME, resolve
from giaoban.citations.values import Annotated, Context, FoundLeader, FoundProvince, Lookup, Mention, Resolved
from giaoban.findings import Finding, quote
from giaoban.records.body import backtick_runs

_MASK = "\ue0ff"
"""Stands for every protected character: a private-use one that is no part of any word."""

_HEADING = re.compile(r"^ {0,3}#{1,6}(?![^ \t\n])[^\n]*", re.MULTILINE)
# The same for headings that begin their lines: by the sign itself, which is quickly found.
_PLAIN_HEADING = re.compile(r"#(?<![^\n]#)#{0,5}(?![^ \t\n])[^\n]*")
_UNDERLINE = re.compile(r"\n {0,3}(?:=+|-+)[ \t]*(?=\n|\Z)")
_NO_TITLE = re.compile(r"\s*\Z| {0,3}[-*+>#]")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})[^\n]*$", re.MULTILINE)
_INDENTED = re.compile(r"(?:\A|\n[ \t]*\n)((?:(?: {4}|\t)[^\n]*(?:\n|\Z))+)")
_BLANK = re.compile(r"\n[ \t]*\n")
_RAW = re.compile(r"<[A-Za-z/!?][^<>\n]{0,1000}>|(?:https?://|www\.)[^\s<>()\[\]]{1,2000}")
_BRACKET = re.compile(r"[\[\]]")
_DEFINITION = re.compile(r"^ {0,3}\[([^\[\]\n]{1,200})\]:[^\n]*", re.MULTILINE)
_TARGET = re.compile(
    r"\(\s{0,4}<?((?:[^\s()<>]|\([^\s()<>]{0,200}\)){0,2000})>?(?:\s{1,4}(?:\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'))?\s{0,4}\)"
)
_LABEL = re.compile(r"\[[^\[\]\n]{0,200}\]")
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class _Protected:
    """The text with all that is protected masked, where sections begin, and the editor's links (place and target)."""

    masked: str
    headings: tuple[int, ...]
    links: tuple[tuple[int, str], ...]

    def section(self, offset: int) -> int:
        """The number of the section that a place is in; what stands before the first heading is section 0."""
        return bisect_right(self.headings, offset)


def _protect(markdown: str) -> _Protected:
    """Mask a summary. Never raises; time grows with the length of the text."""
    text = _masked(markdown, _code(markdown))
    headings = list(_headings(text))
    links: list[tuple[int, str]] = []
    regions = list(headings)
    if "[" in text:
        regions += _links(text, links)
    if "<" in text or "://" in text or "www." in text:
        regions += [m.span() for m in _RAW.finditer(text)]
    return _Protected(_masked(text, regions), tuple(start for start, _ in headings), tuple(links))


def _masked(text: str, regions: Iterable[tuple[int, int]]) -> str:
    pieces: list[str] = []
    last = 0
    for start, end in sorted(regions):
        begin = max(start, last)
        if end > begin:
            # Line breaks stay, so that what stands around is not joined.
            inside = text[begin:end]
            kept = _MASK * len(inside) if "\n" not in inside else re.sub(r"[^\n]", _MASK, inside)
            pieces += [text[last:begin], kept]
            last = end
    return "".join([*pieces, text[last:]]) if pieces else text


def _headings(text: str) -> Iterator[tuple[int, int]]:
    """Headings marked by number signs, and lines underlined by equals signs or hyphens."""
    found: list[tuple[int, int]] = []
    if "#" in text:
        found = [m.span() for m in (_HEADING if " #" in text else _PLAIN_HEADING).finditer(text)]
    if "=" in text or "-" in text:
        for match in _UNDERLINE.finditer(text):
            start = text.rfind("\n", 0, match.start()) + 1
            if not _NO_TITLE.match(text, start, match.start()):
                found.append((start, match.end()))
        found.sort()
    return iter(found)


def _code(text: str) -> Iterator[tuple[int, int]]:
    fenced: list[tuple[int, int]] = []
    if "```" in text or "~~~" in text:
        fenced = list(_fenced(text))
        yield from fenced
    if "\n    " in text or "\n\t" in text or text.startswith(("    ", "\t")):
        yield from (m.span(1) for m in _INDENTED.finditer(text))
    if "`" in text:
        yield from _spans(_masked(text, fenced))


def _fenced(text: str) -> Iterator[tuple[int, int]]:
    opened: tuple[int, str] | None = None
    for match in _FENCE.finditer(text):
        if opened is None:
            opened = (match.start(), match[1])
        elif match[1].startswith(opened[1]) and match[0].strip() == match[1]:
            yield opened[0], match.end()
            opened = None
    if opened:
        yield opened[0], len(text)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Code spans: a run of backticks up to the next run of the same length in the same block."""
    breaks = [m.start() for m in _BLANK.finditer(text)]
    runs = backtick_runs(text)
    partner: dict[tuple[int, int], int] = {}
    following = [-1] * len(runs)
    for at in range(len(runs) - 1, -1, -1):
        start, end = runs[at]
        key = (end - start, bisect_right(breaks, start))
        following[at] = partner.get(key, -1)
        partner[key] = at
    at = 0
    while at < len(runs):
        if following[at] < 0:
            at += 1
            continue
        yield runs[at][0], runs[following[at]][1]
        at = following[at] + 1


def _links(text: str, targets: list[tuple[int, str]]) -> list[tuple[int, int]]:
    """Spans of links, images and definitions; every target goes into ``targets`` with the place of its link."""
    definitions = [(m.span(), m[1].casefold()) for m in _DEFINITION.finditer(text)] if "]:" in text else []
    labels = {label for _, label in definitions}
    found = [span for span, _ in definitions]
    stack: list[int] = []
    for match in _BRACKET.finditer(text):
        at = match.start()
        if at and text[at - 1] == "\\":
            continue
        if match[0] == "[":
            stack.append(at)
            del stack[:-_DEEPEST]
        elif stack:
            opening = stack.pop()
            if target := _TARGET.match(text, at + 1):
                found.append((opening, target.end()))
                targets.append((opening, target[1]))
            elif labels and (label := _LABEL.match(text, at + 1)):
                found.append((opening, label.end()))
            elif text[opening + 1 : at].casefold() in labels:
                found.append((opening, at + 1))
    return found


_SITE = re.compile(r"/(van-ban|hoi-nghi|lanh-dao|tinh)/([a-z0-9-]{1,120})/(?:#.*)?")
# A link right behind one of these would become an image, a reference, or no link at all.
_UNSAFE_BEFORE = frozenset("!\\]")
_MOST_CANDIDATES = 4


class _Link(NamedTuple):
    start: int
    end: int
    target: str


def annotate(markdown: str, lookup: Lookup, context: Context | None = None) -> Annotated:
    """A summary with links, and a finding for each mention that stayed ambiguous or unknown.

    The editor's links stay as they are and count as the first mention in their section; headings, code and addresses are not
    touched. What the editor linked anywhere in the summary settles what would be ambiguous. Findings name no file; lines and
    columns count from 1, in the summary.
    """
    protected = _protect(markdown)
    seen = shadow(protected.masked)
    context = _with_editor(context or Context(), protected)
    resolved = resolve(find_in(seen, lookup), lookup, context)
    starts = capitals(seen)
    people = leaders_in(seen, starts, lookup, context)
    provinces = provinces_in(seen, starts, lookup, context)
    links = _chosen(markdown, protected, _candidates(resolved, people, provinces))
    findings = _findings(markdown, resolved, people)
    return Annotated(_insert_links(markdown, links), tuple(link.target for link in links), tuple(findings))


def _with_editor(context: Context, protected: _Protected) -> Context:
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


def _chosen(markdown: str, protected: _Protected, kinds: tuple[list[_Link], ...]) -> list[_Link]:
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


def _insert_links(markdown: str, links: Sequence[_Link]) -> str:
    pieces: list[str] = []
    last = 0
    for link in links:
        pieces += [markdown[last : link.start], "[", markdown[link.start : link.end], "](", link.target, ")"]
        last = link.end
    return "".join([*pieces, markdown[last:]])


def _findings(markdown: str, resolved: Sequence[Resolved], people: Sequence[FoundLeader]) -> list[Finding]:
    """One finding for each thing left open, at its first mention."""
    found: list[Finding] = []
    said: set[tuple[str, object]] = set()
    lines: list[int] = []
    for start, key, rule, message, hint in _unsettled(resolved, people):
        if (rule, key) in said:
            continue
        said.add((rule, key))
        lines = lines or [0, *(m.end() for m in re.finditer(r"\n", markdown))]
        line = bisect_right(lines, start)
        found.append(Finding("", line, start - lines[line - 1] + 1, "warning", rule, message, hint))
    return sorted(found)


def _unsettled(
    resolved: Sequence[Resolved], people: Sequence[FoundLeader]
) -> Iterator[tuple[int, object, str, str, str]]:
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
