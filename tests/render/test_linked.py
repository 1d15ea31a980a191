"""Linked data and Dublin Core of every page of the real archive, as rdflib reads them; all of it is known from the records."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest
import yaml
from conftest import ROOT, SITE_URL
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from small_archive import briefing, build

from giaoban.render import linked

S = Namespace("https://schema.org/")
TERMS = Namespace("http://purl.org/dc/terms/")
# rdflib's own parser of JSON-LD still uses a class that rdflib has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

_SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
_TERM = re.compile(r'<meta name="DCTERMS\.(\w+)" content="([^"]*)">')
# What schema.org's own context says of the properties that are used, so that no test asks another host.
_CONTEXT = {
    "@vocab": str(S), "url": {"@type": "@id"}, "license": {"@type": "@id"}, "isBasedOn": {"@type": "@id"},
    "item": {"@type": "@id"}, "contentUrl": {"@type": "@id"},
}  # fmt: skip
_THING = {"name", "description", "url"}
_PAGE = _THING | {"inLanguage", "license", "isPartOf", "mainEntity", "about", "isBasedOn"}
# What each type may have (https://schema.org/<type>), and what it must have.
_ALLOWED = {
    "WebPage": (_PAGE, {"name", "url", "license"}),
    "CollectionPage": (_PAGE, {"name", "url", "license"}),
    "WebSite": (_THING, {"name", "url"}),
    "Event": (_THING | {"startDate", "endDate", "location", "organizer", "superEvent", "contributor", "about"}, {"name"}),
    "EventSeries": (_THING, {"name"}),
    "Person": (_THING, {"name"}),
    "Organization": (_THING, {"name"}),
    "Legislation": (
        _THING | {"legislationType", "legislationIdentifier", "legislationPassedBy", "legislationDate"}, {"name"},
    ),
    "AdministrativeArea": (_THING | {"containedInPlace"}, {"name"}),
    "Country": (_THING, {"name"}),
    "Place": (_THING, {"name"}),
    "DefinedTerm": (_THING, {"name"}),
    "StatisticalVariable": (_THING, {"name"}),
    "Dataset": (
        _THING | {"license", "version", "dateModified", "inLanguage", "isAccessibleForFree", "creator", "distribution"},
        {"name", "description", "url", "license", "version", "creator"},
    ),
    "BreadcrumbList": ({"itemListElement"}, {"itemListElement"}),
    "ListItem": ({"name", "position", "item"}, {"name", "position", "item"}),
}  # fmt: skip


def _graph(html: str) -> Graph:
    data = json.loads(_SCRIPT.findall(html)[0])
    assert data["@context"][0] == "https://schema.org"
    return Graph().parse(data=json.dumps({**data, "@context": [_CONTEXT, *data["@context"][1:]]}), format="json-ld")


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, str]:
    """Every page by its address."""
    found = {path.parent.relative_to(site).as_posix(): path for path in site.rglob("index.html")}
    return {"" if a == "." else f"{a}/": path.read_text(encoding="utf-8") for a, path in found.items()}


@pytest.fixture(scope="module")
def graph(pages: dict[str, str]) -> Graph:
    """All that the pages say, together."""
    whole = Graph()
    for html in pages.values():
        if "application/ld+json" in html:
            whole += _graph(html)
    return whole


@pytest.fixture(scope="module")
def meetings() -> dict[str, dict]:
    paths = (ROOT / "content" / "briefings").rglob("*.md")
    read = (path.read_text(encoding="utf-8").split("---\n")[1] for path in sorted(paths))
    records = [yaml.load(text, Loader=yaml.CBaseLoader) for text in read]
    return {r["id"]: r for r in records if r.get("status") != "withdrawn"}


def _thing(address: str) -> URIRef:
    return URIRef(f"{SITE_URL}{address}#doi-tuong")


def test_every_record_is_a_thing_of_its_type(pages: dict[str, str], graph: Graph) -> None:
    types = {
        "hop": S.Event,
        "tinh": S.AdministrativeArea,
        "lanh-dao": S.Person,
        "van-ban": S.Legislation,
        "chu-de": S.DefinedTerm,
        "so-lieu": S.StatisticalVariable,
    }
    for address, html in pages.items():
        section, _, rest = address.partition("/")
        if section in types and rest.count("/") == 1 and 'content="noindex"' not in html and "mainEntity" in html:
            assert (_thing(address), RDF.type, types[section]) in graph
    assert {t.rpartition("/")[2] for t in graph.objects(None, RDF.type)} == _ALLOWED.keys()


def test_nothing_has_a_property_that_its_type_has_not(graph: Graph) -> None:
    for subject, kind in graph.subject_objects(RDF.type):
        allowed, wanted = _ALLOWED[kind.removeprefix(str(S))]
        own = {str(p).removeprefix(str(S)) for p in graph.predicates(subject) if str(p).startswith(str(S))}
        assert wanted <= own <= allowed, (subject, kind, own)


def test_an_event_is_what_the_record_says(meetings: dict[str, dict], graph: Graph) -> None:
    for name, record in meetings.items():
        event = _thing(f"hop/{name}/")
        assert graph.value(event, S.name) == Literal(record["title"])
        edtf = graph.value(event, TERMS.date)
        assert str(edtf) == record["date"]
        assert str(edtf.datatype) == "http://id.loc.gov/datatypes/edtf/EDTF"
        is_day = re.fullmatch(r"\d{4}-\d\d-\d\d", record["date"])
        is_days = re.fullmatch(r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d", record["date"])
        started = graph.value(event, S.startDate)
        assert (str(started) if started else "") == (record["date"][:10] if is_day or is_days else "")
        assert (graph.value(event, TERMS.temporal) is None) == bool(is_day or is_days)
        people = {f"lanh-dao/{person['leader']}/" for person in record.get("people", ())}
        assert {_thing(person) for person in people} <= set(graph.objects(event, S.contributor))
        based = set(graph.objects(URIRef(f"{SITE_URL}hop/{name}/"), S.isBasedOn))
        assert based == {URIRef(source["url"]) for source in record["sources"] if source.get("url")}


def test_what_is_named_has_a_page(pages: dict[str, str], graph: Graph) -> None:
    named = {str(n) for n in graph.all_nodes() if isinstance(n, URIRef) and str(n).startswith(SITE_URL)}
    assert {name.removeprefix(SITE_URL).partition("#")[0] for name in named} <= pages.keys()


def test_the_way_to_a_page_ends_with_it(pages: dict[str, str]) -> None:
    for address, html in pages.items():
        if "application/ld+json" in html:
            found = _graph(html)
            items = sorted(
                (int(found.value(i, S.position)), str(found.value(i, S.item))) for i in found.subjects(S.position)
            )
            assert [place for place, _ in items] == list(range(1, len(items) + 1))
            assert (items[0][1], items[-1][1]) == (SITE_URL, SITE_URL + address)


def test_pages_that_editors_wrote_say_what_they_are(pages: dict[str, str]) -> None:
    for address in ("gioi-thieu/", "phuong-phap/", "huong-dan/"):
        found = _graph(pages[address])
        page = URIRef(SITE_URL + address)
        assert (page, RDF.type, S.WebPage) in found
        assert f"<h1>{found.value(page, S.name)}</h1>" in unescape(pages[address])
        assert f'content="{found.value(page, S.description)}"' in unescape(pages[address])


def test_every_page_has_dublin_core(pages: dict[str, str], meetings: dict[str, dict]) -> None:
    for address, html in pages.items():
        if 'http-equiv="refresh"' in html:
            continue
        terms = [(term, unescape(value)) for term, value in _TERM.findall(html)]
        assert ("identifier", SITE_URL + address) in terms, address
        assert dict(terms)["title"]
        record = meetings.get(address.removeprefix("hop/").strip("/"))
        if record:
            assert ("date", record["date"]) in terms
            assert {v for t, v in terms if t == "source"} == {s["url"] for s in record["sources"] if s.get("url")}


def test_no_title_can_end_the_script() -> None:
    title = "</script><script>alert(1)</script><!--"
    view = build([briefing("mot", "2011-03-23", title=title)]).view("briefing", "mot")
    html = linked.markup(view, SITE_URL)
    assert html.count("<script") == html.count("</script>") == 1
    assert "<!--" not in html
    assert _graph(html).value(_thing("hop/mot/"), S.name) == Literal(title)
