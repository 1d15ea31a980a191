"""The Jinja environment of page bodies: strict, escaping, and with the few filters that templates use."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined

from giaoban import dates
from giaoban.site import format as formats
from giaoban.site import urls, words


def environment(theme: Path, cache: Path | None, site_url: str = "", repository: str = "") -> Environment:
    """The environment for the templates in ``theme/pages``; compiled ones are kept in the folder ``cache`` when given.

    ``site_url``: where the site is published, ending in a slash; ``repository``: the address of the records' repository,
    empty when it is not said. A page may show both, so both belong to the digest of every page.
    """
    if cache is not None:
        cache.mkdir(parents=True, exist_ok=True)
    env = Environment(
        loader=FileSystemLoader(theme / "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=FileSystemBytecodeCache(str(cache)) if cache is not None else None,
    )
    env.filters |= {
        "href": formats.href,
        "time": formats.time,
        "said": dates.vietnamese,
        "number": formats.number,
        "symbols": formats.symbols,
        "clip": formats.clip,
        "host": formats.host,
        "upper_first": formats.first_upper,
        "lower_first": formats.first_lower,
    }
    env.globals |= {"section": urls.section, "address": urls.of, "words": words}
    env.globals |= {"site_url": site_url, "repository": repository}
    return env
