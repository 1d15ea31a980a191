"""What the preview adds to a page: where it is written, whether it is older than the files, and what is wrong with its record.

The site on disk stays as it is published: all this is put into a page when it is served.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import quote

import jinja2

from giaoban import rules
from giaoban.build.settings import Options
from giaoban.findings import INCOMPLETE, Finding
from giaoban.preview import places
from giaoban.preview.builds import News, SiteFolder, State
from giaoban.preview.places import SourceLocation
from giaoban.review import text

FOLDER = ".xem-thu/"
"""Where the preview's own files stand; no page of the site has an address that begins with a dot."""
NEWS = f"{FOLDER}moi"

_FILES = {f"{FOLDER}{name}": name for name in ("preview.css", "preview.js")}
_RULES = "huong-dan/quy-tac/"
_MOST = 20
_WAIT = 15.0
"""Seconds after which a browser that waits is sent a sign of life."""


class EditorLine(NamedTuple):
    """A line of a file: how it is named to an editor, and the address that opens it in VS Code, empty where it cannot be."""

    name: str
    editor: str


class ShownFinding(NamedTuple):
    """A finding as a page shows it.

    ``source``: its line and a mark below the column; ``page``: the address of its record; ``rule_at``: what explains its rule.
    """

    at: EditorLine
    is_error: bool
    rule: str
    rule_at: str
    message: str
    hint: str
    source: str
    page: str


class Added(NamedTuple):
    """All that is added to one page.

    ``notes``: what is wrong with what it shows; ``others``: other errors for which the site was not built, ``more`` how many
    there are beyond these. ``items``: the lines of a meeting's items, by id.
    """

    root: str
    file: EditorLine | None
    is_code: bool
    items: dict[str, str]
    is_older: bool
    notes: list[ShownFinding]
    others: list[ShownFinding]
    more: int
    failure: str
    failed_at: EditorLine | None


