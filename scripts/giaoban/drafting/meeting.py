"""What kind of meeting it was, whose, where and how; and whether it is one at all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from giaoban.drafting.article import Article
from giaoban.drafting.names import places
from giaoban.drafting.people import Attendee, ParsedArticle
from giaoban.drafting.words import data, match_key

_TITLE_LEAD_LINES = 3
_LEAD = 1500
_ONLINE = re.compile(r"trực tuyến|cầu truyền hình|truyền hình trực tiếp|điểm cầu")
_HYBRID = re.compile(
    r"trực tiếp (?:kết hợp|và|gắn)(?: với)?(?: hình thức)? trực tuyến|trực tuyến (?:kết hợp|"
    r"và)(?: với)? trực tiếp|vừa trực tiếp,? vừa trực tuyến"
)
_POINTS = re.compile(r"(?<![\d.,/])(?P<count>\d{1,2}\.\d{3}|\d{1,5})\s+điểm cầu")
_POINTS_AFTER = re.compile(
    r"điểm cầu[^.;\d]{0,30}?(?:tổng (?:số )?|gồm |là )(?P<count>\d{1,5})(?! ?(?:người|đại biểu|đồng chí|đảng viên))"
)
_UPPER = "A-ZĐÂĂÊÔƠƯÁÀẢÃẠẤẦẨẪẬẮẰẲẴẶÉÈẺẼẸẾỀỂỄỆÍÌỈĨỊÓÒỎÕỌỐỒỔỖỘỚỜỞỠỢÚÙỦŨỤỨỪỬỮỰÝỲỶỸỴ"
_WORD = rf"[{_UPPER}][^\W\d_]*(?:['’][^\W\d_]+)?"
_PLACE = re.compile(
    rf"\b(?:[Tt]ại|[Ởở]) (?P<place>(?:điểm cầu chính,? (?:ở |tại )?|điểm cầu (?=số ))?(?:(?:[Hh]ội trường|[Tt]rụ sở|"
    rf"[Nn]hà văn hóa|[Nn]hà [Kk]hách|[Tt]rung tâm|[Kk]hách sạn|[Hh]ọc viện|"
    rf"[Tt]rường)\s[^,.;()\n]{{2,70}}?(?=[,.;()]|\s(?:diễn ra|Ban|đã|do|tổ chức|đồng chí))"
    rf"|số \d{{1,4}}[A-Za-z]?(?:[-/]\d{{1,4}})?,? (?:(?:đường|phố) )?{_WORD}(?: {_WORD}){{0,3}}"
    rf"(?:, (?:phường|quận|thành phố|TP\.?|huyện|tỉnh) ?{_WORD}(?: {_WORD}){{0,3}}){{0,3}}"
    rf"(?:, (?:Hà Nội|Hải Phòng|Đà Nẵng|Cần Thơ|Huế))?"
    rf"|(?:(?:thành phố|TP\.?|Tp\.?|T\.P|thị xã|TX\.?|thị trấn|huyện(?: đảo)?|quận|phường|xã|tỉnh|"
    rf"đặc khu) ?)?{_WORD}(?:(?: | - | – |-){_WORD}){{0,3}}))"
)
_UNIT_WORDS = r"(?:thành phố|TP\.?|Tp\.?|thị xã|TX\.?|thị trấn|huyện|quận|phường|xã|tỉnh)"
_LIES_IN = re.compile(rf"(?:{_UNIT_WORDS} ?|, )(?P<of>{_WORD}(?: {_WORD}){{0,3}})$")
_BEHIND = re.compile(
    rf"\s*[,(]\s*(?:thuộc )?(?:{_UNIT_WORDS} ?)?(?P<of>{_WORD}(?:(?: | - |-){_WORD}){{0,3}})(?=\s*[,.;()])"
)
_COMMITTEE = re.compile(
    r"(?<!chức )(?<!thư )(?<!vụ )(?<!viên )(?P<body>tỉnh ủy|thành ủy|huyện ủy|thị ủy|"
    r"quận ủy)(?=[^.;,]{0,24} (?:đã |vừa )?(?:tổ chức|tổng kết|sơ kết|giao ban))"
)
_NATIONWIDE = re.compile(r"(?:hội nghị|giao ban|sơ kết|tổng kết)[^.;\n]{0,90}(?:toàn quốc|cả nước|toàn ngành)")
# Whose cluster it is: boards of districts, or those of provinces.
_DISTRICTS = re.compile(
    r"(?:các|\d{1,3}|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) (?:ban tổ chức )?(?:huyện|quận|thị)(?: ủy)?\b"
)
_PROVINCES = re.compile(
    r"(?:các|\d{1,3}|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) (?:ban tổ chức )?(?:các )?(?:tỉnh|thành ủy)"
)
_OF_A_PERSON = re.compile(r"(?:trưởng|phó|lãnh đạo|thuộc|của|cán bộ|đồng chí|thường trực|vụ, cục) ?$")
# What a party committee is of, where that is no district: a bloc, agencies, a commune.
_OF_A_COMMITTEE = re.compile(
    rf"\s(?P<of>(?:(?:các )?[Cc]ơ quan Đảng Trung ương|Khối [^.;,()\n]{{2,60}}?"
    rf"|(?:xã|phường|đặc khu) {_WORD}(?: {_WORD}){{0,3}}))"
    r"(?=\s(?:tổ chức|họp|tiến hành|giao ban|sơ kết|tổng kết|triển khai|đã|vừa|chủ trì|phối hợp|với|cùng)\b|\s*[.,;()\n]|\s*$)"
)
_WITHOUT_LEVEL = re.compile(r"trung ương|^(?:xã|phường|đặc khu)\b")
_LEADERS_MEET = re.compile(
    r"lãnh đạo ban tổ chức (?:tỉnh ủy|thành ủy|trung ương|huyện ủy)[^.;,]{0,30} (?:giao ban|họp|hội ý)"
)
_OF_A_PROVINCE = re.compile(
    r"(?:công tác|ngành) tổ chức(?: -| –|,)? ?xây dựng đảng (?:của )?(?:toàn )?(?:tỉnh|thành phố)\b"
    r"|ngành tổ chức (?:toàn )?tỉnh\b"
)
_NOT_PLACE = re.compile(
    r"hội nghị|điểm cầu|đại hội|quy định|nghị quyết|kết luận|hướng dẫn|quyết định|kế hoạch|chỉ thị|"
    r"buổi|cuộc|ban|đảng|đây|việt nam$|trung ương$"
)


@dataclass(frozen=True, slots=True)
class Extracted:
    """A value, its place in the working text, how it was found, and what is in doubt about it."""

    value: str
    start: int
    end: int
    how: str
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class MeetingHost:
    """The body that called the meeting: its level, its own kind ("tỉnh ủy"), the name after it, and where it is said.

    ``level``: "" where the archive has none for such a body.
    """

    level: str
    committee: str
    place: str | None
    start: int
    end: int
    how: str
    board: str = "Ban Tổ chức"
    """What the committee's board is called; "": it is the committee itself."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    lists = data("meetings")
    return {name: re.compile(pattern) for name, pattern in lists.items() if isinstance(pattern, str)}


