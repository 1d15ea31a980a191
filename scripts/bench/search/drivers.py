"""How each search is driven in a browser: what a reader does to it, as JavaScript, and which of its files count.

Every piece of JavaScript is a function. ``open`` turns to the search and waits until it could answer; ``ask`` asks one query,
also of a search that has not been opened, and ends when results with their excerpts are there, with how many there are.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from bench.search.host import EMPTY

SHOWN = 4
"""So many results, with excerpts, are shown at first: as many meetings as the box in the header of every page has in sight."""

MOST = 240_000
"""Milliseconds after which a search counts as having no answer."""


class Driver(NamedTuple):
    """One search. ``folder``: where its files are on the host; ``page``: the page it stands on.

    ``parts``: names for its files, each with a pattern of their paths; files that none of them fits do not count.
    ``at_load``: it fetches its index with the page itself.
    """

    name: str
    folder: str
    page: str
    open: str | None
    ask: str
    parts: dict[str, str]
    at_load: bool = False

    def part(self, path: str) -> str | None:
        """What kind of file a path leads to."""
        return next((name for name, pattern in self.parts.items() if re.search(pattern, path)), None)


# Waits until an element that is not there yet (marks on those of the query before tell) says that results are drawn.
_DRAWN = """
const drawn = (selector, most) => new Promise((done, fail) => {
  const fresh = () => [...document.querySelectorAll(selector)].filter((e) => !e.dataset.old);
  const observer = new MutationObserver(() => {
    if (!fresh().length) return;
    observer.disconnect();
    clearTimeout(timer);
    done(fresh().length);
  });
  const timer = setTimeout(() => { observer.disconnect(); fail(new Error("no answer")); }, most);
  for (const e of document.querySelectorAll(selector)) e.dataset.old = "1";
  observer.observe(document.body, { subtree: true, childList: true });
});
"""

OURS = Driver(
    "giaoban",
    "site",
    "site/",
    """async () => {
  document.getElementById("tim").focus();
  const read = (entry) => /\\/tim\\/dau\\.bin$/.test(entry.name) && entry.responseEnd;
  while (!performance.getEntriesByType("resource").some(read)) await new Promise((next) => setTimeout(next, 5));
  await new Promise((next) => setTimeout(next, 100));
}""",
    f"""async (query) => {{
  {_DRAWN}
  const input = document.getElementById("tim");
  const found = drawn("#tim-goi-y [role=option]", {MOST});
  input.focus();
  input.value = query;
  input.dispatchEvent(new InputEvent("input", {{ bubbles: true }}));
  await found;
  return document.querySelectorAll("#tim-goi-y [role=option]:not(#tim-all) .d").length;
}}""",
    {
        "code": r"^site/assets/[\w/]+\.js$",
        "head": r"^site/tim/[0-9a-z]+\.bin$",
        "shards": r"^site/tim/m/",
        "excerpts": r"^site/tim/b/",
        "other": r"^site/",
    },
)

_PAGEFIND = """
  if (!window.pagefind) {
    window.pagefind = await import(new URL("pagefind/pagefind.js", location.origin));
    await window.pagefind.options({ basePath: "/pagefind/", baseUrl: "/" });
    await window.pagefind.init();
  }
"""

PAGEFIND = Driver(
    "Pagefind",
    "pagefind",
    EMPTY,
    f"async () => {{ {_PAGEFIND} }}",
    f"""async (query) => {{
  {_PAGEFIND}
  const {{ results }} = await window.pagefind.search(query);
  const shown = await Promise.all(results.slice(0, {SHOWN}).map((result) => result.data()));
  return shown.filter((page) => page.excerpt).length;
}}""",
    {
        "code": r"\.js$|wasm\.",
        "manifest": r"pagefind-entry\.json$",
        "head": r"\.pf_meta$",
        "shards": r"\.pf_index$",
        "excerpts": r"\.pf_fragment$",
        "other": r"^pagefind/",
    },
)

MATERIAL = Driver(
    "Material",
    "material",
    "material/",
    None,
    f"""async (query) => {{
  {_DRAWN}
  const input = document.querySelector(".md-search__input");
  const found = drawn(".md-search-result__item", {MOST});
  input.focus();
  input.value = query;
  input.dispatchEvent(new KeyboardEvent("keyup", {{ bubbles: true }}));
  return found;
}}""",
    {"code": r"^material/assets/javascripts/(workers|lunr)/", "head": r"^material/search/"},
    at_load=True,
)
