"""The JSON twins of pages, held to their schemas, and these to the schemas that were published last."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from conftest import SITE_URL
from small_archive import briefing, build

from giaoban.render import twin

PUBLISHED = Path(__file__).resolve().parent.parent / "fixtures" / "schemas"


@pytest.fixture(scope="module")
def twins(site: Path) -> dict[str, dict[str, Any]]:
    """Every twin by the address of its page."""
    found = {path.parent.relative_to(site).as_posix(): path for path in site.rglob("index.json")}
    return {"" if a == "." else f"{a}/": json.loads(path.read_bytes()) for a, path in found.items()}


def test_every_page_has_a_twin_that_it_names(site: Path, twins: dict[str, dict[str, Any]]) -> None:
    pages = {
        path.parent.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in site.rglob("index.html")
    }
    named = {"" if a == "." else f"{a}/" for a, html in pages.items() if 'type="application/json"' in html}
    assert named == twins.keys()
    assert all(found["url"] == SITE_URL + address for address, found in twins.items())
    # Without one are only what editors wrote, what leads elsewhere, and figures by unit, which other twins have.
    own = {a for a, html in pages.items() if 'http-equiv="refresh"' not in html}
    others = {a.partition("/")[0] for a in own if ("" if a == "." else f"{a}/") not in twins and "theo-don-vi" not in a}
    assert not others & {
        "hop",
        "tinh",
        "lanh-dao",
        "van-ban",
        "chuoi",
        "chu-de",
        "hoi-nghi",
        "nam",
        "so-lieu",
        "nhiem-vu",
    }


def test_every_twin_is_what_its_schema_says(site: Path, twins: dict[str, dict[str, Any]]) -> None:
    schemas = {
        SITE_URL + p.relative_to(site).as_posix(): json.loads(p.read_bytes())
        for p in (site / "du-lieu").rglob("*.json")
    }
    seen: Counter[str] = Counter()
    for address, found in twins.items():
        seen[found["schema"]] += 1
        wrong = jsonschema.Draft202012Validator(schemas[found["schema"]]).iter_errors(found)
        assert not [(address, error.json_path, error.message) for error in wrong]
    assert len(seen) > 15
    for schema in schemas.values():
        jsonschema.Draft202012Validator.check_schema(schema)


def test_a_twin_says_what_the_page_shows(site: Path, twins: dict[str, dict[str, Any]]) -> None:
    for address, found in twins.items():
        html = (site / address / "index.html").read_text(encoding="utf-8")
        for section in found["record"].get("sections", ()):
            for item in section["items"]:
                assert f'id="{item["id"]}"' in html
        if found["title"]:
            assert found["title"].split("<")[0].split("&")[0].split("'")[0].split('"')[0] in html
        assert "\ue000" not in json.dumps(found, ensure_ascii=False)


def test_what_an_entry_names_stands_in_the_twin_of_its_meeting(twins: dict[str, dict[str, Any]]) -> None:
    entries = [
        line["meeting"]
        for found in twins.values()
        for group in found["record"].get("timeline", {}).get("groups", ())
        for line in group.get("lines", ())
        if "meeting" in line
    ]
    assert len(entries) > 500
    assert any(entry.get("items") for entry in entries)
    for entry in entries:
        meeting = twins[f"hop/{entry['id']}/"]
        record = meeting["record"]
        assert entry["date"] == record["date"]
        numbered = [*record["figures"], *(item for section in record["sections"] for item in section["items"])]
        assert {*entry.get("items", ())} <= {item["id"] for item in numbered}
        assert entry["sources"]
        assert {*entry["sources"]} <= {source["id"] for source in record["sources"]}


def test_a_thread_of_tasks_names_items_that_are_there(twins: dict[str, dict[str, Any]]) -> None:
    pages = [found["record"]["groups"] for address, found in twins.items() if address.startswith("nhiem-vu/")]
    steps = [step for groups in pages for group in groups for thread in group["threads"] for step in thread]
    assert len(steps) > 50
    for step in steps:
        record = twins[f"hop/{step['meeting']}/"]["record"]
        assert step["item"] in {item["id"] for section in record["sections"] for item in section["items"]}
        assert {*step["sources"]} <= {source["id"] for source in record["sources"]}


def test_a_link_in_a_summary_leads_to_the_site() -> None:
    small = build([briefing("mot", "2011-03-23")])
    view = small.view("briefing", "mot")
    found = json.loads(twin.content(view, SITE_URL, ""))
    assert "updated" not in found
    assert json.loads(twin.content(view, SITE_URL, "2026-01-02"))["updated"] == "2026-01-02"
    assert "head" not in found["record"]


# The schemas


def _published() -> dict[str, Any]:
    return {path.stem: json.loads(path.read_bytes()) for path in sorted(PUBLISHED.glob("*.json"))}


def test_no_schema_takes_anything_back() -> None:
    """What was published last, within one version; ``GOLDEN=write`` publishes what was only added."""
    now = _current()
    before = _published()
    assert before.keys() <= now.keys()
    assert not [(name, place) for name, schema in before.items() for place in _changes(schema, now[name])]
    if os.environ.get("GOLDEN") == "write":
        PUBLISHED.mkdir(exist_ok=True)
        for name, schema in now.items():
            text = json.dumps(schema, ensure_ascii=False, indent=1)
            (PUBLISHED / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")
        before = _published()
    assert before == now


def _current() -> dict[str, Any]:
    return {name: json.loads(twin.schema(name, SITE_URL)) for name in twin.kinds_of_views()}


Schema = dict[str, Any]
_NO_CONSTRAINT = {"title", "description", "$defs"}
"""What says nothing of a document: annotations, and definitions, which count where they are referred to, under whatever name."""


def _changes(before: Schema, now: Schema) -> Iterator[str]:
    """Where documents of ``now`` may hold other than those of ``before``, except for fields added that may be absent."""
    seen: set[tuple[str, str]] = set()

    def compare(old: Schema, new: Schema, where: str) -> Iterator[str]:
        if "$ref" in old and "$ref" in new:
            # A definition may contain itself.
            if (pair := (repr(old), repr(new))) in seen:
                return
            seen.add(pair)
        old, new = _resolved(old, before), _resolved(new, now)
        for key in sorted((old.keys() | new.keys()) - _NO_CONSTRAINT):
            here, a, b = f"{where}/{key}", old.get(key), new.get(key)
            if key == "properties":
                for name, field in (a or {}).items():
                    if name in (b or {}):
                        yield from compare(field, b[name], f"{here}/{name}")
                    else:
                        yield f"{here}/{name}"
            elif key == "required":
                yield from (f"{here}/{name}" for name in sorted({*(a or ())} ^ {*(b or ())}))
            elif key == "items" and isinstance(a, dict) and isinstance(b, dict):
                yield from compare(a, b, here)
            elif key in {"anyOf", "prefixItems"} and a and b and len(a) == len(b):
                for i, (one, other) in enumerate(zip(a, b, strict=True)):
                    yield from compare(one, other, f"{here}/{i}")
            elif a != b:
                yield here

    yield from compare(before, now, "")


def _resolved(schema: Schema, whole: Schema) -> Schema:
    """A schema without its reference: what the definition says, and what stands beside the reference."""
    while "$ref" in schema:
        *_, name = schema["$ref"].split("/")
        schema = {**whole["$defs"][name], **{key: value for key, value in schema.items() if key != "$ref"}}
    return schema


def _places(schema: Schema) -> Iterator[Schema]:
    """A schema and all within it, definitions too."""
    yield schema
    for key in ("properties", "$defs"):
        for one in schema.get(key, {}).values():
            yield from _places(one)
    for one in (*schema.get("anyOf", ()), *schema.get("prefixItems", ()), *filter(None, [schema.get("items")])):
        if isinstance(one, dict):
            yield from _places(one)


def _spoilt(place: Schema) -> Iterator[Schema]:
    """One place of a schema with everything, in turn, that no reader of its documents expects."""
    fields, required = place.get("properties", {}), place.get("required", [])
    for name in fields:
        yield {**place, "properties": {other: field for other, field in fields.items() if other != name}}
    if fields:
        yield {**place, "properties": {**fields, "new": {}}, "required": [*required, "new"]}
        yield from ({**place, "required": [*required, name]} for name in fields if name not in required)
    for name in required:
        yield {**place, "required": [other for other in required if other != name]}
    for key in ("enum", "anyOf", "prefixItems"):
        if key in place:
            yield {**place, key: place[key][1:]}
            yield {**place, key: [*place[key], None]}
    for key in ("type", "const", "format", "default", "$ref", "items"):
        if key in place:
            yield {**{k: v for k, v in place.items() if k != key}, "enum": ["changed"]}
    yield {**place, "maxProperties": 1}


@pytest.mark.parametrize("name", sorted(path.stem for path in PUBLISHED.glob("*.json")))
def test_whatever_changes_anywhere_in_a_schema_is_found(name: str) -> None:
    before, now = _published()[name], _published()[name]
    tried = 0
    for place in list(_places(now)):
        as_it_was = dict(place)
        for spoilt in _spoilt(as_it_was):
            place.clear()
            place.update(spoilt)
            tried += 1
            assert list(_changes(before, now)), spoilt
        place.clear()
        place.update(as_it_was)
    assert tried > 30
    assert not list(_changes(before, now))


def test_a_definition_may_have_another_name_and_fields_may_be_added_that_need_not_be_there() -> None:
    for before in _published().values():
        now = json.loads(re.sub(r"(#/\$defs/)(\w+)", r"\1New\2", json.dumps(before)))
        now["$defs"] = {f"New{name}": one for name, one in now["$defs"].items()}
        for place in _places(now):
            if "properties" in place:
                place["properties"]["new"] = {"type": "string"}
        assert not list(_changes(before, now))


def test_a_definition_that_contains_itself_is_compared() -> None:
    def tree(name: str, kind: str) -> Schema:
        fields = {"branches": {"type": "array", "items": {"$ref": f"#/$defs/{name}"}}, "leaf": {"type": kind}}
        return {"$ref": f"#/$defs/{name}", "$defs": {name: {"type": "object", "properties": fields}}}

    assert not list(_changes(tree("A", "string"), tree("B", "string")))
    assert "/properties/leaf/type" in {*_changes(tree("A", "string"), tree("B", "integer"))}


def test_names_of_views_make_names_of_schemas() -> None:
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", name) for name in twin.kinds_of_views())
