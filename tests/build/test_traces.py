"""Traces: what was made is current exactly while every question it asked is answered as it was then."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from giaoban.archive.answers import Answers, Question
from giaoban.archive.reader import Reader
from giaoban.build.store import Store
from giaoban.build.traces import Traces, digests_of

Facts = Mapping[str, Any]
Asked = Iterable[tuple[str, str]]


def answers(facts: Facts, **more: Question) -> Answers:
    """Answers of one archive, which knows of each name a value; a name that it does not know is answered with None."""
    return Answers({"of": Question(facts.get), "must": Question(facts.__getitem__)} | more)


class Builds:
    """Builds that follow each other. Each makes what is not current, and is killed before its end or not."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def build(self, known: Answers | Facts, outputs: Mapping[str, Asked], *, killed: bool = False) -> list[str]:
        """Build some outputs, which ask each these questions; returns what was made."""
        given = known if isinstance(known, Answers) else answers(known)
        store = Store(self.path, b"key")
        traces = Traces(store, given)
        current = traces.current(outputs)
        stale = [name for name in outputs if name not in current]
        for name in stale:
            reader = Reader(given)
            for question in outputs[name]:
                reader.ask(*question)
            traces.put([traces.record(name, reader.asked, digests_of(given, reader.asked), b"digest")])
            store.commit()
        if not killed:
            traces.drop(traces.made.keys() - outputs.keys())
            traces.save()
            store.commit()
        store.close()
        return stale

    def sql(self, script: str) -> None:
        """Change something in the store."""
        store = Store(self.path, b"key")
        store.connection.executescript(script)
        store.commit()
        store.close()


@pytest.fixture
def builds(tmp_path: Path) -> Iterator[Builds]:
    return Builds(tmp_path / "store.sqlite")


FACTS = {"an": "An", "binh": "Bình", "cam": "Cam"}
OUTPUTS = {"a": [("of", "an"), ("of", "nobody")], "b": [("of", "binh")], "c": []}


def test_what_was_made_is_current_until_an_answer_changes(builds: Builds) -> None:
    assert builds.build(FACTS, OUTPUTS) == ["a", "b", "c"]
    assert builds.build(FACTS, OUTPUTS) == []
    assert builds.build(FACTS | {"binh": "Ba", "cam": "x"}, OUTPUTS) == ["b"]
    assert builds.build(FACTS | {"binh": "Ba"}, OUTPUTS) == []
    # A question that found nothing is a question too.
    assert builds.build(FACTS | {"nobody": "Ai"}, OUTPUTS) == ["a", "b"]
    assert builds.build(FACTS | {"nobody": "Ai"}, OUTPUTS) == []


def test_an_answer_that_comes_back_is_a_change(builds: Builds) -> None:
    for binh in ("Bình", "Ba", "Bình", "Ba", "Ba"):
        made = builds.build(FACTS | {"binh": binh}, {"b": OUTPUTS["b"]})
    assert made == []


def test_a_question_that_nobody_answers_any_more_makes_it_stale(builds: Builds) -> None:
    builds.build({"an": 1}, {"a": [("must", "an")]})
    assert builds.build({}, {"a": []}) == ["a"]
    builds.build({"an": 1}, {"b": [("must", "an")]})
    assert builds.build(Answers({}), {"b": []}) == ["b"]


def test_after_a_kill_every_output_stands_for_itself(builds: Builds) -> None:
    """What was made before the kill is made of the new state; what was not, of the old."""
    builds.build(FACTS, OUTPUTS)
    newer = FACTS | {"an": "Ân", "binh": "Ba"}
    assert builds.build(newer, {"a": OUTPUTS["a"]}, killed=True) == ["a"]
    assert builds.build(newer, OUTPUTS) == ["b"]
    assert builds.build(newer, OUTPUTS) == []
    assert builds.build(newer, {"b": [("of", "cam")]}, killed=True) == []
    assert builds.build(FACTS | {"binh": "Bo"}, {"b": [("of", "cam")]}, killed=True) == ["b"]
    # Back to what the last whole build knew: what the killed one made is not of that.
    assert builds.build(newer, OUTPUTS | {"b": [("of", "binh"), ("of", "cam")]}) == []
    assert builds.build(newer | {"cam": "x"}, OUTPUTS | {"b": [("of", "binh"), ("of", "cam")]}) == ["b"]


