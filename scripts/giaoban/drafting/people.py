"""The people of a meeting: mentions become persons with titles as given and the strongest part each takes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from giaoban import vietnamese
from giaoban.drafting import mentions, roles
from giaoban.drafting.article import Article
from giaoban.drafting.words import Phrases, Word, match_key, words
from giaoban.vietnamese.words import title_words

_ENDS = {".", "!", "?", "...", "…"}
_ELSEWHERE = re.compile(r"(?:trước đó|cùng ngày|nhân dịp này, đoàn|sau hội nghị|trước khi|ngoài ra, trong ngày)\b")
_NEVER_TITLE = re.compile(r"^(?:bí thư chi bộ$|trưởng thôn|trưởng ấp|trưởng bản|đại biểu)\b")
_BRACKETS = re.compile(r"\s*\)\s*(?:,|và|cùng)[^.;()]{0,80}\(\s*")
_BRACKETED = re.compile(r"(?:tặng hoa|tri ân|chia tay|biểu dương|khen thưởng|đón|cảm ơn)[^.;()]{0,60}\($")
"""People named in brackets after what is done for them are there: "tặng hoa hai cán bộ nghỉ hưu (…)"."""
_SPOKE_IN_BRACKETS = re.compile(r"(?:ý kiến|tham luận|phát biểu|đề xuất|kinh nghiệm|báo cáo)[^.;()]{0,60}\($")
_EACH_BY = re.compile(r"\s*(?:,|và|;)[^.;()]{0,60}? do\s*")
_BY_HIM = re.compile(r"\bdo (?:ông|bà|đồng chí)(?: này)? (?:chủ trì|chủ tọa)")
_BODY_WORDS = re.compile(r"\bban (?=ban\b)")


@dataclass(slots=True)
class Attendee:
    """One person: name, titles and part, each with the place in the working text that says so."""

    name: str
    key: str
    start: int
    end: int
    titles: list[tuple[str, int, int]] = field(default_factory=list)
    cues: list[roles.Cue] = field(default_factory=list)
    led: bool = False

    @property
    def part(self) -> roles.Cue | None:
        """The strongest thing the person does."""
        return min(self.cues, key=lambda cue: roles.ORDER.index(cue.part), default=None)


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words ``first`` to ``last`` of the article, and the places they cover; ``line`` is the line's kind."""

    first: int
    last: int
    start: int
    end: int
    kind: str
    line_start: int


@dataclass(frozen=True, slots=True)
class ParsedArticle:
    """An article as words and sentences."""

    words: list[Word]
    sentences: list[Sentence]
    groups: list[list[mentions.NamedGroup]]
    """The people named in each sentence."""


def parse_article(article: Article) -> ParsedArticle:
    """Cut an article into words and sentences; boilerplate is left out."""
    every: list[Word] = []
    sentences: list[Sentence] = []
    for line in article.body():
        found = words(article.work[line.start : line.end], article.key[line.start : line.end])
        base = len(every)
        every += [Word(w.start + line.start, w.end + line.start, w.text, w.key, w.capital) for w in found]
        first = base
        for i in range(base, len(every)):
            if i + 1 == len(every) or _ends_sentence(every, i):
                sentences.append(Sentence(first, i + 1, every[first].start, every[i].end, line.kind, line.start))
                first = i + 1
    return ParsedArticle(every, sentences, [list(mentions.groups(every, s.first, s.last)) for s in sentences])


def _ends_sentence(every: Sequence[Word], i: int) -> bool:
    if every[i].text not in _ENDS:
        return False
    following = every[i + 1]
    if following.start == every[i].end:
        # Stuck together: "tại Hội nghị.Ngày 23-12" is two sentences, "quý I.2020" one.
        return following.capital and bool(i) and every[i - 1].text[-1].islower() and len(every[i - 1].text) > 1
    if every[i].text == "." and i and every[i - 1].text.isdigit() and following.start > every[i].end:
        # "1. Tiếp tục …": the stop belongs to the number.
        return not (i == 1 or every[i - 2].text in _ENDS or every[i - 2].end < every[i - 1].start - 1)
    return following.capital or not following.text[0].isalnum() or following.text[0].isdigit()