@cache
def _kinds(which: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(pattern)) for kind, pattern in data("meetings")[which])


@cache
def _refusals() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    lists = data("meetings")
    known = {name: pattern for name, pattern in lists.items() if isinstance(pattern, str)}

    def filled(pattern: str) -> re.Pattern[str]:
        for name, value in known.items():
            pattern = pattern.replace("{" + name + "}", f"(?:{value})")
        return re.compile(pattern)

    return tuple((entry["reason"], filled(entry["says"]), filled(entry["unless"])) for entry in lists["refusals"])


def lead(article: Article) -> tuple[int, int]:
    """The places between which title and first paragraphs stand."""
    lines = [line for line in article.body() if line.kind != "heading"][: _TITLE_LEAD_LINES + 1]
    if not lines:
        return 0, 0
    return lines[0].start, min(lines[-1].end, lines[0].start + _LEAD)


def refusal(article: Article) -> Extracted | None:
    """Why the article is not about a meeting of the sector; None when it is."""
    start, end = lead(article)
    key = article.key[start:end]
    patterns = _patterns()
    own = patterns["sector_of_meeting"].search(key) or _hosted(key)
    for reason, says, unless in _refusals():
        said = says.search(key)
        if said and not unless.search(key):
            return Extracted(reason, start + said.start(), start + said.end(), "tiêu đề và đoạn mở đầu")
    kind = _kind(key) or _kind_in_body(article.key)
    strict = patterns["strict_sector"].search(article.key)
    if (
        kind is not None
        and not own
        and not any(pattern.search(key) for _, pattern in _kinds("kinds"))
        and _kind_in_body(article.key) is None
    ):
        kind = None
    if kind is None:
        return Extracted(
            "không thấy giao ban, sơ kết hay tổng kết trong tiêu đề và đoạn mở đầu",
            start,
            end,
            "tiêu đề và đoạn mở đầu",
        )
    if own or (strict and (patterns["strict_sector"].search(key) or patterns["body"].search(key))):
        return None
    if strict and not re.search(r"ủy ban nhân dân|ubnd|chính phủ", key) and _chaired_by_board(article.key):
        return None
    if patterns["body"].search(key) and (_chaired_by_board(article.key) or _called_by_its_chair(key)):
        return None
    return Extracted("bài không nói tới cuộc họp của ngành Tổ chức xây dựng Đảng", start, end, "tiêu đề và đoạn mở đầu")


