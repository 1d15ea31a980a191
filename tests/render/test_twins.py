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
    now = {name: json.loads(twin.schema(name, SITE_URL)) for name in twin.kinds_of_views()}
    before = _published()
    assert not list(_taken_back(before, now, ""))
    if os.environ.get("GOLDEN") == "write":
        PUBLISHED.mkdir(exist_ok=True)
        for name, schema in now.items():
            text = json.dumps(schema, ensure_ascii=False, indent=1)
            (PUBLISHED / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")
        before = _published()
    assert before == now


def _taken_back(before: Any, now: Any, where: str) -> Iterator[str]:
    """Where ``now`` says less than before, or something else."""
    if isinstance(before, dict) and isinstance(now, dict):
        for key, value in before.items():
            if key in {"description", "title"}:
                continue
            if key not in now:
                yield f"{where}/{key}"
            elif key == "required" and isinstance(value, list):
                yield from (f"{where}/required/{name}" for name in value if name not in now[key])
            else:
                yield from _taken_back(value, now[key], f"{where}/{key}")
    elif before != now:
        yield where


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"properties": {"a": {"type": "string"}}}, {"properties": {}}),
        ({"properties": {"a": {"type": "string"}}}, {"properties": {"a": {"type": "integer"}}}),
        ({"required": ["a"]}, {"required": []}),
        ({"$defs": {"A": {}}}, {"$defs": {}}),
    ],
)
def test_what_is_taken_back_is_found(old: Any, new: Any) -> None:
    assert list(_taken_back(old, new, ""))


def test_what_is_added_is_let_pass() -> None:
    old = {"properties": {"a": {"type": "string"}}, "required": ["a"]}
    new = {"properties": {"a": {"type": "string"}, "b": {"type": "string"}}, "required": ["a", "b"]}
    assert not list(_taken_back(old, new, ""))


def test_names_of_views_make_names_of_schemas() -> None:
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", name) for name in twin.kinds_of_views())
