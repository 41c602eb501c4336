"""The documentation shows every route and body of the description, and text in it stays text."""

import re

from quarterdeck.rest.docs_page import render
from quarterdeck.rest.endpoints import DESCRIBED
from quarterdeck.rest.openapi import document

OPENAPI = document(DESCRIBED)
PAGE = render(OPENAPI)
EVIL = '<script>alert(1)</script>" onload="x'


def test_every_route_and_every_body_has_its_place() -> None:
    for path, methods in OPENAPI["paths"].items():
        for method, each in methods.items():
            assert f'<section id="{each["operationId"]}"><h2>{method.upper()} {path}</h2>' in PAGE
    for name in OPENAPI["components"]["schemas"]:
        assert f'<section id="{name}">' in PAGE


def test_every_link_within_the_page_leads_somewhere() -> None:
    places = set(re.findall(r' id="([^"]+)"', PAGE))
    assert set(re.findall(r'href="#([^"]+)"', PAGE)) <= places


def test_a_description_that_holds_markup_is_shown_as_text() -> None:
    described = document(DESCRIBED)
    described["info"]["title"] = EVIL
    described["paths"]["/health"]["get"]["summary"] = EVIL
    page = render(described)
    assert "<script" not in page
    assert "&lt;script&gt;" in page