def _chaired_by_board(key: str) -> bool:
    return bool(re.search(r"trưởng ban (?:tổ chức )?[^.;]{0,120}chủ trì", key)) and bool(
        _patterns()["strict_sector"].search(key[:6000])
    )


def _called_by_its_chair(key: str) -> bool:
    """Whether the head of an organization board, or a deputy, is in the chair of what the lead calls such a meeting."""
    called = any(pattern.search(key) for _, pattern in _kinds("kinds"))
    return called and bool(re.search(rf"trưởng {_patterns()['body'].pattern}[^.;]{{0,60}}(?:chủ trì|điều hành)", key))


def _hosted(key: str) -> bool:
    patterns = _patterns()
    for match in patterns["host"].finditer(key):
        if _OF_A_PERSON.search(key[max(0, match.start() - 14) : match.start()]):
            continue
        tail = key[match.end() : match.end() + 140]
        if re.match(r"[^.;\n]{0,90}?\b" + patterns["host_does"].pattern, tail) and re.search(
            r"giao ban|sơ kết|tổng kết|triển khai", tail + key[:200]
        ):
            return True
    return False


def _kind(key: str) -> tuple[str, int, int] | None:
    found = [(kind, m.start(), m.end()) for kind, pattern in _kinds("kinds") if (m := pattern.search(key))]
    kinds = {kind: (kind, start, end) for kind, start, end in found}
    if "interim-review" in kinds and ("review" not in kinds or kinds["interim-review"][1] < kinds["review"][1]):
        return kinds["interim-review"]
    if "briefing" in kinds and "review" in kinds:
        return min(kinds["briefing"], kinds["review"], key=lambda k: k[1])
    if kinds:
        return next(iter(kinds.values()))
    return next(
        ((kind, m.start(), m.end()) for kind, pattern in _kinds("planning") if (m := pattern.search(key))), None
    )


def _kind_in_body(key: str) -> tuple[str, int, int] | None:
    """The kind, where only the body calls it so: "báo cáo tổng kết công tác tổ chức xây dựng Đảng năm 2021"."""
    for kind, pattern in _kinds("kinds"):
        for match in pattern.finditer(key):
            if re.match(
                r"[^.;]{0,30}(?:công tác|ngành) tổ chức,? (?:- )?xây dựng đảng", key[match.end() : match.end() + 90]
            ):
                return kind, match.start(), match.end()
    return None


def kind(article: Article) -> Extracted | None:
    """Briefing, interim review or review: as the first paragraph calls the meeting, else the headline, else the body."""
    start, end = lead(article)
    title = next((line for line in article.body() if line.kind == "title"), None)
    first = title.end if title and start <= title.end < end else start
    own = _kind(article.key[first:end]) if any(p.search(article.key, first, end) for _, p in _kinds("kinds")) else None
    headline = _kind(article.key[start:end])
    found = own or headline
    base = first if own else start
    if found is None and (found := _kind_in_body(article.key)):
        base = 0
    if found is None:
        return None
    doubt = "tiêu đề bài gọi cuộc họp khác với trong bài" if headline and headline[0] != found[0] else ""
    return Extracted(found[0], base + found[1], base + found[2], "cách bài gọi cuộc họp", doubt)


