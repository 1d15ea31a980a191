"""What frames a meeting: kind, date, period, level, host, series and venue, each with its evidence or a finding."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from giaoban import dates, vietnamese
from giaoban.drafting import dateline, meeting
from giaoban.drafting.context import DraftContext
from giaoban.drafting.known import last_day
from giaoban.drafting.model import DraftOrganization, DraftValue
from giaoban.drafting.people import people
from giaoban.drafting.period import period_under_review, periods, term_under_review, with_year

_COMMITTEES = {
    "trung ương": "Trung ương",
    "tỉnh ủy": "Tỉnh ủy",
    "thành ủy": "Thành ủy",
    "huyện ủy": "Huyện ủy",
    "thị ủy": "Thị ủy",
    "quận ủy": "Quận ủy",
    "đảng ủy": "Đảng ủy",
}


def _name_of_body(committee: str, place: str | None, board: str) -> str:
    """The board of a committee: "Ban Tổ chức Tỉnh ủy Sơn La"; or, where ``board`` is empty, the committee itself."""
    name = f"{board} {_COMMITTEES[committee]}".strip()
    return f"{name} {place}" if place and committee != "trung ương" else name


_RHYTHMS = {"month": "monthly", "quarter": "quarterly", "half": "half-yearly", "year": "yearly"}


@dataclass
class Frame:
    """What frames a meeting: ``scalars`` are the values of the record's keys.

    ``day``: on which it was, as far as that is known; ``unit``: the province whose meeting it is; ``organization``: the body that
    holds it, where that has no record.
    """

    scalars: dict[str, DraftValue] = field(default_factory=dict)
    day: dt.date | None = None
    unit: str | None = None
    organization: DraftOrganization | None = None

    def get(self, name: str) -> str | None:
        """The value proposed for a key of the record, as text; None where nothing was found."""
        value = self.scalars.get(name)
        return value.value if value else None


def frame(context: DraftContext) -> Frame:
    """Read what frames the meeting; what stays open becomes a finding of the context."""
    framing = _Framing(context)
    framing.date_and_period()
    framing.host_and_level()
    framing.series()
    framing.venue()
    return framing.frame


class _Framing:
    """The steps, each of which rests on what those before it found."""

    def __init__(self, context: DraftContext) -> None:
        self._context, self._article, self._text, self._known = context, context.article, context.text, context.known
        self.frame = Frame()

    def date_and_period(self) -> None:
        """When it was, and the period that it looks back on; its kind decides which of several periods that is."""
        article, text = self._article, self._text
        kind = meeting.kind(article)
        self._propose("kind", kind)
        first, last = meeting.lead(article)
        spans = [(s.start, s.end) for s in text.sentences]
        in_lead = [span for span in spans if first <= span[0] < last]
        lead = periods(article.work, article.key, in_lead)
        every = periods(article.work, article.key, spans)
        value = kind.value if kind else None
        term = term_under_review(article.key, spans)
        review = period_under_review(lead, value) or term or period_under_review(every, value)
        when = dateline.meeting_day(article, text, every, review)
        if when:
            span = None if when.start is None or when.end is None else self._context.span(when.start, when.end)
            self.frame.scalars["date"] = DraftValue(when.edtf, span, when.how, when.doubt)
            if when.doubt:
                self._context.say(
                    "date-open", f"ngày họp: {when.doubt} ({when.edtf})", when.start or 0, "tìm thêm một nguồn ghi ngày"
                )
            if when.time:
                self.frame.scalars["time"] = DraftValue(when.time, span, "buổi ghi trong bài")
        else:
            written = dateline.without_year(article, text)
            said = f"bài ghi “{written}” mà không rõ năm" if written else "không suy được ngày họp"
            self._context.say("date-open", said, 0, "tìm thêm một nguồn ghi ngày")
        self.frame.day = last_day(when.edtf if when else None)
        if review and review.found.year is None and self.frame.day:
            review = with_year(review, self.frame.day)
        if review and review.edtf:
            self.frame.scalars["period"] = DraftValue(
                review.edtf, self._context.span(review.start, review.end), "kỳ ghi ở tiêu đề hoặc đoạn mở đầu"
            )
        else:
            self._context.say("period-open", "không thấy kỳ của cuộc họp (tháng, quý, nửa năm, năm)", 0)

    def host_and_level(self) -> None:
        """Who held it, and on which level."""
        article = self._article
        guess, _ = people(article, self._text, "central")
        caller = meeting.host(article, guess)
        level = meeting.level(article, caller)
        self._propose("level", level)
        if level is None:
            self._context.say("level-open", "không rõ cấp của cuộc họp", 0)
        place = caller and (caller.place or meeting.district(caller.committee, self._about_the_page()))
        if place:
            self.frame.unit = self._known.units.of_place(place, self.frame.day)
        if self.frame.unit is None and (level is None or level.value not in {"central", "cluster"}):
            self.frame.unit = self._province_of_meeting()
        if caller is None:
            self._context.say("host-open", "không rõ cơ quan tổ chức cuộc họp", 0)
            return
        if level and level.value == "cluster" and caller.level != "central":
            self._context.say(
                "host-open", "cuộc họp của một cụm: hãy xem cơ quan đăng cai", caller.start, severity="warning"
            )
            if self.frame.unit is None:
                return
        unit_name = self._known.place_name(self.frame.unit, self.frame.day)
        where = place or (unit_name if caller.committee in {"tỉnh ủy", "thành ủy"} else None)
        name = _name_of_body(caller.committee, where, caller.board)
        body = self._known.organization(name)
        span = self._context.span(caller.start, caller.end)
        if body:
            self.frame.scalars["host"] = DraftValue(body.id, span, caller.how)
        else:
            self.frame.organization = DraftOrganization(vietnamese.slug(name), name, self.frame.unit)
            new, message = self.frame.organization.id, f"chưa có bản ghi về cơ quan “{name}”"
            self.frame.scalars["host"] = DraftValue(new, span, caller.how, "bản ghi mới")
            self._context.say("new-organization", message, caller.start, f"bản ghi mới: organizations/{new}.yml")

    def _about_the_page(self) -> list[str]:
        """Headline, first paragraphs, and what the paper or portal calls itself."""
        article = self._article
        first, last = meeting.lead(article)
        stated = (article.title, article.publisher)
        return [*[one.value for one in stated if one], article.work[first:last], article.head.window]

    def series(self) -> None:
        """The series of that level, host and rhythm, when there is just one."""
        period, host = self.frame.scalars.get("period"), self.frame.scalars.get("host")
        if not period or not host:
            return
        rhythm = _RHYTHMS.get(dates.parse(period.value).precision)
        fitting = [
            s.id
            for s in self._known.series.values()
            if (s.level, s.host, s.rhythm) == (self.frame.get("level"), host.value, rhythm)
        ]
        if len(fitting) == 1:
            self.frame.scalars["series"] = DraftValue(fitting[0], period.span, "cùng cấp, cơ quan và nhịp họp")

    def _province_of_meeting(self) -> str | None:
        """The province a report of a province's paper does not name: by its first mention, else by a district's name."""
        first, last = meeting.lead(self._article)
        mentions = list(self._known.units.mentions(self._text, self.frame.day))
        in_lead = next((unit for unit, start, _ in mentions if first <= start < last), None)
        if in_lead:
            return in_lead
        place = meeting.venue(self._article, self._text)
        if place and (
            unit := self._known.units.of_place(place.value, self.frame.day, mentions[0][0] if mentions else None)
        ):
            return unit
        named = (self._known.units.within(text, self.frame.day) for text in self._about_the_page())
        return next((unit for unit in named if unit), mentions[0][0] if mentions else None)

    def venue(self) -> None:
        """Where it was, and in which form."""
        place = meeting.venue(self._article, self._text)
        if place:
            self._propose("venue.place", place)
            unit = next(
                (
                    found
                    for name in (place.value, *meeting.around_venue(self._article, place))
                    if (found := self._known.units.of_place(name, self.frame.day, self.frame.unit))
                ),
                None,
            )
            if unit:
                self.frame.scalars["venue.province"] = DraftValue(
                    unit, self._context.span(place.start, place.end), "nơi họp thuộc đơn vị này vào ngày họp"
                )
            elif self.frame.unit and self.frame.get("level") in {"province", "district"}:
                self.frame.scalars["venue.province"] = DraftValue(
                    self.frame.unit, self._context.span(place.start, place.end), "tỉnh của cơ quan tổ chức"
                )
        self._propose("venue.format", meeting.form(self._article))
        points = meeting.points(self._article)
        if points:
            self.frame.scalars["venue.connection_points"] = DraftValue(
                int(points.value), self._context.span(points.start, points.end), points.how
            )

    def _propose(self, name: str, found: meeting.Extracted | None) -> None:
        if found:
            span = self._context.span(found.start, found.end)
            self.frame.scalars[name] = DraftValue(found.value, span, found.how, found.doubt)
