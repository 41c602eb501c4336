"""The page that shows the API's description to people: made of it, and without a script."""

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from chalice.app import Response

from quarterdeck.platform.http import Headers
from quarterdeck.rest.docs_parts import cell, heading, link, operation, schema
from quarterdeck.rest.openapi import document
from quarterdeck.rest.subjects import DOCS

POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
PUBLIC = "public, max-age=300"


def docs() -> Response:
    """Show the API to people."""
    headers: Headers = {
        "Cache-Control": PUBLIC,
        "Content-Security-Policy": POLICY,
        "Content-Type": "text/html; charset=utf-8",
    }
    return Response(_page(), headers=headers, status_code=200)


def style() -> Response:
    """Return the page's style sheet."""
    sheet = files(__package__).joinpath("docs.css").read_text()
    return Response(sheet, headers={"Cache-Control": PUBLIC, "Content-Type": "text/css"}, status_code=200)


@cache
def _page() -> str:
    from quarterdeck.rest.endpoints import DESCRIBED  # noqa: PLC0415 - only this page needs all of them

    return render(document(DESCRIBED))


def render(described: dict[str, Any]) -> str:
    """Return the OpenAPI document as a page of HTML; text of the document is text in it, whatever it holds."""
    html = Element("html", lang="en")
    _head(SubElement(html, "head"), described)
    body = SubElement(html, "body")
    _contents(SubElement(body, "nav"), described)
    main = SubElement(body, "main")
    heading(main, 1, f"{described['info']['title']} API")
    cell(main, "p", "Requests and answers are JSON. Errors are problem details (RFC 9457).")
    link(main, "openapi.json", "The description for machines, OpenAPI 3.1")
    for path, methods in described["paths"].items():
        for method, each in methods.items():
            operation(main, method, path, each, described["components"]["responses"])
    heading(main, 2, "Bodies")
    for name, each in sorted(described["components"]["schemas"].items()):
        schema(main, name, each)
    return "<!doctype html>\n" + tostring(html, encoding="unicode", method="html")


def _head(head: Element, described: dict[str, Any]) -> None:
    SubElement(head, "meta", charset="utf-8")
    SubElement(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    cell(head, "title", f"{described['info']['title']} API")
    SubElement(head, "link", rel="stylesheet", href="docs/style.css")


def _contents(nav: Element, described: dict[str, Any]) -> None:
    listed = SubElement(nav, "ul")
    for path, methods in described["paths"].items():
        for method, each in methods.items():
            link(SubElement(listed, "li"), f"#{each['operationId']}", f"{method.upper()} {path}")


PAGES: dict[str, Callable[[], Response]] = {DOCS: docs, f"{DOCS}/style.css": style}
"""The paths of what is made for people, and their views."""
