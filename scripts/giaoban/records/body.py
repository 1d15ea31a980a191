"""Links and raw HTML in the Markdown under a meeting's front matter, each with its place.

Summaries are drawn as CommonMark says, written pages by Python-Markdown, which reads some things more freely. Where the two
differ, or where it is unclear whether a piece is code, this reading takes the side of caution: it may name a link or a tag that
the page will not have, but never misses one that it will have. All of it takes time linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

BodyPlace = tuple[int, int, str]
"""Line and column in the body, both from 1, and the text found there."""

_MAX_TARGET = 2000
_MAX_SHOWN = 80
_MAX_NESTING = 4
# More backticks in one block than any summary has: the page may show them all as they are.
_MAX_TICKS = 18

# Where none of these stands, there is no code, nothing is escaped, and links are only of the form ``[…](target)``.
_MARKS = ("`", "<", "\\", "]:", "\n    ")
_PLAIN = re.compile(r"\]\(([^\s()<>\\]{1,200})\)")

_FENCE = re.compile(r"(`{3,})[\w#.+ -]*", re.ASCII)
_INDENTED = re.compile(r"(?: {4}[^\n]*(?:\n|\Z))+")
_PLAIN_BLOCK = re.compile(r"[^\W\d_][^\n]*(?:\n(?! *(?:[-+*:>]|\d+[.)])[ \t])[^\n]*)*\n?")
_BACKTICKS = re.compile(r"`+")
_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{0,31}:[^\s<>]{0,2000})>")
_MAIL = re.compile(r"<([^\s<>@!]{1,100}@[^\s<>@]{1,200})>")
_TAG_START = re.compile(r"<(?=[A-Za-z/!?])")
_BEFORE_DEFINITION = re.compile(r"[\s>*+\-\d.)]*")
_DEFINED = re.compile(r"[ \t]*\n?[ \t]*(?:<([^<>\n]{0,2000})>|(\S{1,2000}))")
_ADDRESS = re.compile(r"/(?!/)[^\s<>\\\x00-\x1f]*")
_DRAFT_COMMENT = re.compile(r"^ *<!-- (?:ký tự \d|khai báo của trang\b|cần xem lại\b)[^\n]*-->[ \t]*$", re.MULTILINE)
_TITLE = re.compile(r"\s[\"']")
# In a link's target a backtick begins no code, as CommonMark has it.
_WITHIN_TARGET = re.compile(r"\]\([^)\n]{0,200}`")
_UNCLOSED = re.compile(r"[^()]{0,200}")


def links(markdown: str) -> list[BodyPlace]:
    """Every target of a Markdown link, image, reference definition or autolink outside code, in order."""
    if "](" not in markdown and "]:" not in markdown and "<" not in markdown:
        return []
    found = _plain_links(markdown)
    return _all_links(markdown) if found is None else found


def backtick_runs(text: str) -> list[tuple[int, int]]:
    """Where each run of backticks begins and ends, in order."""
    return [match.span() for match in _BACKTICKS.finditer(text)]


def _plain_links(markdown: str) -> list[BodyPlace] | None:
    """The same for a text whose links all are plain; None for any other."""
    if any(mark in markdown for mark in _MARKS) or markdown.startswith("    "):
        return None
    found = list(_PLAIN.finditer(markdown))
    if len(found) != markdown.count("]("):
        return None
    lines = LineOffsets(markdown)
    return [(*lines.place(match.start(1)), match[1]) for match in found]


def _all_links(markdown: str) -> list[BodyPlace]:
    live = without_code(markdown)
    # Python-Markdown takes definitions out of a paragraph before it looks for code spans.
    definitions = _definitions(_blank(markdown, _indented_blocks(markdown))) if "]:" in markdown else ()
    found = sorted({*_autolinks(live), *_destinations(live), *definitions})
    lines = LineOffsets(markdown)
    return [(*lines.place(offset), target) for offset, target in found]


def is_address(target: str) -> bool:
    """Whether a target is an address within the site. A browser takes a backslash for a slash, so there is none in it."""
    return _ADDRESS.fullmatch(target) is not None


def without_draft_comments(markdown: str) -> str:
    """The text with empty lines where a draft has its comments, which are for whoever writes the summary and for no reader."""
    return _DRAFT_COMMENT.sub("", markdown) if "<!-- " in markdown else markdown


def html_places(markdown: str) -> list[BodyPlace]:
    """Every raw HTML tag or comment outside code, in order; the text is that of the tag, cut when long."""
    if "<" not in markdown:
        return []
    live = without_code(markdown)
    lines = LineOffsets(markdown)
    found: list[BodyPlace] = []
    for match in _TAG_START.finditer(live):
        start = match.start()
        if _AUTOLINK.match(live, start) or _MAIL.match(live, start):
            continue
        shown = live[start : start + _MAX_SHOWN].split("\n", 1)[0]
        found.append((*lines.place(start), shown.partition(">")[0] + ">" if ">" in shown else shown))
    return found


class LineOffsets:
    """Offsets to lines and columns."""

    def __init__(self, text: str) -> None:
        self.starts = [0, *(m.end() for m in re.finditer(r"\n", text))]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1


def _autolinks(live: str) -> Iterator[tuple[int, str]]:
    for match in _TAG_START.finditer(live):
        if link := _AUTOLINK.match(live, match.start()):
            yield link.start(1), link[1]
    for match in _MAIL.finditer(live) if "@" in live else ():
        yield match.start(1), f"mailto:{match[1]}"


def _destinations(live: str) -> Iterator[tuple[int, str]]:
    """Targets of ``[…](target)`` and ``![…](target)``."""
    for base, text in _blocks(live):
        closing = _closing_parentheses(text)
        for match in re.finditer(r"\]\(", text):
            if not _escaped(text, match.start()):
                offset, target = _destination(text, match.start() + 1, closing)
                yield base + offset, target


def _definitions(live: str) -> Iterator[tuple[int, str]]:
    """Targets of ``[…]: target`` where nothing but marks of lists and quotes stands before it."""
    for base, text in _blocks(live):
        label, line_start = -1, 0
        for match in re.finditer(r"[\[\]\n]", text):
            at = match.start()
            if match[0] == "\n":
                line_start = at + 1
            elif match[0] == "[":
                # Only the first bracket of a line can open a definition; the text before it is looked at once.
                label = at if _BEFORE_DEFINITION.fullmatch(text, line_start, at) else -1
                line_start = len(text) if label < 0 else line_start
            else:
                if label >= 0 and text[at + 1 : at + 2] == ":" and (found := _DEFINED.match(text, at + 2)):
                    group = 1 if found[1] is not None else 2
                    yield base + found.start(group), found[group]
                label = -1


def _escaped(text: str, at: int) -> bool:
    slashes = 0
    while slashes < 8 and at > slashes and text[at - slashes - 1] == "\\":
        slashes += 1
    # A run of many backslashes is nothing an editor writes: better a link too many.
    return slashes < 8 and slashes % 2 == 1


def _closing_parentheses(text: str) -> dict[int, int]:
    closing: dict[int, int] = {}
    stack: list[int] = []
    for match in re.finditer(r"[()]", text):
        if match[0] == "(":
            stack.append(match.start())
        elif stack:
            opening = stack.pop()
            if len(stack) < _MAX_NESTING:
                closing[opening] = match.start()
    return closing


def _destination(text: str, opening: int, closing: dict[int, int]) -> tuple[int, str]:
    """Offset and text of the target between the parenthesis at ``opening`` and its closing one, without a title.

    Blanks inside stay: a browser drops line breaks within an address, so ``java⏎script:`` is a script.
    """
    if opening in closing:
        inner = text[opening + 1 : min(closing[opening], opening + 1 + _MAX_TARGET)]
    else:  # a parenthesis within a title can hide the closing one
        unclosed = _UNCLOSED.match(text, opening + 1)
        inner = unclosed[0] if unclosed else ""
    target = inner.lstrip()
    offset = opening + 1 + len(inner) - len(target)
    if target.startswith("<") and (close := target.find(">")) > 0:
        inner = target[1:close]
        return offset + 1 + len(inner) - len(inner.lstrip()), inner.strip()
    if title := _TITLE.search(target):
        target = target[: title.start()]
    return offset, target.rstrip()


def without_code(markdown: str) -> str:
    """The text with everything in code blocks and code spans blanked out, so that offsets stay."""
    if "`" not in markdown and "\n    " not in markdown and not markdown.startswith("    "):
        return markdown
    text = _blank(markdown, _fenced_blocks(markdown))
    text = _blank(text, _indented_blocks(text))
    return _blank(text, _spans(text))


def _blank(text: str, regions: Iterator[tuple[int, int]]) -> str:
    pieces: list[str] = []
    last = 0
    for start, end in regions:
        # Line breaks stay, so that nothing around the code is joined; a letter keeps a block from looking empty.
        pieces += [text[last:start], re.sub(r"[^\n]", "x", text[start:end])]
        last = end
    return "".join([*pieces, text[last:]])


def _fenced_blocks(text: str) -> Iterator[tuple[int, int]]:
    """Blocks between two rows of backticks; one with a blank line or a heading in it is not one piece."""
    for start, block in _blocks(text):
        opening, _, rest = block.rstrip().partition("\n")
        if not block.startswith("```") or not (fence := _FENCE.fullmatch(opening)) or block.count("`") > _MAX_TICKS:
            continue
        inside, _, closing = rest.rpartition("\n")
        if closing == fence[1] and fence[1] not in inside and "\n#" not in f"\n{inside}":
            yield start, start + len(block.rstrip())


def _indented_blocks(text: str) -> Iterator[tuple[int, int]]:
    """Blocks indented by four spaces, where they surely are code: at the start, or after a plain paragraph."""
    plain = True
    for start, block in _blocks(text):
        if _INDENTED.fullmatch(block):
            if plain:
                yield start, start + len(block)
        else:
            plain = bool(_PLAIN_BLOCK.fullmatch(block))


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Code spans, in blocks where every backtick finds its partner on its own line, and none is escaped or within a target."""
    for start, block in _blocks(text):
        if "`" not in block or "\\`" in block or block.count("`") > _MAX_TICKS or _WITHIN_TARGET.search(block):
            continue
        regions: list[tuple[int, int]] = []
        offset = start
        for line in block.split("\n"):
            paired = _code_spans_of_line(line)
            if paired is None:
                break
            regions += [(offset + first, offset + last) for first, last in paired]
            offset += len(line) + 1
        else:
            yield from regions


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """Offset and text of every run of lines that are not blank."""
    offset = start = 0
    lines: list[str] = []
    for line in [*re.findall(r"[^\n]+\n?|\n", text), ""]:
        if line.strip():
            if not lines:
                start = offset
            lines.append(line)
        elif lines:
            yield start, "".join(lines)
            lines = []
        offset += len(line)


def _code_spans_of_line(line: str) -> list[tuple[int, int]] | None:
    """The code spans of a line, or None when a run of backticks stays without a partner."""
    runs = backtick_runs(line)
    last = {end - start: index for index, (start, end) in enumerate(runs)}
    regions: list[tuple[int, int]] = []
    index = 0
    while index < len(runs):
        start, end = runs[index]
        if last[end - start] == index:
            return None
        partner = index + 1
        while runs[partner][1] - runs[partner][0] != end - start:
            partner += 1
        regions.append((start, runs[partner][1]))
        index = partner + 1
    return regions
