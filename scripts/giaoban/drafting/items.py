"""Results, shortcomings and tasks of a report: where each stands, never its words. Numbered lists count; else sentences do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from giaoban import vietnamese
from giaoban.drafting.article import Article
from giaoban.drafting.page_lines import PageLine
from giaoban.drafting.people import Read, Sentence
from giaoban.drafting.settings import Setting, opened

_FEWEST = 2
_SHORTEST = 8
_SHORTEST_SENTENCE = 40
_SHORTEST_RESULT = 80
_SIGN = re.compile(r"[-–•+*] ?(?=\S)")
_LETTER = re.compile(r"(?P<letter>[a-eghiklmn]|đ)[.)] (?=\S)")
_LETTERS = "abcdđeghiklmn"
_INLINE = re.compile(
    r"(?<=[.;:,]) (?=(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười(?: một| hai)?) là[,: ]|thứ (?:nhất|"
    r"hai|ba|tư|năm|sáu|bảy)[,: ]|\(\d\) )"
)
_PEOPLE = re.compile(r"(?:tham |đến |cùng |về )?dự\b|có mặt|thành phần|đồng chí:?$")
_INTRO = 240
_SEMICOLON = re.compile(r";\s+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage to be put into the editor's own words: its places, and its number if it has one."""

    start: int
    end: int
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Passages:
    """The results, shortcomings and tasks of a report, each in order; ``lists``: where whole lists stand, and of what."""

    results: Sequence[Passage]
    shortcomings: Sequence[Passage]
    tasks: Sequence[Passage]
    lists: Sequence[tuple[int, int, Setting]] = ()

    def listed_as(self, place: int) -> Setting | None:
        """What the list is that holds a place of the working text; None outside of lists."""
        return next((setting for start, end, setting in self.lists if start <= place < end), None)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A line or a part of one: its places, what marks it as a point of a list, its number, and where its own words begin."""

    start: int
    end: int
    line: int
    style: str = ""
    number: int = 0
    begins: int = 0


def passages(article: Article, text: Read, states: Sequence[Setting]) -> Passages:
    """What was done, what was amiss and what is to be done; ``states`` are what `settings` says of each sentence."""
    found: dict[Setting, list[Passage]] = {"result": [], "shortcoming": [], "task": []}
    lists: list[tuple[int, int, Setting]] = []
    for intro, run in _runs(article):
        setting = _setting(article, text, states, intro, run[0])
        points = [_trimmed(article, Passage(p.begins, p.end, p.number or None)) for p in run]
        found[setting] += [point for point in points if point.end - point.start >= _SHORTEST]
        lists.append((intro[0], run[-1].end, setting))
    free = [(s, state) for s, state in zip(text.sentences, states, strict=True) if not _inside(s.start, lists)]
    return Passages(
        found["result"] or _paragraphs(article.body(), free),
        found["shortcoming"] or _sentences(article, free, "shortcoming"),
        found["task"] or _sentences(article, free, "task"),
        lists,
    )


def _inside(place: int, lists: Sequence[tuple[int, int, Setting]]) -> bool:
    return any(start <= place < end for start, end, _ in lists)


def _runs(article: Article) -> Iterator[tuple[tuple[int, int], list[_Piece]]]:
    """Every list of at least two points, with the places of the words that introduce it."""
    pieces = [
        piece for i, line in enumerate(article.body()) if line.kind != "title" for piece in _pieces(article, line, i)
    ]
    run: list[_Piece] = []
    first = 0
    for i, piece in enumerate(pieces):
        if run and _goes_on(run[-1], piece):
            run.append(piece)
            continue
        if piece.style and (piece.number == 1 or (piece.style in _SIGNS and _is_introduced(article, pieces, i))):
            if len(run) >= _FEWEST:
                yield _intro(pieces, first), run
            run, first = [piece], i
        elif run and run[-1].style in _SIGNS:
            if len(run) >= _FEWEST:
                yield _intro(pieces, first), run
            run = []
    if len(run) >= _FEWEST:
        yield _intro(pieces, first), run


_SIGNS = frozenset("-–•+*")


def _pieces(article: Article, line: PageLine, number: int) -> Iterator[_Piece]:
    """A line, cut where several points share it."""
    cuts = [line.start, *(m.end() for m in _INLINE.finditer(article.key, line.start, line.end)), line.end]
    for start, end in pairwise(cuts):
        begins = start + len(article.work[start:end]) - len(article.work[start:end].lstrip())
        words = article.work[begins : min(end, begins + 80)]
        piece = _Piece(begins, end, number)
        if found := vietnamese.read_enumerator(words):
            yield replace(piece, style=found.style, number=found.number, begins=begins + found.end)
        elif (letter := _LETTER.match(article.key, begins, end)) and letter["letter"] in _LETTERS:
            yield replace(piece, style="letter", number=_LETTERS.index(letter["letter"]) + 1, begins=letter.end())
        elif sign := _SIGN.match(article.work, begins, end):
            yield replace(piece, style=sign[0][0], begins=sign.end())
        else:
            yield piece


def _goes_on(last: _Piece, piece: _Piece) -> bool:
    """Whether a piece is the next point of a list; points of numbered lists may have paragraphs between them."""
    if piece.style != last.style:
        return False
    if piece.style in _SIGNS:
        return piece.line == last.line + 1
    return piece.number == last.number + 1


def _is_introduced(article: Article, pieces: Sequence[_Piece], i: int) -> bool:
    """Whether words that end in a colon, or a heading, stand before a point with a dash, and they do not announce people."""
    if not i:
        return False
    before = article.key[pieces[i - 1].start : pieces[i - 1].end].rstrip()
    return before.endswith(":") and not _PEOPLE.search(before[-60:])


def _intro(pieces: Sequence[_Piece], first: int) -> tuple[int, int]:
    """The places of the words before the first point."""
    if not first:
        return pieces[0].start, pieces[0].start
    return pieces[first - 1].start, pieces[first - 1].end


def _setting(article: Article, text: Read, states: Sequence[Setting], intro: tuple[int, int], point: _Piece) -> Setting:
    """What the points of a list are: what the words before it call them, else what its first sentence does."""
    words = article.key[max(intro[0], intro[1] - _INTRO) : intro[1]]
    for setting, pattern in _CALLED:
        if pattern.search(words):
            return setting
    if said := opened(words):
        return said[-1]
    empty: Setting = ""
    state = next(
        (state for s, state in zip(text.sentences, states, strict=True) if s.start <= point.start < s.end), empty
    )
    return state or "task"


_CALLED: tuple[tuple[Setting, re.Pattern[str]], ...] = (
    ("shortcoming", re.compile(r"(?:hạn chế|tồn tại|khuyết điểm|yếu kém|bất cập|vướng mắc)[^.;]{0,60}:\s*$")),
    (
        "task",
        re.compile(r"(?:nhiệm vụ|yêu cầu|đề nghị|giải pháp|phương hướng|tập trung|giao|việc sau|cần)[^.;]{0,60}:\s*$"),
    ),
    ("result", re.compile(r"(?:kết quả|thành tích|nổi bật|đạt được|dấu ấn)[^.;]{0,60}:\s*$")),
)


def _trimmed(article: Article, passage: Passage) -> Passage:
    words = article.work[passage.start : passage.end]
    return replace(passage, end=passage.start + len(words.rstrip().rstrip(";,")))


def _paragraphs(lines: Iterator[PageLine], free: Sequence[tuple[Sentence, Setting]]) -> list[Passage]:
    """The paragraphs most of whose sentences tell what was done."""
    states: dict[int, list[Setting]] = {}
    for sentence, state in free:
        states.setdefault(sentence.line_start, []).append(state)
    return [
        Passage(line.start, line.end)
        for line in lines
        if line.kind == "body"
        and line.end - line.start > _SHORTEST_RESULT
        and 2 * states.get(line.start, []).count("result") > len(states.get(line.start, []))
    ]


def _sentences(article: Article, free: Sequence[tuple[Sentence, Setting]], wanted: Setting) -> list[Passage]:
    """The sentences that do what is wanted, cut at semicolons."""
    found: list[Passage] = []
    for sentence, state in free:
        if state != wanted or sentence.kind != "body":
            continue
        cuts = [
            sentence.start,
            *(m.end() for m in _SEMICOLON.finditer(article.key, sentence.start, sentence.end)),
            sentence.end,
        ]
        parts = [_trimmed(article, Passage(a, b)) for a, b in pairwise(cuts)]
        found += [part for part in parts if part.end - part.start >= _SHORTEST_SENTENCE]
    return found