def host(article: Article, present: Sequence[Attendee]) -> MeetingHost | None:
    """The body that called the meeting: named with a verb in the lead, else the one whose head was in the chair."""
    start, end = lead(article)
    key = article.key
    patterns = _patterns()
    named = list(patterns["host"].finditer(key, start, end))
    acting = [
        m for m in named if _is_of_leaders(key, m) or not _OF_A_PERSON.search(key[max(0, m.start() - 14) : m.start()])
    ]
    for match in acting:
        if re.match(r"[^.;\n]{0,110}?\b" + patterns["host_does"].pattern, key[match.end() : match.end() + 160]):
            return _host(article, match, "cơ quan tổ chức cuộc họp")
    by = re.search(r"do " + patterns["host"].pattern + r"[^.;]{0,60}tổ chức", key[start:end])
    if by:
        after = patterns["host"].search(key, start + by.start())
        if after:
            return _host(article, after, "cơ quan tổ chức cuộc họp")
    for person in present:
        if person.part and person.part.part in {"chair", "co-chair"}:
            for title, at, until in person.titles:
                body = patterns["host"].search(key, at, until)
                if body and "trưởng" in match_key(title):
                    return _host(article, body, "chức vụ của người chủ trì")
    if acting:
        return _host(article, acting[0], "cơ quan được nêu ở đầu bài")
    if nationwide := re.search(r"hội nghị[^.;]{0,30} toàn quốc", key[start:end]):
        return MeetingHost(
            "central",
            "trung ương",
            None,
            start + nationwide.start(),
            start + nationwide.end(),
            "hội nghị toàn quốc của ngành",
        )
    for match in _COMMITTEE.finditer(key, start, end):
        found = _host(article, match, "cấp ủy tổ chức cuộc họp")
        return MeetingHost(found.level, found.committee, found.place, found.start, found.end, found.how, board="")
    whole = patterns["host"].search(key, end)
    if re.search(r"toàn quốc|toàn ngành|cả nước", key[start:end]) or (whole and "trung ương" in whole["body"]):
        central = re.search(r"ban tổ chức (?:trung ương|t\.\s?ư|tw)", key)
        if central:
            return MeetingHost(
                "central", "trung ương", None, central.start(), central.end(), "cơ quan được nêu trong bài"
            )
    return _host(article, whole, "cơ quan được nêu trong bài") if whole else None


def _is_of_leaders(key: str, body: re.Match[str]) -> bool:
    """Whether it is the leaders of a board who meet: "lãnh đạo Ban Tổ chức Tỉnh ủy Cà Mau giao ban tuần"."""
    return _LEADERS_MEET.match(key, max(0, body.start() - len("lãnh đạo "))) is not None


def _host(article: Article, match: re.Match[str], how: str) -> MeetingHost:
    body = match["body"]
    board = "Ban Xây dựng Đảng" if body.startswith("ban xây dựng đảng") else "Ban Tổ chức"
    committee = next(
        (c for c in ("tỉnh ủy", "thành ủy", "huyện ủy", "thị ủy", "quận ủy", "đảng ủy") if c in body),
        "trung ương" if board == "Ban Tổ chức" else "đảng ủy",
    )
    end, place = match.end("body"), None
    if committee == "đảng ủy" and (bloc := _OF_A_COMMITTEE.match(article.work, end)):
        place, end = " ".join(bloc["of"].split()), bloc.end()
    elif committee != "trung ương":
        after = re.match(
            rf"\s(?:TP\.? ?|thành phố |tỉnh )?((?:{_WORD})(?:(?: | - | – |-){_WORD}){{0,3}})",
            article.work[end : end + 60],
        )
        if after:
            place = _known_place(after[1]) or (after[1] if committee in {"huyện ủy", "thị ủy", "quận ủy"} else None)
            end += after.end() if place else 0
    level = {"trung ương": "central", "tỉnh ủy": "province"}.get(committee, "district")
    if committee == "đảng ủy" and place and _WITHOUT_LEVEL.search(match_key(place)):
        level = ""
    if committee == "thành ủy" and (place is None or match_key(place) in data("meetings")["central_cities"]):
        level = "province"
    return MeetingHost(level, committee, place, match.start(), end, how, board)


def _known_place(run: str) -> str | None:
    """The longest beginning of a run of capitals that the gazetteer knows."""
    from giaoban.drafting.words import words

    sequence = words(run, match_key(run))
    found = places().at(sequence, 0)
    return run[: sequence[found[0] - 1].end] if found else None


