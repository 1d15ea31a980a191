"""The linked data, as rdflib reads it; it asks no other host. What it says is known from the records."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from conftest import ROOT, SITE_URL
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from giaoban.build.exporting import export
from giaoban.dataset import tables
from giaoban.dataset.linked import TYPES
from giaoban.dataset.writing import GRAPH

S = Namespace("https://schema.org/")
TERMS = Namespace("http://purl.org/dc/terms/")
# rdflib's own parser of JSON-LD still uses a class that rdflib has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """That of the real archive."""
    folder = tmp_path_factory.mktemp("linked")
    assert export(ROOT / "content", ROOT, SITE_URL, folder, ["jsonld"], keep=False).files
    return Graph().parse(folder / GRAPH, format="json-ld")


def thing(address: str) -> URIRef:
    return URIRef(f"{SITE_URL}{address}#doi-tuong")


def test_every_line_between_the_first_and_the_last_is_a_node(data: Path) -> None:
    whole = (data / GRAPH).read_text(encoding="utf-8")
    nodes = [json.loads(line.removesuffix(",")) for line in whole.splitlines()[1:-1]]
    assert nodes == json.loads(whole)["@graph"]
    assert {node["@type"] for node in nodes} == {*TYPES.values(), "Dataset"}
    assert len({node["@id"] for node in nodes}) == len(nodes)
    # What a node refers to is there.
    named = set(re.findall(r'\{"@id":"([^"]+)"\}', whole))
    assert named
    assert named <= {node["@id"] for node in nodes}


def test_all_meetings_that_are_not_withdrawn_are_events(graph: Graph) -> None:
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "content" / "briefings").rglob("*.md")]
    names = [re.search(r"^id: (\S+)$", text, re.MULTILINE) for text in texts if "\nstatus: withdrawn" not in text]
    found = {s for s in graph.subjects(RDF.type, S.Event) if f"{SITE_URL}hop/" in str(s)}
    assert found == {thing(f"hop/{name[1]}/") for name in names if name}
    assert all(list(graph.objects(event, S.isBasedOn)) for event in found)


def test_who_was_at_meetings_about_a_resolution_can_be_asked(graph: Graph) -> None:
    asked = f"""
        SELECT DISTINCT ?event WHERE {{
            ?event a schema:Event ; schema:about <{thing("van-ban/nq-18-tw-k12/")}> ; schema:contributor ?person .
        }}"""
    events = {str(row[0]) for row in graph.query(asked, initNs={"schema": S})}
    texts = {path.stem: path.read_text(encoding="utf-8") for path in (ROOT / "content" / "briefings").rglob("*.md")}
    expected = {
        str(thing(f"hop/{name}/"))
        for name, text in texts.items()
        if "resolution: nq-18-tw-k12\n" in text and "leader: " in text and "\nstatus: withdrawn" not in text
    }
    assert len(expected) > 2
    assert events == expected


def test_a_document_a_province_and_the_data_set(graph: Graph) -> None:
    document = thing("van-ban/nq-18-tw-k12/")
    assert graph.value(document, S.legislationIdentifier) == Literal("18-NQ/TW")
    assert str(graph.value(document, S.legislationDate)) == "2017-10-25"
    assert str(graph.value(document, TERMS.date)) == "2017-10-25"
    assert graph.value(thing("tinh/ha-giang/"), S.name) == Literal("Hà Giang")
    found = thing("du-lieu/")
    assert (found, RDF.type, S.Dataset) in graph
    assert graph.value(found, S.version) == Literal(tables.VERSION)
    assert graph.value(found, S.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", str(graph.value(found, S.dateModified)))
