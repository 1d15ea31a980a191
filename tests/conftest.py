"""What all tests share: the tiny archive, and a project around a copy of it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from giaoban.build.pipeline import Options, Outcome, build

ROOT = Path(__file__).resolve().parent.parent
MINI = ROOT / "tests" / "fixtures" / "mini" / "content"
SITE_URL = "https://example.org/giao-ban/"

# How long an example takes says more of what else the machine does than of the code.
settings.register_profile("giaoban", deadline=None)
settings.load_profile("giaoban")


def pytest_addoption(parser: pytest.Parser) -> None:
    """``scripts/test.py --long``: try many more cases of what a few stand for otherwise."""
    parser.addoption("--long", action="store_true", help="try many more cases; takes an hour")


@pytest.fixture(scope="session")
def long(request: pytest.FixtureRequest) -> bool:
    """Whether time is no matter."""
    return bool(request.config.getoption("--long"))


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the tiny archive that a test may change."""
    return Path(shutil.copytree(MINI, tmp_path / "content"))


@pytest.fixture
def build_in(content: Path, tmp_path: Path) -> Callable[..., Outcome]:
    """Build the copied archive into ``tmp_path / name``, in this process."""

    def run(name: str = "build", processes: int = 1, site_url: str = SITE_URL) -> Outcome:
        return build(Options(ROOT, content, tmp_path / name, site_url, processes))

    return run


def whole_content(content: Path) -> None:
    """Add to a copy of the tiny archive what its pages lead to, so that its site may be published."""
    for page in ("gioi-thieu", "phuong-phap", "huong-dan"):
        (content / "pages").mkdir(exist_ok=True)
        (content / "pages" / f"{page}.md").write_text(
            f"---\ntitle: {page}\n---\n\n## Một {{#nhiem-vu}}\n", encoding="utf-8"
        )
    # Its one meeting is withdrawn, and a series may lack sources only where its meetings have them.
    series = (content / "series.yml").read_text(encoding="utf-8")
    source = "    sources:\n      - id: s1\n        title: Bài báo\n        accessed: 2026-01-01\n"
    (content / "series.yml").write_text(series.rstrip() + "\n" + source, encoding="utf-8")


def files(tree: Path) -> dict[str, bytes]:
    """Every file below a folder, by relative path."""
    top, found = os.fspath(tree), {}
    for folder, _, names in os.walk(top):
        for name in names:
            path = f"{folder}/{name}"
            if os.path.isfile(path):
                with open(path, "rb") as stream:
                    found[path[len(top) + 1 :].replace(os.sep, "/")] = stream.read()
    return dict(sorted(found.items()))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real archive, built once for all tests of a process."""
    folder = tmp_path_factory.mktemp("whole")
    outcome = build(Options(ROOT, ROOT / "content", folder, SITE_URL))
    assert outcome.published, [f.format("content/") for f in outcome.findings]
    return folder / "site"
