"""Where records lie and what they name: derived from the registry of kinds and from the classes of records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from giaoban import kinds
from giaoban.records import layout, models
from giaoban.records.model import Model, reference_fields
from giaoban.records.models.briefing import Briefing

KINDS_WITH_FILES = [kind for kind in kinds.every().values() if kind.files]


def test_every_kind_with_files_has_a_class_and_no_other() -> None:
    assert sorted(models.every()) == sorted(kind.key for kind in KINDS_WITH_FILES)
    for kind, model in models.every().items():
        assert issubclass(model, Model)
        assert model.__module__ == f"giaoban.records.models.{kind}"
        assert "id" in model.model_fields


@pytest.mark.parametrize("kind", KINDS_WITH_FILES, ids=lambda kind: kind.key)
def test_the_file_of_a_record_is_one_of_its_kind(kind: kinds.Kind) -> None:
    path = layout.home(kind.key, "x").replace("x/x", "2024/x")
    if "#" in kind.files:
        assert layout.lists()[layout.file_kind(path) or ""][kind.files.partition("#")[2]] == kind.key
        assert not layout.holds_one(layout.file_kind(path) or "")
    else:
        assert layout.file_kind(path) == kind.key
        assert layout.holds_one(kind.key)
        assert layout.is_folder(path.partition("/")[0])


@pytest.mark.parametrize(
    "path", ["x.yml", "leaders", "leaders/x.md", "leaders/x/y.yml", "briefings/x.md", "topics.yaml", "topics"]
)
def test_other_files_are_of_no_kind(path: str) -> None:
    assert layout.file_kind(path) is None


def test_what_is_named_is_of_a_kind() -> None:
    known = set(models.every())
    for model in models.every().values():
        assert {place.kind for place in reference_fields(model)} <= known


def test_a_record_names_its_ids_in_order_and_once() -> None:
    record = Briefing.model_validate(
        {
            "id": "a", "title": "A", "kind": "briefing", "level": "central", "date": "2024", "host": "ban",
            "venue": {"province": "hue"}, "provinces": [{"province": "ha-noi"}, {"province": "hue"}],
            "people": [{"leader": "b", "part": "chair"}],
            "tasks": [{"id": "t1", "text": "x", "by": "c", "provinces": ["ca-mau"]}],
            "results": [{"id": "r1", "text": "x", "by": "b", "resolutions": ["nq"]}],
            "sources": [{"id": "s1", "title": "x"}],
        }
    )  # fmt: skip
    assert record.named_ids() == {
        "series": (), "organization": ("ban",), "unit": ("hue", "ha-noi", "ca-mau"), "leader": ("b", "c"),
        "resolution": ("nq",), "indicator": (), "plenum": (), "topic": (), "briefing": (),
    }  # fmt: skip


def held(value: Any) -> Iterator[Any]:
    yield value
    if isinstance(value, Model):
        for name in type(value).model_fields:
            yield from held(getattr(value, name))
    elif isinstance(value, tuple):
        for entry in value:
            yield from held(entry)


def test_records_are_immutable_through_and_through() -> None:
    record = Briefing.model_validate(
        {
            "id": "a", "title": "A", "kind": "briefing", "level": "central", "date": "2024", "topics": ["x"],
            "people": [{"leader": "b", "part": "chair", "as": ["B"]}],
            "sources": [{"id": "s1", "title": "x"}],
        }
    )  # fmt: skip
    hash(record)
    assert not [value for value in held(record) if isinstance(value, list | dict | set)]
    with pytest.raises(ValueError, match="frozen"):
        record.title = "B"  # type: ignore[misc]
