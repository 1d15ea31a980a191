"""What the synthetic meetings say: numbered items and a summary, some 670 syllables together on average."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from bench.synthetic.cast import Paper, SyntheticLeader, quoted
from bench.synthetic.chain import Chain, lowered, maybe, one
from bench.synthetic.names import personal_name, place_name
from giaoban.records.models.unit import Unit

# Syllables to spend: what is begun is finished, so that a record has a little more of them.
_ITEMS = 325
_SUMMARY = 290
_HEADINGS = ("Kết quả", "Hạn chế", "Nhiệm vụ", "Ý kiến thảo luận", "Kết luận của hội nghị", "Tham luận")
_RARE = 0.25


class Held(NamedTuple):
    """A meeting that later ones of its series can go on from; ``last``: the latest day on which it may have been held."""

    id: str
    last: int
    tasks: tuple[str, ...]


class Scene(NamedTuple):
    """What a meeting on ``day`` has to speak of."""

    day: int
    people: Sequence[SyntheticLeader]
    papers: Sequence[Paper]
    units: Sequence[Unit]
    earlier: Sequence[Held]


def items_yaml(scene: Scene, chain: Chain, rng: random.Random) -> tuple[str, tuple[str, ...]]:
    """Results, shortcomings and tasks as YAML, and the ids of the tasks."""
    left = int(_ITEMS * (0.5 + rng.random()))
    written: dict[str, list[str]] = {"results": [], "shortcomings": [], "tasks": []}
    letter = {"results": "r", "shortcomings": "h", "tasks": "t"}
    while left > 0 or not written["tasks"]:
        share = rng.random()
        group = "results" if share < 0.42 else "shortcomings" if share < 0.52 else "tasks"
        entity = f"{letter[group]}{len(written[group]) + 1}"
        words = _sentence(chain, rng)
        paper = one(rng, scene.papers) if scene.papers and maybe(rng, 0.45) else None
        if paper:
            words = [*words[:-1], f"{words[-1].rstrip('.')},", "theo", *lowered(one(rng, paper.said)).split(), "."]
            words[-2:] = [f"{words[-2]}."]
        left -= len(words)
        written[group].append(_item(entity, group, " ".join(words), paper, scene, rng))
    text = "".join(f"{group}:\n{''.join(entries)}" for group, entries in written.items() if entries)
    return text, tuple(f"t{i + 1}" for i in range(len(written["tasks"])))


def _item(entity: str, group: str, text: str, paper: Paper | None, scene: Scene, rng: random.Random) -> str:
    lines = [f"  - id: {entity}\n    text: {quoted(text)}\n"]
    if paper:
        lines.append(f"    resolutions: [{paper.id}]\n")
    if scene.units and maybe(rng, 0.15):
        lines.append(f"    provinces: [{one(rng, scene.units).id}]\n")
    if scene.people and maybe(rng, 0.4):
        lines.append(f"    by: {one(rng, scene.people).id}\n")
    if group == "tasks" and maybe(rng, 0.3):
        lines.append(f"    due: {date.fromordinal(scene.day + 60).isoformat()[:7]}\n")
    verb = {"tasks": "continues", "results": "answers"}.get(group)
    if verb and scene.earlier and maybe(rng, 0.2):
        lines.append(f"    {verb}: {quoted(_task_of(scene.earlier, rng))}\n")
    return "".join(lines)


def summary(scene: Scene, chain: Chain, rng: random.Random) -> str:
    """The Markdown of a meeting: an introduction and some headed parts, with links to what it names."""
    left = int(_SUMMARY * (0.5 + rng.random()))
    links = _links(scene, rng)
    parts = []
    headings = list(_HEADINGS[: 2 + int(rng.random() * 4)])
    paragraph: list[str] = []
    sentences = 0
    while left > 0:
        words = _sentence(chain, rng)
        left -= len(words)
        text = " ".join(words)
        if links and maybe(rng, 0.4):
            text = f"{links.pop()}: {lowered(text)}"
        paragraph.append(text)
        sentences += 1
        if maybe(rng, 0.35):
            parts.append(" ".join(paragraph))
            paragraph = []
            if headings and sentences > 2:
                parts.append(f"## {headings.pop(0)}")
                sentences = 0
    parts.append(" ".join(paragraph) or " ".join(chain.sentence(rng)))
    return "\n\n".join(parts) + "\n"


def _sentence(chain: Chain, rng: random.Random) -> list[str]:
    """A sentence, in places with a name that hardly comes up elsewhere."""
    words = chain.sentence(rng)
    share = rng.random()
    if share < _RARE:
        rest = lowered(" ".join(words))
        where = f"Tại {place_name(rng)}" if share < _RARE / 2 else f"{personal_name(rng)} cho biết"
        return f"{where}, {rest}".split(" ")
    return words


def _links(scene: Scene, rng: random.Random) -> list[str]:
    found = [f"[{person.name}](/lanh-dao/{person.id}/)" for person in scene.people[:2]]
    found += [f"[{unit.name}](/tinh/{unit.page}/)" for unit in scene.units[:2]]
    found += [f"[{paper.said[0]}](/van-ban/{paper.id}/)" for paper in scene.papers[:3]]
    if scene.earlier and maybe(rng, 0.5):
        briefing, _, task = _task_of(scene.earlier, rng).partition("#")
        found.append(f"[Cuộc họp trước](/hop/{briefing}/#{task})")
    return sorted(found, key=lambda _: rng.random())


def _task_of(earlier: Sequence[Held], rng: random.Random) -> str:
    meeting = earlier[int(rng.random() * len(earlier))]
    return f"{meeting.id}#{one(rng, meeting.tasks)}"
