"""Whatever is renamed, merged, corrected or withdrawn, in whatever order: no new error, and one checkout undoes it all."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import MINI, ROOT, files
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from repositories import git

from giaoban.build.examine import examine
from giaoban.build.ledger import load, record
from giaoban.cli import main
from giaoban.editing.folder import ContentFolder
from giaoban.findings import has_errors

CALLS = st.tuples(
    st.sampled_from(["rename", "rename", "merge", "merge", "withdraw", "correct"]),
    st.integers(0, 10**6),
    st.integers(0, 10**6),
)
LINKS = """
Xem [họp](/hop/2024-10-15-giao-ban-thang-10-2024/#t1), [người](../lanh-dao/nguyen-van-hu-cau/),
[văn bản](/van-ban/nq-901-tw-k90/).
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny archive with a ledger, a page and more to merge, in a repository of git."""
    content = Path(shutil.copytree(MINI, tmp_path_factory.mktemp("edits") / "content"))
    (content / "pages").mkdir(exist_ok=True)
    (content / "pages" / "trang.md").write_text(f"---\ntitle: Trang\ndescription: Trang thử.\n---\n{LINKS}", "utf-8")
    for number in range(3):
        (content / f"leaders/nguoi-{number}.yml").write_text(f"id: nguoi-{number}\nname: Tô Văn {number}a\n", "utf-8")
    meeting = content / "briefings/2024/2024-10-15-giao-ban-thang-10-2024.md"
    text = meeting.read_text("utf-8")
    assert "people:\n" in text
    more = "".join(f"  - {{leader: nguoi-{number}, part: attended}}  # thêm\n" for number in range(2))
    meeting.write_text(text.replace("people:\n", f"people:\n{more}", 1), "utf-8")
    record(content, examine(content, ROOT, keep=False).addresses)
    git(content.parent, "init", "-q", "-b", "main")
    git(content.parent, "add", ".")
    git(content.parent, "commit", "-q", "-m", "x")
    return content


def called(content: Path, call: tuple[str, int, int]) -> list[str]:
    """One command with records that there are now, each chosen by a number."""
    name, one, other = call
    folder = ContentFolder(content)
    every = sorted((kind, entity) for kind, entity in folder.every() if kind not in {"unit", "province"})
    kind, entity = every[one % len(every)]
    if name == "rename":
        return [name, entity, f"{entity[:40]}-{other % 3}".replace("--", "-"), "--kind", kind]
    if name == "merge":
        alike = [e for k, e in every if k == kind]
        return [name, entity, alike[other % len(alike)], "--kind", kind]
    return [name, entity, *(("--why", "Trùng.") if name == "withdraw" else ("--what", "Số đúng: 5."))]


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(calls=st.lists(CALLS, min_size=1, max_size=4))
def test_any_edits_leave_no_error_and_one_checkout_undoes_them(small: Path, calls: list[tuple[str, int, int]]) -> None:
    before, promised = files(small), set(load(small).promised)
    try:
        for call in calls:
            was, arguments = files(small), called(small, call)
            result = CliRunner().invoke(main, [*arguments, "--content", str(small)])
            assert isinstance(result.exception, SystemExit | None), result.exception
            assert result.exit_code in {0, 1}, result.output
            if result.exit_code:
                assert files(small) == was, (arguments, result.output)
            found = examine(small, ROOT, keep=False)
            assert not has_errors(found.findings), (arguments, [f.format() for f in found.findings])
            assert promised <= {*found.addresses, *found.redirects}, arguments
    finally:
        git(small.parent, "checkout", "-q", "--no-overlay", "HEAD", "--", "content")
    assert files(small) == before