def people(article: Article, text: ParsedArticle, level: str) -> tuple[list[Attendee], list[Attendee]]:
    """Those who take part, in the order in which they are named, and those who are only spoken of."""
    found: dict[str, Attendee] = {}
    spoken: list[tuple[tuple[int, int], roles.Cue | None]] = []
    carried: roles.Cue | None = None
    for sentence, groups in zip(text.sentences, text.groups, strict=True):
        if not groups and carried is None and article.key[sentence.end - 1 : sentence.end] != ":":
            continue
        listed = text.words[sentence.first].text in "-–•+*" and sentence.start == sentence.line_start
        carried = _sentence(article, text, sentence, groups, level, found, spoken, carried if listed else None)
    _short_mentions(text, found, spoken)
    everyone = [person for person in found.values() if person.led or person.titles]
    present = [person for person in everyone if person.cues]
    return present, [person for person in everyone if not person.cues]


def _sentence(
    article: Article,
    text: ParsedArticle,
    sentence: Sentence,
    groups: Sequence[mentions.NamedGroup],
    level: str,
    found: dict[str, Attendee],
    spoken: list[tuple[tuple[int, int], roles.Cue | None]],
    carried: roles.Cue | None,
) -> roles.Cue | None:
    """Read one sentence; returns the cue that governs a list going on in the next line."""
    key = article.key
    every = text.words
    follows = _follows(key, every, sentence, groups)
    elsewhere = _ELSEWHERE.match(key, sentence.start)
    governing: roles.Cue | None = carried
    previous = sentence.start
    for index, group in enumerate(groups):
        start, end = every[group.start].start, every[group.end - 1].end
        until = _until(every, sentence, groups, index)
        lead = roles.cue_before(key, previous, start) or (
            roles.cue_of_open_list(key, previous, start) if governing is None or ";" in key[previous:start] else None
        )
        if lead:
            governing = _at_connection_point(key, lead, sentence.start, start, level)
        elif roles.role_after(key, previous, start) and index:
            governing = None
        follow = follows[index]
        if follow:
            follow = _at_connection_point(
                key, follow, max(sentence.start, previous), min(until, follow.end + 90), level
            )
        announcement = roles.cue_announced(key, previous, start) if not lead else None
        is_object = not lead and governing is None and roles.is_object(key, previous, start) and not announcement
        if elsewhere:
            follow = announcement = governing = None
        beside = _said_beside(key, sentence, start, end, is_alone=len(groups) == len(group.people) == 1)
        for person in group.people:
            cues = [cue for cue in (governing, announcement if not is_object else None) if cue]
            if follow and not is_object and _is_subject(group, person, follow, governing):
                if follow.part == "co-chair":
                    # "Chủ trì là A; B đồng chủ trì": the words behind a name say more than those before the list.
                    cues = [cue for cue in cues if cue.part != "chair"]
                cues.append(follow)
            if beside and (not cues or beside.part == "chair"):
                cues.append(beside)
            person.led = person.led or governing is not None or beside is not None
            _add(article, every, person, cues, found)
        for bare in group.bare:
            spoken.append((bare, follow if not is_object else None))
            if announcement:
                spoken.append((bare, announcement))
        previous = end
    tail = key[previous : sentence.end].rstrip()
    if tail.endswith(":"):
        lead = roles.cue_before(key, previous, sentence.end)
        return _at_connection_point(key, lead, sentence.start, sentence.end, level) if lead else governing
    if carried or (key[sentence.end - 1 : sentence.end] in {";", ","}):
        return carried or governing
    return None


def _said_beside(key: str, sentence: Sentence, start: int, end: int, *, is_alone: bool) -> roles.Cue | None:
    """What people between ``start`` and ``end`` do by words that are neither a verb of theirs nor announce a list.

    They stand in brackets behind what is done for them, or behind what came from them; or a pronoun takes one of them up.
    """
    if honoured := _BRACKETED.search(key, max(sentence.start, start - 60), start):
        return roles.Cue("attended", honoured.start(), honoured.end() - 1)
    if spoke := _SPOKE_IN_BRACKETS.search(key, max(sentence.start, start - 90), start):
        return roles.Cue("spoke", spoke.start(), spoke.end() - 1)
    led = _BY_HIM.search(key, end, sentence.end) if is_alone else None
    return roles.Cue("chair", led.start(), led.end()) if led else None


def _is_subject(
    group: mentions.NamedGroup, person: mentions.Person, follow: roles.Cue, governing: roles.Cue | None
) -> bool:
    """Whether the verb after a group is this person's; in a list that is governed already, only the last one's."""
    if governing is None:
        return True
    last = person.segment == group.segments - 1
    return last and (follow.part not in {"spoke", "attended"} or len(group.people) == 1)


