"""The check as a whole: what it reads, what it costs, and what it knows of records that could not be read."""

from __future__ import annotations

from pathlib import Path

from broken import FIRST, SECOND, TODAY, examined
from msgspec.structs import replace

from giaoban.archive import Archive, link
from giaoban.check import Definition, Definitions, check_archive, definitions
from giaoban.records.files import SourceFile, discover
from giaoban.records.load import ParsedFile, load, parse_file


def defined_in(content: Path) -> list[Definition]:
    return [definition for source in discover(content)[0] for definition in definitions(load(source))]


def of(kind: str, text: str, path: str = "leaders/mau.yml") -> list[tuple[str, str, tuple[str | int, ...], bool]]:
    found = definitions(load(SourceFile(path, kind, text.encode())))
    return [(d.kind, d.id, d.at, d.sound) for d in found]


def test_what_a_file_defines() -> None:
    assert of("leader", "id: mau\nname: X\n") == [("leader", "mau", (), True)]
    assert of("topics", "topics: [{id: a, name: A, scope: B}, {id: b}, {name: C}, d]") == [
        ("topic", "a", ("topics", 0), True),
        ("topic", "b", ("topics", 1), False),
        ("topic", "", ("topics", 2), False),
        ("topic", "", ("topics", 3), False),
    ]
    assert of("provinces", "pages: []\nsources: [{id: s1, title: X}]\n") == []


def test_what_a_file_that_cannot_be_read_may_define() -> None:
    assert of("leader", "id: [") == [("leader", "mau", (), False)]
    assert of("leader", "id: khac\nname: X\n") == [("leader", "khac", (), True), ("leader", "mau", (), False)]
    assert of("topics", "topics: [") == [("topic", "", ("topics",), False)]
    assert of("provinces", "units: x") == [("unit", "", ("units",), False)]


def test_definitions_by_kind_and_id() -> None:
    first, second = (Definition("leader", "a", f"leaders/{n}.yml", (), sound=n == "b") for n in "ab")
    found = Definitions([first, second, Definition("topic", "a", "topics.yml", ("topics", 0), sound=True)])
    assert found.of("leader", "a") == [first, second]
    assert found.definition_of("leader", "a") == second
    assert found.unsound("leader") == {"a"}
    assert found.unsound("topic") == set()
    assert list(found.defined_twice()) == [[first, second]]


def test_only_a_file_with_a_problem_is_read_again_and_only_once(content: Path) -> None:
    (content / FIRST).write_text(
        (content / FIRST).read_text("utf-8").replace("le-thi-gia-dinh", "ai").replace("dao-gio", "dao"), "utf-8"
    )
    read: list[str] = []
    sources = {source.path: source for source in discover(content)[0]}

    def locate(path: str) -> ParsedFile:
        read.append(path)
        return parse_file(sources[path])

    _, archive = examined(content)
    findings = check_archive(archive, defined_in(content), locate, TODAY)
    assert {f.rule for f in findings} == {"unknown-leader", "unknown-province"}
    assert read == [FIRST]


def test_a_file_that_is_gone_is_named_all_the_same(content: Path) -> None:
    (content / SECOND).write_text(
        (content / SECOND).read_text("utf-8").replace("topics: [sap", "topics: [xap"), "utf-8"
    )
    _, archive = examined(content)
    [finding] = check_archive(archive, defined_in(content), lambda _: None, TODAY)
    assert (finding.path, finding.line, finding.column, finding.rule) == (SECOND, 1, 1, "unknown-topic")


def many(archive: Archive, count: int) -> Archive:
    """The archive with copies of its first and last meeting, each at a place of its own."""
    cards = [card for card in archive.cards.values() if not card.withdrawn]
    copies = [
        replace(cards[i % 2], id=f"m{i}", path=f"briefings/2024/m{i}.md", host=None, venue_province=f"noi-{i}")
        for i in range(count)
    ]
    return link(archive.entities, [*archive.cards.values(), *copies], archive.fetch)


def test_ten_thousand_meetings_take_a_moment_and_no_file_is_read(content: Path) -> None:
    _, archive = examined(content)
    defined = defined_in(content)
    whole = many(archive, 10_000)

    def locate(path: str) -> ParsedFile:
        raise AssertionError(path)

    assert check_archive(whole, defined, locate, TODAY) == []