class Pages:
    """The pages of a preview. ``root``: the path of the site on this host, ending in a slash."""

    def __init__(self, options: Options, site: SiteFolder, news: News, root: str) -> None:
        self._options, self._site, self._news, self._root = options, site, news, root
        self._content, self._shown = options.content, text.folder(options.content)
        self._folder = options.root / "theme" / "preview"
        self._env = jinja2.Environment(
            loader=jinja2.FileSystemLoader(self._folder),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def file(self, path: str) -> bytes | None:
        """One of the preview's own files; None where there is none of that name."""
        name = _FILES.get(path)
        try:
            return (self._folder / name).read_bytes() if name else None
        except OSError:
            return None

    def page(self, address: str) -> tuple[HTTPStatus, bytes]:
        """What an address shows: a page of the site with what is added to it, or what stands in its place."""
        status, page = self._base(address)
        added = self._additions(address)
        look = _look(page, added, self._assets())
        if page is None:
            return status, self._render("instead.html", added, look, is_awaited=True)
        head, body, rest = page.partition(b"<body>")
        inner, end, tail = rest.rpartition(b"</body>")
        if not body or not end:
            return status, page
        before, after = self._render("findings.html", added, look), self._render("strip.html", added, look)
        return status, b"".join([head, body, before, inner, after, end, tail])

    def has(self, address: str) -> bool:
        """Whether there is anything to show at an address but that nothing is there."""
        return self._site.read(f"{address}index.html") is not None or self._is_awaited(address)

    def looks(self, address: str) -> Iterator[str | None]:
        """What tells how the page at an address looks now, each time that it may look otherwise; None as a sign of life."""
        number, last = -1, None
        while True:
            now = self._news.wait(number, _WAIT)
            if now == number:
                yield None
            else:
                number, look = now, _look(self._base(address)[1], self._additions(address), self._assets())
                if look != last:
                    yield look
                last = look

    def _base(self, address: str) -> tuple[HTTPStatus, bytes | None]:
        """The page of the site, or the one for what is not there; None where a page is awaited, or no site was ever built."""
        if (page := self._site.read(f"{address}index.html")) is not None:
            return HTTPStatus.OK, page
        return HTTPStatus.NOT_FOUND, None if self._is_awaited(address) else self._site.read("404.html")

    def _is_awaited(self, address: str) -> bool:
        """Whether a file is there for a page that the site does not have."""
        place = places.location_of(self._content, self._options.root, address)
        return place is not None and not place.is_code

    def _assets(self) -> str:
        """The version of the styles and scripts of the site, which change how every page looks."""
        return next(iter(self._site.names("assets/v")), "")

    def _render(self, template: str, added: Added, look: str, *, is_awaited: bool = False) -> bytes:
        given = added._asdict() | {"look": look, "news": self._root + NEWS, "is_awaited": is_awaited}
        given["assets"] = f"assets/v/{self._assets()}"
        return self._env.get_template(template).render(given).encode()

    def _additions(self, address: str) -> Added:
        state = self._news.state
        place = places.location_of(self._content, self._options.root, address)
        own = list(self._findings_of_page(state, address, place))
        errors = [finding for finding in state.errors if finding not in own] if state.is_older else []
        failure = state.failure
        return Added(
            root=self._root,
            file=self._line(place) if place else None,
            is_code=place is not None and place.is_code,
            items={item: self._line(place._replace(line=line)).editor for item, line in place.items.items()}
            if place
            else {},
            is_older=state.is_older,
            notes=[self._note(finding) for finding in own[:_MOST]],
            others=[self._note(finding) for finding in errors[:_MOST]],
            more=max(0, len(own) - _MOST) + max(0, len(errors) - _MOST),
            failure=failure.said if failure else "",
            failed_at=self._line(SourceLocation(failure.path, failure.line, is_code=True))
            if failure and failure.path
            else None,
        )

    def _findings_of_page(self, state: State, address: str, place: SourceLocation | None) -> Iterable[Finding]:
        """What was found wrong with what a page shows: errors first, and what is only incomplete left out."""
        if place is None or place.is_code:
            return []
        page = f"{'/'.join(address.split('/')[:2])}/" if place.path.partition("/")[0] != "pages" else address
        found = [
            finding
            for finding in state.by_path.get(place.path, [])
            if finding.rule != INCOMPLETE and places.page(self._content, finding.path, finding.line) == page
        ]
        return sorted(found, key=lambda finding: finding.severity != "error")

    def _note(self, finding: Finding) -> ShownFinding:
        page = places.page(self._content, finding.path, finding.line)
        return ShownFinding(
            at=self._line(SourceLocation(finding.path, finding.line), finding.column),
            is_error=finding.severity == "error",
            rule=finding.rule,
            rule_at=f"{self._root}{_RULES}#{finding.rule}" if rules.find(finding.rule) else "",
            message=text.printable(finding.message),
            hint=text.printable(finding.hint),
            source="\n".join(text.spot(finding, self._content)),
            page=self._root + quote(page) if page is not None else "",
        )

    def _line(self, place: SourceLocation, column: int = 0) -> EditorLine:
        """A line as it is named and opened. Files that are not there, as that of a lost address, cannot be opened."""
        top, shown = (self._options.root, "") if place.is_code else (self._content, self._shown)
        path = (top / place.path).resolve()
        at = f"{place.line}:{column}" if column else f"{place.line}"
        try:
            is_there = path.is_file()
        except (OSError, ValueError):
            is_there = False
        editor = f"vscode://file/{quote(path.as_posix().lstrip('/'), safe='/:')}:{at}" if is_there else ""
        return EditorLine(text.printable(f"{shown}{place.path}:{at}"), editor)


def _look(page: bytes | None, added: Added, assets: str) -> str:
    digest = blake2b(repr(added).encode(), digest_size=8)
    digest.update(assets.encode() + (page or b""))
    return digest.hexdigest()