def _until(every: Sequence[Word], sentence: Sentence, groups: Sequence[mentions.NamedGroup], index: int) -> int:
    return every[groups[index + 1].start].start if index + 1 < len(groups) else sentence.end


def _follows(
    key: str, every: Sequence[Word], sentence: Sentence, groups: Sequence[mentions.NamedGroup]
) -> list[roles.Cue | None]:
    """What each group is said to do after it; what a bracket holds does what the whole does: "Ban A (X) và Ban B (Y) dự"."""
    found: list[roles.Cue | None] = []
    for index in range(len(groups) - 1, -1, -1):
        end, until = every[groups[index].end - 1].end, _until(every, sentence, groups, index)
        follow = roles.role_after(key, end, until)
        between = key[end:until]
        if follow is None and found and (_BRACKETS.fullmatch(between) or _EACH_BY.fullmatch(between)):
            follow = found[-1]
        found.append(follow)
    return found[::-1]


def _at_connection_point(key: str, cue: roles.Cue, start: int, end: int, level: str) -> roles.Cue:
    """The same cue, as that of a connection point where the words say so."""
    if cue.part in {"chair", "co-chair"} and roles.is_at_point(key, start, end, level):
        return roles.Cue("point-chair", cue.start, cue.end)
    return cue


@cache
def _never() -> Phrases:
    return Phrases(title_words()["never"])


def _add(
    article: Article, every: Sequence[Word], person: mentions.Person, cues: list[roles.Cue], found: dict[str, Attendee]
) -> None:
    never = _never().at(every, person.start, person.end)
    if never and never[0] == person.end - person.start:
        return
    start, end = every[person.start].start, every[person.end - 1].end
    name = " ".join(article.work[start:end].split())
    key = person_key(name)
    known = found.get(key)
    if known is None:
        if not person.led and not person.titles:
            return
        known = found[key] = Attendee(name, key, start, end)
    known.led = known.led or person.led
    known.cues += [cue for cue in cues if cue not in known.cues]
    for first, last in person.titles:
        add_title(known, article.work, every[first].start, every[last - 1].end)


def person_key(name: str) -> str:
    """What makes two written names the same person within an article."""
    return re.sub(r"['’‘ʼ`]", "'", match_key(vietnamese.nfc(name)))


def add_title(person: Attendee, work: str, start: int, end: int) -> None:
    """Add a title unless a mention before said as much; the fuller form of one title is kept."""
    title = " ".join(work[start:end].split())
    key = title_key(title)
    if _NEVER_TITLE.match(key):
        return
    for index, (said, _, _) in enumerate(person.titles):
        old = title_key(said)
        if key == old or _shortens(key, old):
            return
        if _shortens(old, key):
            person.titles[index] = (title, start, end)
            return
    person.titles.append((title, start, end))


@lru_cache(maxsize=8192)
def title_key(title: str) -> str:
    """A title without the ways of writing it: one spelling of "Trung ương", and of "Phó Trưởng Ban (Ban) …"."""
    key = re.sub(r"\bt\.\s?ư\b|\btw\b|\btư\b|\bt\.\s?w\b", "trung ương", match_key(vietnamese.nfc(title)))
    key = re.sub(r"\bbtv\b", "ban thường vụ", key)
    key = re.sub(r"\bbtc\b", "ban tổ chức", key)
    return " ".join(_BODY_WORDS.sub("", key).split())


def _shortens(short: str, full: str) -> bool:
    """Whether one title is the other with words left out: "Trưởng Ban" of "Trưởng Ban Tổ chức Tỉnh ủy"."""
    few, many = short.split(), full.split()
    if len(few) >= len(many) or few[0] != many[0]:
        return False
    rest = iter(many)
    return all(word in rest for word in few)


def _short_mentions(
    text: ParsedArticle, found: dict[str, Attendee], spoken: list[tuple[tuple[int, int], roles.Cue | None]]
) -> None:
    """Titles without a name: what "Trưởng Ban Tổ chức Trung ương nhấn mạnh" says is said of the one who has the title."""
    for (first, last), cue in spoken:
        if cue is None or cue.part == "attended":
            continue
        key = title_key(" ".join(word.text for word in text.words[first:last]))
        holders = [
            person
            for person in found.values()
            if any(key == (own := title_key(title)) or _shortens(key, own) for title, _, _ in person.titles)
        ]
        exact = [p for p in holders if any(title_key(title) == key for title, _, _ in p.titles)]
        chosen = exact if len(exact) == 1 else holders
        if len(chosen) == 1:
            chosen[0].cues.append(cue)
