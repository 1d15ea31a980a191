"""The markup of every kind of page, judged by html-validate."""

from __future__ import annotations

import shutil
from pathlib import Path

import node_tools
from page_kinds import Sample


def test_the_markup_of_every_kind_of_page_is_clean(samples: dict[str, list[Sample]], tmp_path: Path) -> None:
    for chosen in samples.values():
        for sample in chosen:
            name = sample.address.strip("/").replace("/", "_").removesuffix(".html") or "home"
            shutil.copy(sample.file, tmp_path / f"{name}.html")
    config = node_tools.SCRIPTS / "htmlvalidate.config.mjs"
    done = node_tools.run("node_modules/html-validate/bin/html-validate.mjs", "--config", config, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
