"""From an article to a first record: each part of the grammar is asked in turn, and what stays open is said."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from giaoban import citations, vietnamese
from giaoban.drafting import cite, dateline, dues, items, meeting, naming, web_page, worklist
from giaoban.drafting.article import article as read_article
from giaoban.drafting.figures import figures as figures_
from giaoban.drafting.framing import Framing
from giaoban.drafting.known import Known
from giaoban.drafting.model import (
    Draft,
    DraftCitation,
    DraftFigure,
    DraftItem,
    DraftPerson,
    DraftProvince,
    Heading,
    Span,
    Value,
)
from giaoban.drafting.page_lines import Line
from giaoban.drafting.people import Attendee, Sentence, people
from giaoban.drafting.settings import Setting, settings
from giaoban.findings import quote

_MAX_ITEMS = 400
_LITTLE = 300
_HEADINGS: dict[str, str] = {"result": "Kết quả", "shortcoming": "Hạn chế", "task": "Nhiệm vụ", "": "Diễn biến"}


def draft(source: str, known: Known, *, html: bool | None = None, path: str = "-") -> Draft:
    """Read an article (plain text, or HTML when it looks so or ``html`` says so) against what is known."""
    page = web_page.read(source) if html or (html is None and web_page.is_html(source)) else None
    drafting = _Drafting(read_article(page.text, page.head) if page else read_article(source), known, path)
    if page:
        drafting.note_lost(page)
    return drafting.run()


class _Drafting(Framing):
    """One article being read; the methods fill in what `run` puts together."""

    def note_lost(self, page: web_page.WebPage) -> None:
        """Say so where little of a page was taken for the article."""
        if page.kept < max(_LITTLE, page.prose // 2):
            self._say(
                "little-text",
                f"chỉ nhận ra {page.kept} chữ cái của bài trong trang có {page.prose} chữ cái",
                0,
                "so với trang; nếu thiếu, dán phần chữ của bài vào một tệp .txt",
                severity="warning",
            )

    def run(self) -> Draft:
        article = self.article
        refused = meeting.refusal(article)
        if refused:
            self._say("not-a-meeting", f"không phải cuộc họp của kho này: {refused.value}", refused.start)
            return Draft(
                article.text, self.path, Value(refused.value, self._span(refused.start, refused.end), refused.value),
                source=self._source(), findings=tuple(self.findings),
            )  # fmt: skip
        self.frame()
        present = self._people()
        provinces = self._provinces()
        named = self._citations()
        tasks, results, shortcomings, figures, headings = self._items(named, present)
        kind, level = self._get("kind"), self._get("level")
        place = self.unit if level in {"province", "district"} else None
        result = Draft(
            article.text,
            self.path,
            id=naming.identifier(self._get("date"), kind, level, place, self._get("period"), article.key),
            title=naming.title(kind, level, self._place_name(place), self._get("period")),
            scalars=self.scalars,
            organization=self.organization,
            people=present,
            provinces=provinces,
            citations=named,
            results=results,
            shortcomings=shortcomings,
            tasks=tasks,
            figures=figures,
            source=self._source(),
            headings=headings,
        )
        return replace(result, findings=tuple(sorted(self.findings)), unsure=worklist.unsure(result))

    # Who, where, what.

    def _people(self) -> list[DraftPerson]:
        level = self._get("level") or "central"
        self.present, others = people(self.article, self.text, level)
        taken = set(self.known.taken)
        found = [self._person(person, taken) for person in self.present]
        for person in others:
            self._say(
                "person-without-part",
                f"{quote(person.name)} được nhắc tới nhưng không rõ có dự họp hay không",
                person.start,
                "thêm vào “people” nếu có dự",
                severity="warning",
            )
        if not any(p.part.value in {"chair", "co-chair"} for p in found):
            self._say("chair-open", "bài không nói rõ ai chủ trì", 0, severity="warning")
        return found

    def _person(self, person: Attendee, taken: set[str]) -> DraftPerson:
        cue = person.part
        assert cue is not None
        ids = self.known.leaders.get(person.key, ())
        leader = ids[0] if len(ids) == 1 else None
        new = False
        if not ids:
            leader, new = naming.unused(vietnamese.slug(person.name), taken), True
            taken.add(leader)
            self._say(
                "new-leader",
                f"chưa có bản ghi về {quote(person.name)}",
                person.start,
                f"bản ghi mới: leaders/{leader}.yml",
                severity="warning",
            )
        elif len(ids) > 1:
            self._say(
                "ambiguous-leader",
                f"{len(ids)} người cùng tên {quote(person.name)}: {', '.join(ids)}",
                person.start,
                "chọn đúng người",
            )
        return DraftPerson(
            person.name,
            self._span(person.start, person.end),
            tuple(
                Value(title, self._span(start, end), "chức danh ghi trong bài") for title, start, end in person.titles
            ),
            Value(cue.part, self._span(cue.start, cue.end), f"“{self.article.work[cue.start : cue.end]}”"),
            leader,
            ids if len(ids) > 1 else (),
            new,
        )

    def _provinces(self) -> list[DraftProvince]:
        """Provinces named; one that is only the place of a central meeting is in ``venue`` already."""
        found: dict[str, Span] = {}
        venue = self.scalars.get("venue.place")
        for unit, start, end in self.known.units.mentions(self.text, self.day):
            span = self._span(start, end)
            if self._get("level") == "central" and venue and venue.span and venue.span[0] <= span[0] < venue.span[1]:
                continue
            found.setdefault(unit, span)
        if self.unit and self._get("level") in {"province", "district"} and self.unit not in found:
            place = self.scalars.get("venue.place") or self.scalars.get("host")
            found[self.unit] = place.span if place and place.span else (0, 0)
            self._say(
                "province-inferred",
                f"bài không nêu tên tỉnh; {self.unit} được suy từ nơi họp",
                0,
                "kiểm tra lại",
                severity="warning",
            )
        return [DraftProvince(unit, span) for unit, span in found.items()]

    def _citations(self) -> list[DraftCitation]:
        article = self.article
        province = self.unit if self._get("level") in {"province", "district", "cluster"} else None
        context = citations.Context(date=self._get("date"), province=province)
        mentions = citations.find(article.work, self.known.index.lookup)
        resolved = citations.resolve(mentions, self.known.index.lookup, context)
        self.lines: list[Line] = list(article.body())
        sentences = self.text.sentences
        opening = next((line.end for line in self.lines if line.kind == "body"), 0)
        states = settings(article.key, [(s.start, s.end) for s in sentences], opening)
        self.passages = items.passages(article, self.text, states)
        starts = [s.start for s in sentences]
        self.line_settings = _main(states, sentences, self.lines)
        taken = set(self.known.taken)
        proposed: dict[str, str] = {}
        found = []
        for one in resolved:
            mention = one.mention
            line = article.line_at(mention.start)
            start = line.start if line else 0
            at = bisect_right(starts, mention.start) - 1
            state: Setting = self.passages.listed_as(mention.start) or (states[at] if at >= 0 else "")
            relation = cite.relation(article.key, mention.start, start, state, drafted=mention.drafted)
            new = self._proposal(one, proposed, taken)
            found.append(
                DraftCitation(
                    one,
                    article.work[mention.start : mention.end],
                    self._span(mention.start, mention.end),
                    relation,
                    new,
                )
            )
        return found

    def _proposal(self, one: citations.Resolved, proposed: dict[str, str], taken: set[str]) -> str | None:
        if one.candidates:
            self._say(
                "ambiguous-resolution",
                f"{quote(one.mention.text)} có thể là {', '.join(one.candidates)}",
                one.mention.start,
                one.why or "chọn đúng văn bản",
            )
        if not one.proposal or one.mention.kind == "plenum":
            if one.proposal:
                self._say(
                    "new-plenum", f"chưa có hội nghị của {quote(one.mention.text)} trong plenums.yml", one.mention.start
                )
            return None
        wanted = str(one.proposal.get("id") or vietnamese.slug(one.mention.symbol or one.mention.text)[:100])
        if wanted not in proposed:
            proposed[wanted] = naming.unused(wanted, taken)
            taken.add(proposed[wanted])
            self._say(
                "new-resolution",
                f"chưa có bản ghi về {quote(one.mention.text)}",
                one.mention.start,
                f"bản ghi mới: resolutions/{proposed[wanted]}.yml",
                severity="warning",
            )
        return proposed[wanted]

    def _items(
        self, named: Sequence[DraftCitation], present: Sequence[DraftPerson]
    ) -> tuple[list[DraftItem], list[DraftItem], list[DraftItem], list[DraftFigure], list[Heading]]:
        article = self.article
        read = self.passages
        tasks = [
            self._item(
                f"t{i}",
                p,
                named,
                self._asker(p.start, present),
                dues.due(article.work, article.key, p.start, p.end, self.day),
            )
            for i, p in enumerate(read.tasks[:_MAX_ITEMS], 1)
        ]
        results = [self._item(f"r{i}", p, named, None, None) for i, p in enumerate(read.results[:_MAX_ITEMS], 1)]
        shortcomings = [
            self._item(f"h{i}", p, named, None, None) for i, p in enumerate(read.shortcomings[:_MAX_ITEMS], 1)
        ]
        cited = [(c.resolved.mention.start, c.resolved.mention.end) for c in named]
        figures = [
            DraftFigure(f"f{i}", self._span(f.start, f.end), f.value, f.unit, f.bound, f.of)
            for i, f in enumerate(figures_(article, self.text, cited)[:_MAX_ITEMS], 1)
        ]
        return tasks, results, shortcomings, figures, self._headings()

    def _item(
        self, name: str, passage: items.Passage, named: Sequence[DraftCitation], by: str | None, due: str | None
    ) -> DraftItem:
        inside = [c for c in named if passage.start <= c.resolved.mention.start < passage.end]
        resolutions = dict.fromkeys(c.resolved.resolution or c.new for c in inside if c.resolved.resolution or c.new)
        plenums = dict.fromkeys(c.resolved.plenum for c in inside if c.resolved.plenum)
        return DraftItem(
            name,
            self._span(passage.start, passage.end),
            passage.number,
            by,
            tuple(r for r in resolutions if r),
            tuple(p for p in plenums if p),
            due,
        )

    def _asker(self, start: int, present: Sequence[DraftPerson]) -> str | None:
        """Who spoke last before a task."""
        first = start
        speakers = [
            (cue.end, person)
            for person in self.present
            for cue in person.cues
            if cue.part in {"directed", "spoke"} and cue.end <= first
        ]
        if not speakers:
            return None
        end, speaker = max(speakers, key=lambda entry: entry[0])
        if "\n\n" in self.article.work[end:first].strip() and first - end > 1200:
            return None
        return next((p.leader for p in present if p.name == speaker.name), None)

    def _headings(self) -> list[Heading]:
        groups: list[tuple[str, list[Span]]] = []
        for line, state in zip(self.lines, self.line_settings, strict=True):
            if line.kind != "body":
                continue
            if groups and groups[-1][0] == state:
                groups[-1][1].append(self._span(line.start, line.end))
            else:
                groups.append((state, [self._span(line.start, line.end)]))
        return [Heading(_HEADINGS[state], tuple(spans)) for state, spans in groups]

    def _source(self) -> dict[str, Value]:
        article, found = self.article, {}
        for name, given in (("title", article.title), ("author", article.author), ("publisher", article.publisher)):
            if given:
                span = None if given.start is None or given.end is None else self._span(given.start, given.end)
                found[name] = Value(" ".join(given.value.split()), span, given.how)
        if article.head.url:
            found["url"] = Value(article.head.url, None, "khai báo của trang")
        if press := dateline.published(article):
            given = press[1]
            span = None if given.start is None or given.end is None else self._span(given.start, given.end)
            found["published"] = Value(press[0].isoformat(), span, given.how)
        return found


def _main(states: Sequence[str], sentences: Sequence[Sentence], lines: Sequence[Line]) -> list[str]:
    """What most sentences of each line do."""
    own: dict[int, Counter[str]] = {}
    for state, sentence in zip(states, sentences, strict=True):
        own.setdefault(sentence.line_start, Counter())[state] += 1
    return [own[line.start].most_common(1)[0][0] if line.start in own else "" for line in lines]
