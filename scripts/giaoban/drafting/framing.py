"""What frames a meeting: kind, date, period, level, host and venue, each with its evidence or a finding."""

from __future__ import annotations

import datetime as dt

from giaoban import dates, vietnamese
from giaoban.drafting import dateline, meeting, naming
from giaoban.drafting import period as periods_
from giaoban.drafting.article import Article
from giaoban.drafting.known import Known
from giaoban.drafting.model import DraftOrganization, Span, Value
from giaoban.drafting.people import Read, people, read
from giaoban.drafting.units import day_of
from giaoban.findings import Finding

_RHYTHMS = {"month": "monthly", "quarter": "quarterly", "half": "half-yearly", "year": "yearly"}


class Framing:
    """One article being read against what is known; findings gather in ``findings``."""

    def __init__(self, article: Article, known: Known, path: str) -> None:
        """``path`` is the article's name in findings."""
        self.article, self.known, self.path = article, known, path
        self.text: Read = read(article)
        self.findings: list[Finding] = []
        self.scalars: dict[str, Value] = {}
        self.day: dt.date | None = None
        self.unit: str | None = None
        self.planned: str | None = None
        self.organization: DraftOrganization | None = None

    def frame(self) -> None:
        """Read what frames the meeting into ``scalars``."""
        article, text = self.article, self.text
        kind = meeting.kind(article)
        self._found("kind", kind)
        first, last = meeting.lead(article)
        spans = [(s.start, s.end) for s in text.sentences]
        in_lead = [span for span in spans if first <= span[0] < last]
        lead = periods_.periods(article.work, article.key, in_lead)
        every = periods_.periods(article.work, article.key, spans)
        value = kind.value if kind else None
        review = periods_.reviewed(lead, value) or periods_.reviewed(every, value)
        when = dateline.moment(article, text, every, review)
        if when:
            span = None if when.start is None or when.end is None else self._span(when.start, when.end)
            self.scalars["date"] = Value(when.edtf, span, when.how, when.doubt)
            if when.doubt:
                self._say(
                    "date-open", f"ngày họp: {when.doubt} ({when.edtf})", when.start or 0, "tìm thêm một nguồn ghi ngày"
                )
            if when.time:
                self.scalars["time"] = Value(when.time, span, "buổi ghi trong bài")
        else:
            written = dateline.without_year(article, text)
            said = f"bài ghi “{written}” mà không rõ năm" if written else "không suy được ngày họp"
            self._say("date-open", said, 0, "tìm thêm một nguồn ghi ngày")
        self.day = day_of(when.edtf if when else None)
        if review and review.found.year is None and self.day:
            review = periods_.with_year(review, self.day)
        if review and review.edtf:
            self.scalars["period"] = Value(
                review.edtf, self._span(review.start, review.end), "kỳ ghi ở tiêu đề hoặc đoạn mở đầu"
            )
        else:
            self._say("period-open", "không thấy kỳ của cuộc họp (tháng, quý, nửa năm, năm)", 0)
        self.planned = next((p.edtf for p in every if p.planned and p.edtf and p is not review), None)
        self.review = review
        self._host_and_level()
        self._series()
        self._venue()

    def _host_and_level(self) -> None:
        article = self.article
        guess, _ = people(article, self.text, "central")
        caller = meeting.host(article, guess)
        level = meeting.level(article, caller)
        self._found("level", level)
        if level is None:
            self._say("level-open", "không rõ cấp của cuộc họp", 0)
        self.unit = None
        if caller and caller.place:
            self.unit = self.known.units.of_place(caller.place, self.day)
        if self.unit is None and (level is None or level.value not in {"central", "cluster"}):
            self.unit = self._province_of_meeting()
        if caller is None:
            self._say("host-open", "không rõ cơ quan tổ chức cuộc họp", 0)
            return
        if level and level.value == "cluster" and caller.level != "central":
            self._say("host-open", "cuộc họp của một cụm: hãy xem cơ quan đăng cai", caller.start, severity="warning")
            if self.unit is None:
                return
        unit_name = self._place_name(self.unit)
        where = caller.place or (unit_name if caller.committee in {"tỉnh ủy", "thành ủy"} else None)
        name = naming.body(caller.committee, where, board=caller.board)
        body = self.known.organization(name)
        span = self._span(caller.start, caller.end)
        if body:
            self.scalars["host"] = Value(body.id, span, caller.how)
        else:
            self.organization = DraftOrganization(vietnamese.slug(name), name, self.unit)
            new, message = self.organization.id, f"chưa có bản ghi về cơ quan “{name}”"
            self.scalars["host"] = Value(new, span, caller.how, "bản ghi mới")
            self._say("new-organization", message, caller.start, f"bản ghi mới: organizations/{new}.yml")

    def _series(self) -> None:
        """The series of that level, host and rhythm, when there is just one."""
        period, host = self.scalars.get("period"), self.scalars.get("host")
        if not period or not host:
            return
        rhythm = _RHYTHMS.get(dates.parse(period.value).precision)
        fitting = [
            s.id
            for s in self.known.series.values()
            if (s.level, s.host, s.rhythm) == (self._get("level"), host.value, rhythm)
        ]
        if len(fitting) == 1:
            self.scalars["series"] = Value(fitting[0], period.span, "cùng cấp, cơ quan và nhịp họp")

    def _province_of_meeting(self) -> str | None:
        """The province a report of a province's paper does not name: by its first mention, else by a district's name."""
        first, last = meeting.lead(self.article)
        mentions = list(self.known.units.mentions(self.text, self.day))
        in_lead = next((unit for unit, start, _ in mentions if first <= start < last), None)
        if in_lead:
            return in_lead
        place = meeting.venue(self.article, self.text)
        if place and (unit := self.known.units.of_place(place.value, self.day, mentions[0][0] if mentions else None)):
            return unit
        return mentions[0][0] if mentions else None

    def _venue(self) -> None:
        place = meeting.venue(self.article, self.text)
        if place:
            self._found("venue.place", place)
            if unit := self.known.units.of_place(place.value, self.day, self.unit):
                self.scalars["venue.province"] = Value(
                    unit, self._span(place.start, place.end), "nơi họp thuộc đơn vị này vào ngày họp"
                )
            elif self.unit and self._get("level") in {"province", "district"}:
                self.scalars["venue.province"] = Value(
                    self.unit, self._span(place.start, place.end), "tỉnh của cơ quan tổ chức"
                )
        self._found("venue.format", meeting.form(self.article))
        points = meeting.points(self.article)
        if points:
            self.scalars["venue.connection_points"] = Value(
                int(points.value), self._span(points.start, points.end), points.how
            )

    # Small helps.

    def _span(self, start: int, end: int) -> Span:
        first, last = self.article.span(start, end)
        return first, last

    def _get(self, name: str) -> str | None:
        value = self.scalars.get(name)
        return value.value if value else None

    def _found(self, name: str, found: meeting.Found | None) -> None:
        if found:
            self.scalars[name] = Value(found.value, self._span(found.start, found.end), found.how, found.doubt)

    def _place_name(self, unit: str | None) -> str | None:
        return self.known.units.name(unit, self.day) if unit else None

    def _say(self, rule: str, message: str, at: int, hint: str = "", *, severity: str = "error") -> None:
        place = self._span(at, at)[0]
        line = self.article.text.count("\n", 0, place) + 1
        column = place - self.article.text.rfind("\n", 0, place)
        self.findings.append(
            Finding(self.path, line, column, "error" if severity == "error" else "warning", rule, message, hint)
        )
