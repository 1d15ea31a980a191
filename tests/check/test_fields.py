"""No field goes unchecked: every id names a record that must exist, every day is held against others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from pydantic import StringConstraints
from pydantic.fields import FieldInfo

from giaoban import rules
from giaoban.records import models
from giaoban.records.model import ID_PATTERN, Model, Refers, reference_fields

# Every day in a record, and the rules that hold it against another; what may be any day says why.
DAYS = {
    "Briefing.date": {"source-before-meeting", "correction-too-early", "resolution-after-meeting", "province-not-then"},
    "Briefing.period": {"period-far"},
    "Task.due": {"due-before-meeting"},
    "Figure.as_of": {"as-of-after-meeting"},
    "Figure.period": "a target is for days to come, a result for any that were",
    "Correction.date": {"correction-too-early", "future-date"},
    "Source.published": {"accessed-before-published", "source-before-meeting", "source-before-document", "future-date"},
    "Source.accessed": {"accessed-before-published", "source-before-meeting", "future-date"},
    "Resolution.date": {"resolution-order", "resolution-before-plenum", "term-mismatch", "source-before-document"},
    "Plenum.date": {"plenum-order", "plenum-after-meeting", "source-before-plenum"},
    "Series.first": {"series-bounds", "future-date"},
    "Series.last": {"series-bounds", "future-date"},
    "SeriesException.period": {"series-bounds", "exception-held", "future-date"},
    "Unit.valid_from": {"dates-out-of-order", "merger-dates", "eras-overlap"},
    "Unit.valid_to": {"dates-out-of-order", "merger-dates", "eras-overlap"},
    "Form.valid_from": {"dates-out-of-order"},
    "Form.valid_to": {"dates-out-of-order"},
}


def classes() -> set[type[Model]]:
    """Every class of records and of their parts."""
    found: set[type[Model]] = set()
    waiting: list[Any] = [*models.every().values()]
    while waiting:
        one = waiting.pop()
        if isinstance(one, type) and issubclass(one, Model):
            if one not in found:
                found.add(one)
                waiting += [info.annotation for info in one.model_fields.values()]
        else:
            waiting += get_args(one)
    return found


def marks(info: FieldInfo) -> Iterator[Any]:
    """All that is annotated to a field's type and to the types within it."""
    yield from info.metadata
    waiting = [info.annotation]
    while waiting:
        one: Any = waiting.pop()
        yield from getattr(one, "__metadata__", ())
        waiting += get_args(one)


def fields() -> Iterator[tuple[str, FieldInfo]]:
    for model in classes():
        for name, info in model.model_fields.items():
            if name in model.__annotations__:
                yield f"{model.__name__}.{name}", info


def test_every_id_in_a_record_but_its_own_says_what_it_names() -> None:
    ids = [
        (name, any(isinstance(mark, Refers) for mark in marks(info)))
        for name, info in fields()
        if any(isinstance(mark, StringConstraints) and mark.pattern == ID_PATTERN for mark in marks(info))
    ]
    assert len(ids) > 20
    assert {name for name, refers in ids if not refers} == {f"{m.__name__}.id" for m in models.every().values()}


def test_every_kind_that_can_be_named_has_its_rule() -> None:
    named = {field.kind for model in models.every().values() for field in reference_fields(model)}
    wanted = {"unknown-province" if kind == "unit" else "unknown-page" if kind == "province" else f"unknown-{kind}"
              for kind in named}  # fmt: skip
    assert wanted <= set(rules.every())


def test_every_day_in_a_record_is_held_against_another() -> None:
    days = {
        name
        for name, info in fields()
        if {getattr(getattr(mark, "func", None), "__name__", "") for mark in marks(info)} & {"_edtf", "_day"}
    }
    assert days == DAYS.keys()
    assert {rule for of in DAYS.values() if isinstance(of, set) for rule in of} <= set(rules.every())
