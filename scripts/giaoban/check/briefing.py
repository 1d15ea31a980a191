"""Rules for one meeting: what its own dates, lists and status say of each other."""

from __future__ import annotations

from datetime import timedelta

from giaoban import dates
from giaoban.check.report import Report
from giaoban.dates import Edtf
from giaoban.findings import quote
from giaoban.records.models.briefing import Briefing

# A meeting is about its own time: the period it reports on or prepares lies within a year or so of its day.
_FAR = timedelta(days=500)


def check(record: Briefing, report: Report, broken: frozenset[str] = frozenset()) -> None:
    """Add what is wrong with a meeting. ``broken``: the keys of which something could not be read."""
    moment = dates.parse(record.date)
    if "corrections" not in broken:
        _status(record, report)
    _times(record, moment, report, broken)
    if broken.isdisjoint(("people", "resolutions")):
        _named_above(record, report)


def _status(record: Briefing, report: Report) -> None:
    if record.status == "withdrawn" and not record.corrections:
        hint = "thêm corrections: với date và what nói vì sao rút; người đọc sẽ thấy câu ấy"
        report.error(("status",), "withdrawn-unexplained", "bản ghi bị rút mà không nói lý do", hint)


def _times(record: Briefing, moment: Edtf, report: Report, broken: frozenset[str]) -> None:
    met = f"cuộc họp ({dates.vietnamese(record.date)})"
    if record.period:
        period = dates.parse(record.period)
        if period.earliest - moment.latest > _FAR or moment.earliest - period.latest > _FAR:
            message = f"kỳ {quote(dates.vietnamese(record.period))} cách {met} hơn một năm"
            report.warning(("period",), "period-far", message, "xem lại năm ở period và date")
    published = [dates.parse(s.published) if s.published else None for s in record.sources]
    if "sources" not in broken and all(day and day.latest < moment.earliest for day in published):
        message = f"mọi nguồn đều đăng trước {met}, nên chưa thể kể lại"
        hint = "xem lại published và date, hoặc thêm nguồn kể lại cuộc họp"
        report.warning(("sources", 0, "published"), "source-before-meeting", message, hint)
    for i, task in enumerate(record.tasks):
        if task.due and dates.parse(task.due).latest < moment.earliest:
            message = f"hạn {dates.vietnamese(task.due)} đã qua trước {met}"
            report.warning(("tasks", i, "due"), "due-before-meeting", message, "xem lại năm, tháng ở due")
    for i, figure in enumerate(record.figures):
        if figure.as_of and dates.parse(figure.as_of).earliest > moment.latest:
            message = f"số liệu tính đến {dates.vietnamese(figure.as_of)}, sau {met}"
            hint = "xem lại năm, tháng; chỉ tiêu cho thời gian tới thì ghi ở period"
            report.warning(("figures", i, "as_of"), "as-of-after-meeting", message, hint)


def _named_above(record: Briefing, report: Report) -> None:
    """What an item names, the record names too: a person with a part, a document with the words of its citation."""
    people = {person.leader for person in record.people}
    resolutions = {citation.resolution for citation in record.resolutions}
    for key, items in (("results", record.results), ("shortcomings", record.shortcomings), ("tasks", record.tasks)):
        for i, item in enumerate(items):
            if item.by and item.by not in people:
                people.add(item.by)  # said once
                hint = "thêm người này vào people, với part và as như nguồn ghi"
                report.warning((key, i, "by"), "unlisted-person", f"{quote(item.by)} không có trong people", hint)
            for j, resolution in enumerate(item.resolutions):
                if resolution not in resolutions:
                    resolutions.add(resolution)
                    hint = "thêm vào resolutions ở đầu bản ghi, với relation và cited như nguồn ghi"
                    message = f"{quote(resolution)} không có trong resolutions của cuộc họp"
                    report.warning((key, i, "resolutions", j), "uncited-resolution", message, hint)
