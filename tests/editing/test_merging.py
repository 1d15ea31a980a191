"""Ten branches that each add a meeting, with new people, documents and organizations, merge with git in any order."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from repositories import commit, git

from giaoban.build.examine import examine
from giaoban.build.ledger import items_of, load, record
from giaoban.findings import has_errors

ROOT = Path(__file__).resolve().parents[2]
BRANCHES = 10


def add(content: Path, number: int) -> None:
    """One meeting with a person, a document and an organization of its own, and their addresses."""
    meeting = f"2025-03-{number + 10}-giao-ban-thu-{number}"
    texts = {
        f"leaders/nguyen-van-thu-{number}.yml": f"id: nguyen-van-thu-{number}\nname: Nguyễn Văn Thử {number}\n",
        f"organizations/huyen-uy-thu-{number}.yml": f"id: huyen-uy-thu-{number}\nname: Huyện ủy Thử {number}\n"
        "province: dong-thap\nparent: tinh-uy-dong-thap\n",
        f"resolutions/kh-90{number}-thu.yml": f"id: kh-90{number}-thu\nsymbol: 90{number}-KH/HU\ntype: Kế hoạch\n"
        f"issuer: huyen-uy-thu-{number}\nprovince: dong-thap\nterm: 2020-2025\n"
        f"sources:\n  - {{id: s1, title: Bài {number}}}\n",
        f"briefings/2025/{meeting}.md": f"---\nid: {meeting}\ntitle: Giao ban thử {number}\nkind: briefing\nlevel: district\n"
        f"date: 2025-03-{number + 10}\nhost: huyen-uy-thu-{number}\npeople:\n"
        f"  - {{leader: nguyen-van-thu-{number}, part: chair}}\n"
        f"provinces:\n  - province: dong-thap\nresolutions:\n  - resolution: kh-90{number}-thu\n    relation: reported\n"
        f"    cited: Kế hoạch 90{number}-KH/HU\nsources:\n  - id: s1\n    title: Bài {number}\n---\n\nCuộc họp thứ {number}.\n",
    }
    for path, text in texts.items():
        (content / path).parent.mkdir(exist_ok=True)
        (content / path).write_text(text, "utf-8")
    found = examine(content, ROOT, keep=False)
    record(content, found.addresses, items_of(found.archive.cards.values()))


@pytest.mark.parametrize("seed", range(3))
def test_ten_branches_merge_in_any_order(tmp_path: Path, seed: int) -> None:
    content = Path(shutil.copytree(ROOT / "content", tmp_path / "content"))
    shutil.copy(ROOT / ".gitattributes", tmp_path)
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "x")
    for number in range(BRANCHES):
        git(tmp_path, "switch", "-q", "-c", f"add-{number}", "main")
        add(content, number)
        commit(tmp_path, "2026-01-02T00:00:00Z")
    git(tmp_path, "switch", "-q", "main")
    for number in random.Random(seed).sample(range(BRANCHES), BRANCHES):
        git(tmp_path, "merge", "-q", "--no-edit", f"add-{number}")
    examined = examine(content, ROOT, keep=False)
    shown = [f.format() for f in examined.findings if f.severity == "error"]
    assert not has_errors(examined.findings), shown
    for number in range(BRANCHES):
        assert f"/hop/2025-03-{number + 10}-giao-ban-thu-{number}/" in examined.addresses
    assert examined.addresses <= set(load(content).promised)