_PLACE_WIDTH = 40
_DISTRICT_WORDS = {
    "huyện ủy": re.compile(r"\bhuyện(?: ủy)? "),
    "thị ủy": re.compile(r"\bthị (?:ủy|xã) "),
    "quận ủy": re.compile(r"\bquận(?: ủy)? "),
}


def district(committee: str, texts: Sequence[str]) -> str | None:
    """The district of a committee that is named without it, as headline, first paragraphs or the paper's name have it."""
    if (pattern := _DISTRICT_WORDS.get(committee)) is None:
        return None
    behind = (text[m.end() : m.end() + _PLACE_WIDTH] for text in texts for m in pattern.finditer(match_key(text)))
    # A banner may be set in capitals, by which the gazetteer does not go.
    return next((place for run in behind if (place := _known_place(run.title()))), None)


def level(article: Article, caller: MeetingHost | None) -> Extracted | None:
    """The level of the meeting: a cluster's where the article opens so, else that of the body that called it, if any."""
    start, end = lead(article)
    key = article.key[start:end]
    cluster = _patterns()["cluster"].search(key)
    if cluster and not _NATIONWIDE.search(key):
        if _DISTRICTS.search(key) and not _PROVINCES.search(key):
            how = "cuộc họp của một cụm các huyện trong tỉnh"
            return Extracted("district", start + cluster.start(), start + cluster.end(), how)
        return Extracted("cluster", start + cluster.start(), start + cluster.end(), "cuộc họp của một cụm hay một vùng")
    if caller and caller.level:
        return Extracted(caller.level, caller.start, caller.end, caller.how)
    if caller is None and (whole := _OF_A_PROVINCE.search(key)):
        return Extracted("province", start + whole.start(), start + whole.end(), "hội nghị của ngành trong tỉnh")
    return None


def form(article: Article) -> Extracted | None:
    """In person, online or both, where the article says so."""
    start, end = lead(article)
    for value, pattern in (("hybrid", _HYBRID), ("online", _ONLINE)):
        if match := pattern.search(article.key, start, end):
            return Extracted(value, match.start(), match.end(), "bài ghi hình thức họp")
    if match := re.search(
        r"hội nghị(?: được tổ chức)? (?:theo hình thức )?trực tuyến|trực tuyến (?:tại|đến|tới|với) \d+|(?<!\d)\d+ điểm cầu",
        article.key,
    ):
        return Extracted("online", match.start(), match.end(), "bài ghi hình thức họp")
    return None


def points(article: Article) -> Extracted | None:
    """How many connection points took part, as the article first states it; None where it does not."""
    for pattern in (_POINTS, _POINTS_AFTER):
        if match := pattern.search(article.key):
            return Extracted(match["count"].replace(".", ""), match.start("count"), match.end(), "bài ghi số điểm cầu")
    return None


def around_venue(article: Article, place: Extracted) -> Iterator[str]:
    """The districts and provinces that the place of a meeting is said to lie in, within its name or right behind it."""
    if inside := _LIES_IN.search(place.value):
        yield inside["of"]
    at = place.end
    while behind := _BEHIND.match(article.work, at):
        yield behind["of"]
        at = behind.end()


def venue(article: Article, text: ParsedArticle) -> Extracted | None:
    """The place of the meeting, from the first paragraphs."""
    _, end = lead(article)
    for sentence in text.sentences:
        if sentence.kind in {"title", "heading"} or sentence.start >= end:
            continue
        for match in _PLACE.finditer(article.work, sentence.start, sentence.end):
            place = re.sub(r"^điểm cầu (?:chính,? (?:ở |tại )?)?", "", match["place"]).strip()
            at = article.work.index(place, match.start())
            at_point = "điểm cầu" in article.key[max(sentence.start, match.start() - 14) : match.start()]
            if at_point or _NOT_PLACE.match(article.key, at):
                continue
            if not re.search(
                r"hội nghị|giao ban|tổ chức|họp|sơ kết|tổng kết|diễn ra|chủ trì",
                article.key[sentence.start : sentence.end],
            ):
                continue
            return Extracted(place, at, at + len(place), "nơi họp nêu ở đầu bài")
    return None
