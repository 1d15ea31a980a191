"""What part a person takes in the meeting, from the words round the name."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from giaoban.drafting.words import data

ORDER = ("chair", "co-chair", "point-chair", "directed", "spoke", "attended")
"""Parts from the strongest to the weakest."""

_FARTHEST = 240
_JOINED = re.compile(
    r"(?: (?:hội nghị|cuộc họp|buổi họp|tại hội nghị|hội nghị tại [^.;,]{2,60})(?=,)|"
    r"(?: (?!và\b)[^\s.,;]+){0,8}?(?= (?:và|rồi) ))?(?:,| và|, và| rồi) (?:có |đã |trực tiếp )?"
)
_POINT = re.compile(r"điểm cầu\s*(?P<where>[^.;,:()]{0,60})")
_MAIN_POINT = re.compile(
    r"trung ương|trung tâm|hội trường|thủ đô|^số \d|chính\b|trụ sở|đầu cầu hà nội|^hà nội|tại hà nội|ban tổ chức tw|bộ chính trị"
)
_PROVINCE_POINT = re.compile(r"tỉnh|thành ủy|thành phố|trung tâm|hội trường")


class Cue(NamedTuple):
    """A part and the words that say so: places in the text."""

    part: str
    start: int
    end: int


class _Grammar(NamedTuple):
    verb: re.Pattern[str]
    between: re.Pattern[str]
    not_subject: re.Pattern[str]
    leads: tuple[tuple[str, re.Pattern[str]], ...]
    lead_ends: re.Pattern[str]


@cache
def _grammar() -> _Grammar:
    lists = data("parts")
    meeting = lists["meeting"]
    parts = [
        f"(?P<{part.replace('-', '_')}>" + "|".join(p.replace("{meeting}", meeting) for p in patterns) + ")"
        for part, patterns in lists["verbs"].items()
    ]
    return _Grammar(
        re.compile(rf"\b(?:{'|'.join(parts)})\b"),
        re.compile(lists["between"]),
        re.compile(lists["not_subject"]),
        tuple((part, re.compile(rf"\b(?:{pattern})\b")) for part, pattern in lists["leads"]),
        re.compile(lists["lead_ends"]),
    )


def _part(match: re.Match[str]) -> str:
    return str(match.lastgroup).replace("_", "-")


def role_after(key: str, start: int, end: int) -> Cue | None:
    """What the person named just before ``start`` is said to do, before ``end``."""
    grammar = _grammar()
    stop = min(end, start + _FARTHEST)
    semicolon = key.find(";", start, stop)
    if semicolon >= 0:
        stop = semicolon
    place = start
    while match := grammar.verb.search(key, place, stop):
        if grammar.between.fullmatch(key, start, match.start()):
            return _strongest(key, match, stop)
        if match.start() - start > _FARTHEST // 2:
            return None
        place = match.end()
    return None


def _strongest(key: str, match: re.Match[str], stop: int) -> Cue:
    """A verb with those joined to it: "dự, phát biểu và chỉ đạo hội nghị"."""
    best = Cue(_part(match), match.start(), match.end())
    for _ in range(2):
        joined = _JOINED.match(key, match.end(), stop)
        following = joined and _grammar().verb.match(key, joined.end(), stop)
        if not following:
            break
        match = following
        if ORDER.index(_part(match)) < ORDER.index(best.part):
            best = Cue(_part(match), best.start, match.end())
    return best


def is_object(key: str, start: int, end: int) -> bool:
    """Whether the words before a person (``start`` to ``end``) make it something other than the subject."""
    return bool(_grammar().not_subject.search(key[start:end].rstrip()))


def cue_before(key: str, start: int, end: int) -> Cue | None:
    """What the words before a group of people announce it to do: "Cùng dự có", "dưới sự chủ trì của"."""
    grammar = _grammar()
    segment = key[start:end].rstrip()
    ends = grammar.lead_ends.search(segment)
    cut = max(segment.rfind(";"), segment.rfind(". "))
    if not ends:
        return None
    clause = start + cut + 1
    found: list[Cue] = []
    for part, pattern in grammar.leads:
        matches = list(pattern.finditer(key, clause, start + ends.start() + len(ends[0])))
        if matches:
            found.append(Cue(part, matches[-1].start(), matches[-1].end()))
    if not found:
        return None
    if segment.endswith("của") and not re.search(
        r"(?:sự|có) [^.;]{0,60}của$|tiếp thu [^.;]{0,60}của$|(?:^|[.;,]\s*)(?:bài )?(?:báo cáo|tham luận|phát biểu) của$",
        segment,
    ):
        return None
    last_comma = key.rfind(",", clause, start + ends.start())
    near = [cue for cue in found if cue.start > last_comma] or found
    return min(near, key=lambda cue: ORDER.index(cue.part))


_OPENER = re.compile(r"\b(?:có|gồm)\b(?! (?:ý nghĩa|hiệu quả|kết quả|nhiều|\d+ (?:ý kiến|lượt)))")


def cue_of_open_list(key: str, start: int, end: int) -> Cue | None:
    """The cue of a list that began earlier in the sentence: "Dự hội nghị có lãnh đạo các ban; đồng chí …"."""
    grammar = _grammar()
    opener = _OPENER.search(key, start, min(end, start + _FARTHEST // 2))
    if not opener or not re.search(r"(?:[;,(]|và|cùng(?: với)?)\s*$", key[start:end]):
        return None
    found = [
        Cue(part, m.start(), m.end())
        for part, pattern in grammar.leads
        if (m := pattern.search(key, start, opener.start()))
    ]
    if not found:
        return None
    place = opener.end()
    while match := grammar.verb.search(key, place, end):
        if _part(match) != "attended":
            return None
        place = match.end()
    return min(found, key=lambda cue: ORDER.index(cue.part))


def cue_announced(key: str, start: int, end: int) -> Cue | None:
    """A speech announced before the speaker: "Phát biểu chỉ đạo hội nghị, đồng chí …", "Theo đồng chí …"."""
    segment = key[start:end]
    chair = re.search(
        rf"(?<!đồng )(?:chủ trì|điều hành)(?: và [^.;,]{{2,30}}?)? {data('parts')['meeting']}[^.;,]{{0,60}},\s*$",
        segment,
    )
    if chair:
        return Cue("chair", start + chair.start(), start + chair.end())
    match = re.search(
        r"(phát biểu [^.;,]{0,40}?chỉ đạo|kết luận,? chỉ đạo|(?<!sự )chỉ đạo (?:tại )?(?:hội nghị|"
        r"cuộc họp|buổi))|(phát biểu|kết luận|khai mạc|bế mạc|tham luận|báo cáo|trình bày|tiếp thu)",
        segment,
    )
    if match and re.search(r"[,:]\s*$", segment):
        return Cue("directed" if match[1] else "spoke", start + match.start(), start + match.end())
    theo = re.search(r"(?:^|[.,;]\s*)theo\s*$", segment)
    return Cue("spoke", start + theo.start(), start + theo.end()) if theo else None


def is_at_point(key: str, start: int, end: int, level: str) -> bool:
    """Whether what is said between ``start`` and ``end`` is said of a connection point other than the main one."""
    found = list(_POINT.finditer(key, start, end))
    if not found:
        return False
    where = found[-1]["where"].strip()
    if level in {"province", "district"}:
        return bool(where) and not _MAIN_POINT.search(where) and not _PROVINCE_POINT.search(where)
    return not _MAIN_POINT.search(where) or bool(re.search(r"thành ủy|tỉnh", where))
