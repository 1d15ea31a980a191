"""From an article to a first record: each part of the grammar is asked in turn, and what stays open is said."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from giaoban import citations, vietnamese
from giaoban.drafting import dateline, identifiers, items, meeting, web_page, worklist
from giaoban.drafting.article import article as read_article
from giaoban.drafting.context import DraftContext
from giaoban.drafting.figures import figures
from giaoban.drafting.framing import Frame, frame
from giaoban.drafting.items import Purpose, purposes
from giaoban.drafting.known import Known
from giaoban.drafting.model import (
    Draft,
    DraftCitation,
    DraftFigure,
    DraftItem,
    DraftPerson,
    DraftProvince,
    DraftValue,
    SummaryHeading,
    TextRange,
)
from giaoban.drafting.page_lines import PageLine
from giaoban.drafting.people import Attendee, Sentence, people
from giaoban.findings import quote

_MAX_ITEMS = 400
_FOR_A_YEAR = re.compile(r"nhiệm vụ(?: công tác)?(?: trọng tâm)?(?: của)? năm (20\d\d)")
_BEFORE_A_TASK = 300
_LITTLE = 300
_HEADINGS: dict[str, str] = {"result": "Kết quả", "shortcoming": "Hạn chế", "task": "Nhiệm vụ", "": "Diễn biến"}


def draft(source: str, known: Known, *, path: str = "-") -> Draft:
    """Read an article (plain text, or HTML when it looks so) against what is known."""
    page = web_page.read(source) if web_page.is_html(source) else None
    article = read_article(page.text, page.head) if page else read_article(source)
    context = DraftContext(article, known, path)
    if page and page.kept < max(_LITTLE, page.prose // 2):
        context.say(
            "little-text",
            f"chỉ nhận ra {page.kept} chữ cái của bài trong trang có {page.prose} chữ cái",
            0,
            "so với trang; nếu thiếu, dán phần chữ của bài vào một tệp .txt",
            severity="warning",
        )
    if refused := meeting.refusal(article):
        context.say("not-a-meeting", f"không phải cuộc họp của kho này: {refused.value}", refused.start)
        return Draft(
            article.text, path, DraftValue(refused.value, context.span(refused.start, refused.end), refused.value),
            source=_source(context), findings=tuple(context.findings),
        )  # fmt: skip
    return _Drafting(context, frame(context)).draft()


class _Drafting:
    """The parts of one draft, each read from the article and from what frames the meeting."""

    def __init__(self, context: DraftContext, frame: Frame) -> None:
        self._context, self._frame = context, frame
        self._article, self._known = context.article, context.known
        self._lines: list[PageLine] = list(self._article.body())
        sentences = context.text.sentences
        opening = next((line.end for line in self._lines if line.kind == "body"), 0)
        self._purposes = purposes(self._article.key, [(s.start, s.end) for s in sentences], opening)
        self._passages = items.passages(self._article, context.text, self._purposes)
        self._present, self._others = people(self._article, context.text, frame.get("level") or "central")

    def draft(self) -> Draft:
        """All of them together, with what stays open."""
        context, frame = self._context, self._frame
        persons, named = self._people(), self._citations()
        passages, cited = self._passages, [(c.resolved.mention.start, c.resolved.mention.end) for c in named]
        kind, level = frame.get("kind"), frame.get("level")
        place = frame.unit if level in {"province", "district"} else None
        result = Draft(
            context.article.text,
            context.path,
            id=identifiers.id_of_meeting(
                frame.get("date"), kind, level, place, frame.get("period"), context.article.key
            ),
            title=identifiers.title_of_meeting(
                kind, level, self._known.place_name(place, frame.day), frame.get("period")
            ),
            scalars=frame.scalars,
            organization=frame.organization,
            people=persons,
            provinces=self._provinces(),
            citations=named,
            results=self._items("r", passages.results, named),
            shortcomings=self._items("h", passages.shortcomings, named),
            tasks=self._tasks(named, persons),
            figures=[
                DraftFigure(f"f{i}", context.span(f.start, f.end), f.value, f.unit, f.bound, f.of)
                for i, f in enumerate(figures(context.article, context.text, cited)[:_MAX_ITEMS], 1)
            ],
            source=_source(context),
            headings=self._headings(),
        )
        return replace(result, findings=tuple(sorted(context.findings)), unsure=worklist.unsure(result))

    def _people(self) -> list[DraftPerson]:
        taken = set(self._known.taken)
        found = [self._person(person, taken) for person in self._present]
        for person in self._others:
            self._context.say(
                "person-without-part",
                f"{quote(person.name)} được nhắc tới nhưng không rõ có dự họp hay không",
                person.start,
                "thêm vào “people” nếu có dự",
                severity="warning",
            )
        if not any(p.part.value in {"chair", "co-chair"} for p in found):
            self._context.say("chair-open", "bài không nói rõ ai chủ trì", 0, severity="warning")
        return found

    def _person(self, person: Attendee, taken: set[str]) -> DraftPerson:
        cue = person.part
        assert cue is not None
        ids = self._known.leaders.get(person.key, ())
        leader = ids[0] if len(ids) == 1 else None
        new = False
        if not ids:
            leader, new = identifiers.unused_id(vietnamese.slug(person.name), taken), True
            taken.add(leader)
            self._context.say(
                "new-leader",
                f"chưa có bản ghi về {quote(person.name)}",
                person.start,
                f"bản ghi mới: leaders/{leader}.yml",
                severity="warning",
            )
        elif len(ids) > 1:
            self._context.say(
                "ambiguous-leader",
                f"{len(ids)} người cùng tên {quote(person.name)}: {', '.join(ids)}",
                person.start,
                "chọn đúng người",
            )
        return DraftPerson(
            person.name,
            self._context.span(person.start, person.end),
            tuple(
                DraftValue(title, self._context.span(start, end), "chức danh ghi trong bài")
                for title, start, end in person.titles
            ),
            DraftValue(
                cue.part, self._context.span(cue.start, cue.end), f"“{self._article.work[cue.start : cue.end]}”"
            ),
            leader,
            ids if len(ids) > 1 else (),
            new,
        )

    def _provinces(self) -> list[DraftProvince]:
        """Provinces named; one that is only the place of a meeting that is no province's is in ``venue`` already."""
        found: dict[str, TextRange] = {}
        venue = self._frame.scalars.get("venue.place")
        for unit, start, end in self._known.units.mentions(self._context.text, self._frame.day):
            span = self._context.span(start, end)
            if (
                self._frame.get("level") in {"central", None}
                and venue
                and venue.span
                and venue.span[0] <= span[0] < venue.span[1]
            ):
                continue
            found.setdefault(unit, span)
        if self._frame.unit and self._frame.get("level") in {"province", "district"} and self._frame.unit not in found:
            place = self._frame.scalars.get("venue.place") or self._frame.scalars.get("host")
            found[self._frame.unit] = place.span if place and place.span else (0, 0)
            self._context.say(
                "province-inferred",
                f"bài không nêu tên tỉnh; {self._frame.unit} được suy từ nơi họp",
                0,
                "kiểm tra lại",
                severity="warning",
            )
        return [DraftProvince(unit, span) for unit, span in found.items()]

    def _citations(self) -> list[DraftCitation]:
        article = self._article
        province = self._frame.unit if self._frame.get("level") in {"province", "district", "cluster"} else None
        context = citations.Context(date=self._frame.get("date"), province=province)
        mentions = citations.find(article.work, self._known.index.lookup)
        resolved = citations.resolve(mentions, self._known.index.lookup, context)
        starts = [s.start for s in self._context.text.sentences]
        taken = set(self._known.taken)
        proposed: dict[str, str] = {}
        found = []
        for one in resolved:
            mention = one.mention
            line = article.line_at(mention.start)
            start = line.start if line else 0
            at = bisect_right(starts, mention.start) - 1
            purpose: Purpose = self._passages.listed_as(mention.start) or (self._purposes[at] if at >= 0 else "")
            relation = items.relation(article.key, mention.start, start, purpose, drafted=mention.drafted)
            new = self._proposal(one, proposed, taken)
            found.append(
                DraftCitation(
                    one,
                    article.work[mention.start : mention.end],
                    self._context.span(mention.start, mention.end),
                    relation,
                    new,
                )
            )
        return found

    def _proposal(self, one: citations.Resolved, proposed: dict[str, str], taken: set[str]) -> str | None:
        if one.candidates:
            self._context.say(
                "ambiguous-resolution",
                f"{quote(one.mention.text)} có thể là {', '.join(one.candidates)}",
                one.mention.start,
                one.why or "chọn đúng văn bản",
            )
        if not one.proposal or one.mention.kind == "plenum":
            if one.proposal:
                self._context.say(
                    "new-plenum", f"chưa có hội nghị của {quote(one.mention.text)} trong plenums.yml", one.mention.start
                )
            return None
        wanted = str(one.proposal.get("id") or vietnamese.slug(one.mention.symbol or one.mention.text)[:100])
        if wanted not in proposed:
            proposed[wanted] = identifiers.unused_id(wanted, taken)
            taken.add(proposed[wanted])
            self._context.say(
                "new-resolution",
                f"chưa có bản ghi về {quote(one.mention.text)}",
                one.mention.start,
                f"bản ghi mới: resolutions/{proposed[wanted]}.yml",
                severity="warning",
            )
        return proposed[wanted]

    def _items(self, letter: str, passages: Sequence[items.Passage], named: Sequence[DraftCitation]) -> list[DraftItem]:
        """Numbered items, each with the documents it names."""
        return [self._item(f"{letter}{i}", p, named) for i, p in enumerate(passages[:_MAX_ITEMS], 1)]

    def _tasks(self, named: Sequence[DraftCitation], persons: Sequence[DraftPerson]) -> list[DraftItem]:
        """The same with what only tasks have: who set it, and when it is due."""
        article, passages = self._article, self._passages.tasks
        return [
            replace(
                item,
                by=self._asker(p.start, persons),
                due=items.due(article.work, article.key, p.start, p.end, self._first_day_for(p.start)),
            )
            for item, p in zip(self._items("t", passages, named), passages, strict=False)
        ]

    def _first_day_for(self, start: int) -> dt.date | None:
        """The first day that a task may be due: of the meeting, or of the later year for which the words before set it."""
        day = self._frame.day
        years = _FOR_A_YEAR.findall(self._article.key, max(0, start - _BEFORE_A_TASK), start)
        later = day is not None and years and int(years[-1]) > day.year
        return dt.date(int(years[-1]), 1, 1) if later else day

    def _item(self, name: str, passage: items.Passage, named: Sequence[DraftCitation]) -> DraftItem:
        inside = [c for c in named if passage.start <= c.resolved.mention.start < passage.end]
        resolutions = dict.fromkeys(c.resolved.resolution or c.new for c in inside if c.resolved.resolution or c.new)
        plenums = dict.fromkeys(c.resolved.plenum for c in inside if c.resolved.plenum)
        return DraftItem(
            name,
            self._context.span(passage.start, passage.end),
            passage.number,
            resolutions=tuple(r for r in resolutions if r),
            plenums=tuple(p for p in plenums if p),
        )

    def _asker(self, start: int, present: Sequence[DraftPerson]) -> str | None:
        """Who spoke last before a task."""
        first = start
        speakers = [
            (cue.end, person)
            for person in self._present
            for cue in person.cues
            if cue.part in {"directed", "spoke"} and cue.end <= first
        ]
        if not speakers:
            return None
        end, speaker = max(speakers, key=lambda entry: entry[0])
        if "\n\n" in self._article.work[end:first].strip() and first - end > 1200:
            return None
        return next((p.leader for p in present if p.name == speaker.name), None)

    def _headings(self) -> list[SummaryHeading]:
        groups: list[tuple[str, list[TextRange]]] = []
        of_lines = _main(self._purposes, self._context.text.sentences, self._lines)
        for line, purpose in zip(self._lines, of_lines, strict=True):
            if line.kind != "body":
                continue
            if groups and groups[-1][0] == purpose:
                groups[-1][1].append(self._context.span(line.start, line.end))
            else:
                groups.append((purpose, [self._context.span(line.start, line.end)]))
        return [SummaryHeading(_HEADINGS[purpose], tuple(spans)) for purpose, spans in groups]


def _source(context: DraftContext) -> dict[str, DraftValue]:
    """What the article says of itself as a source."""
    article, found = context.article, {}
    for name, given in (("title", article.title), ("author", article.author), ("publisher", article.publisher)):
        if given:
            span = None if given.start is None or given.end is None else context.span(given.start, given.end)
            found[name] = DraftValue(" ".join(given.value.split()), span, given.how)
    if article.head.url:
        found["url"] = DraftValue(article.head.url, None, "khai báo của trang")
    if press := dateline.published(article):
        given = press[1]
        span = None if given.start is None or given.end is None else context.span(given.start, given.end)
        found["published"] = DraftValue(press[0].isoformat(), span, given.how)
    return found


def _main(purposes: Sequence[str], sentences: Sequence[Sentence], lines: Sequence[PageLine]) -> list[str]:
    """What most sentences of each line do."""
    own: dict[int, Counter[str]] = {}
    for purpose, sentence in zip(purposes, sentences, strict=True):
        own.setdefault(sentence.line_start, Counter())[purpose] += 1
    return [own[line.start].most_common(1)[0][0] if line.start in own else "" for line in lines]
