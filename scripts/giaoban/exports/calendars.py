"""Calendars (RFC 5545): of all meetings, and of every series.

A meeting whose day is known is an event of whole days. One whose day no source tells is no event, for it would be shown on
days on which nothing may have been: it is a journal entry without a date, which says in words what is known.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from giaoban import addresses, dates
from giaoban.archive.arrivals import Arrival
from giaoban.archive.reader import Reader
from giaoban.archive.values import Heading
from giaoban.dates import Edtf
from giaoban.views import feeds, words

_SERIES = "series"
_WIDTH = 75
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""})


def files(reader: Reader) -> tuple[str, ...]:
    """The calendar of all meetings, and that of each series that has any."""
    series = tuple(addresses.of(_SERIES, entity) + feeds.CALENDAR for entity, _ in reader.sizes(_SERIES))
    return (feeds.CALENDAR, *series)


def content(reader: Reader, file: str) -> bytes:
    """The calendar at the path ``file``, UTF-8 with lines folded: of all meetings, or of the series that its path names."""
    if file == feeds.CALENDAR:
        name = "Giao ban: mọi cuộc họp"
        arrivals, headings = reader.arrivals(), reader.headings()
    else:
        entity = file.split("/")[1]
        reference = reader.reference(_SERIES, entity)
        name = f"Giao ban: {reference.label if reference else entity}"
        arrivals = reader.arrivals_of(_SERIES, entity)
        headings = tuple(found for arrival in arrivals if (found := reader.heading(arrival.meeting)))
    days = {arrival.meeting: arrival for arrival in arrivals}
    host = reader.setting("authority").partition(",")[0]
    site_url = reader.setting("site_url")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Giao ban//Kho lưu trữ//VI", "CALSCALE:GREGORIAN"]
    lines += [f"X-WR-CALNAME:{name.translate(_ESCAPES)}", f"NAME:{name.translate(_ESCAPES)}"]
    for heading in headings:
        lines += _event(heading, days[heading.id], host, site_url)
    lines.append("END:VCALENDAR")
    return "".join(_folded(lines)).encode()


def _event(heading: Heading, arrival: Arrival, host: str, site_url: str) -> list[str]:
    moment = dates.parse(heading.date)
    known = _is_known(moment)
    what = "VEVENT" if known else "VJOURNAL"
    said = f"{words.KINDS[heading.kind]}, {words.LEVELS[heading.level].lower()}, họp {dates.vietnamese(heading.date)}."
    return [
        f"BEGIN:{what}",
        f"UID:{heading.id}@{host}",
        f"DTSTAMP:{_stamp(arrival.changed)}",
        f"CREATED:{_stamp(arrival.added)}",
        f"LAST-MODIFIED:{_stamp(arrival.changed)}",
        *(
            [
                f"DTSTART;VALUE=DATE:{_day(moment.earliest)}",
                f"DTEND;VALUE=DATE:{_day(moment.latest + timedelta(days=1))}",
                "TRANSP:TRANSPARENT",
            ]
            if known
            else []
        ),
        f"SUMMARY:{heading.title.translate(_ESCAPES)}",
        f"DESCRIPTION:{said.translate(_ESCAPES)}",
        *([f"LOCATION:{heading.place.translate(_ESCAPES)}"] if known and heading.place else []),
        f"URL:{site_url}{addresses.of('briefing', heading.id)}",
        f"CATEGORIES:{words.KINDS[heading.kind].translate(_ESCAPES)}",
        f"END:{what}",
    ]


def _is_known(moment: Edtf) -> bool:
    """Whether the day, or the first and the last day, is known and not doubted."""
    if moment.precision == "interval":
        return not moment.qualifier and all(dates.parse(end).exact for end in moment.text.split("/"))
    return moment.exact


def _day(value: date) -> str:
    return value.isoformat().replace("-", "")


def _stamp(day: str) -> str:
    """The beginning of a day in Vietnam, in universal time as stamps must be."""
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat().replace("-", "") + "T170000Z"


def _folded(lines: Iterable[str]) -> Iterable[str]:
    """Lines of at most 75 bytes, cut between characters; what goes on begins with a blank."""
    for line in lines:
        rest = line
        while len(rest.encode()) > _WIDTH:
            end = _WIDTH
            while len(rest[:end].encode()) > _WIDTH:
                end -= max(1, (len(rest[:end].encode()) - _WIDTH) // 4)
            yield f"{rest[:end]}\r\n"
            rest = f" {rest[end:]}"
        yield f"{rest}\r\n"