def test_a_number_never_comes_to_mean_another_question(builds: Builds) -> None:
    builds.build(FACTS, {"a": [("of", "an")]})
    builds.build(FACTS, {"b": [("of", "binh"), ("of", "d")]}, killed=True)
    builds.build(FACTS, {"a": [("of", "an")], "c": [("of", "cam"), ("of", "e")]})
    outputs = {"a": [("of", "an")], "c": [("of", "cam")]}
    assert builds.build(FACTS, outputs) == []
    assert builds.build(FACTS | {"cam": "x"}, outputs) == ["c"]
    assert builds.build(FACTS | {"cam": "x", "an": "y"}, outputs) == ["a"]


def test_questions_that_nothing_asks_any_more_are_forgotten(builds: Builds) -> None:
    outputs: dict[str, Asked] = {}
    for turn in range(12):
        outputs = {"changing": [("of", f"{turn}.{n}") for n in range(100)], "lasting": [("of", "an"), ("of", "binh")]}
        # What asks other questions than before is made again, since one of them is answered otherwise.
        builds.build(FACTS | {f"{turn - 1}.7": turn, f"{turn}.7": turn}, outputs)
    store = Store(builds.path, reading=True)
    assert len(store.questions()) < 350
    store.close()
    facts = FACTS | {"10.7": 11, "11.7": 11}
    assert builds.build(facts, outputs) == []
    assert builds.build(facts | {"binh": 2}, outputs) == ["lasting"]
    assert builds.build(facts | {"binh": 2, "11.99": 3}, outputs) == ["changing"]


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE question SET keys = replace(keys, 'an', 'am')",
        "UPDATE question SET first = first + 1",
        "DELETE FROM question",
        "UPDATE made SET data = x'80'",
        "DELETE FROM made",
    ],
)
def test_damaged_traces_make_everything_stale(builds: Builds, damage: str) -> None:
    builds.build(FACTS, OUTPUTS)
    builds.sql(damage)
    assert builds.build(FACTS, OUTPUTS) == list(OUTPUTS)
    assert builds.build(FACTS | {"an": 2}, OUTPUTS) == ["a"]


@pytest.mark.parametrize(
    "damage", ["DELETE FROM meta WHERE name != 'key'", "UPDATE meta SET value = x'00' WHERE name != 'key'"]
)
def test_without_the_digests_of_answers_nothing_is_lost(builds: Builds, damage: str) -> None:
    builds.build(FACTS, OUTPUTS)
    builds.sql(damage)
    assert builds.build(FACTS | {"an": 2}, OUTPUTS) == ["a"]


def test_what_has_the_basis_of_the_last_build_is_not_asked_again(builds: Builds) -> None:
    found: list[str] = []

    def known(basis: bytes, facts: Facts) -> Answers:
        def answer(name: str) -> object:
            found.append(name)
            return facts.get(name)

        return answers(facts, costly=Question(answer, basis=lambda: basis))

    outputs: dict[str, Callable[[], None] | Asked] = {"a": [("costly", "an"), ("of", "binh")]}
    builds.build(known(b"1", FACTS), outputs)
    found.clear()
    assert builds.build(known(b"1", FACTS), outputs) == []
    assert found == []
    assert builds.build(known(b"2", FACTS), outputs) == []
    assert found == ["an"]
    assert builds.build(known(b"3", FACTS | {"an": 2}), outputs) == ["a"]
    # A build that was killed has no basis of its own.
    builds.build(known(b"4", FACTS | {"an": 3}), outputs, killed=True)
    assert builds.build(known(b"3", FACTS | {"an": 2}), outputs) == ["a"]
