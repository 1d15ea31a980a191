"""Material for MkDocs' own search over the pages of a site: ``python -m bench.search.material SITE TARGET``.

MkDocs draws one page with the stock theme, and so brings the theme's scripts and the settings of its search; the index it
made of that page gives way to one of all meetings, made from their pages by the theme's own reader. What MkDocs would take to
draw ten thousand pages is left out: only reading and writing the index is the search's own.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

INDEX = "search/search_index.json"


def build(site: Path, target: Path) -> int:
    """Draw the one page and index all meetings of ``site`` in the new folder ``target``; returns how many there are."""
    import yaml
    from material.plugins.search.plugin import SearchIndex
    from mkdocs.commands.build import build as draw
    from mkdocs.config import load_config

    target = target.resolve()
    docs = target.parent / f"{target.name}-docs"
    docs.mkdir(parents=True)
    (docs / "index.md").write_text("# Giao ban\n\nKho lưu trữ.\n", encoding="utf-8")
    theme = {"name": "material", "language": "vi", "font": False}
    settings: dict[str, Any] = {"site_name": "Giao ban", "theme": theme, "plugins": ["search"]}
    config = docs.parent / f"{target.name}.yml"
    config.write_text(yaml.safe_dump(settings | {"docs_dir": str(docs), "site_dir": str(target)}), encoding="utf-8")
    draw(load_config(str(config)))
    made = json.loads((target / INDEX).read_text(encoding="utf-8"))
    index = SearchIndex(**made["config"])
    count = 0
    for page in pages(site):
        index.add_entry_from_context(page)
        count += 1
    (target / INDEX).write_text(index.generate_search_index(None), encoding="utf-8")
    return count


def pages(site: Path) -> Iterator[SimpleNamespace]:
    """The meetings' pages as MkDocs hands pages to its search: what stands in ``main``, with title and address."""
    from selectolax.lexbor import LexborHTMLParser

    for path in sorted((site / "hop").glob("*/index.html")):
        tree = LexborHTMLParser(path.read_text(encoding="utf-8"))
        main, title = tree.css_first("main"), tree.css_first("h1")
        if main and title:
            url = path.parent.relative_to(site).as_posix() + "/"
            yield SimpleNamespace(meta={}, title=title.text(), content=main.inner_html or "", toc=[], url=url)


if __name__ == "__main__":
    print(build(Path(sys.argv[1]), Path(sys.argv[2])))
