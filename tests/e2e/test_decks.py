"""A sales deck over HTTP: asked for, kept with its run, downloaded and opened."""

import io

import httpx
import pytest
from pptx import Presentation

ASKED = {"text": "Make a sales deck about Murmur for Ironquay."}


@pytest.mark.xdist_group("cloud")
def test_a_deck_can_be_downloaded_and_opened(api: httpx.Client) -> None:
    run = api.post("/v1/questions", json=ASKED).json()
    assert run["contract"] == "SALES_DECK_PREP"
    (file,) = run["files"]
    link = api.get(f"/v1/runs/{run['run_id']}/files/{file['name']}").json()
    deck = httpx.get(link["url"], trust_env=False)
    assert deck.status_code == 200
    assert len(deck.content) == file["size"]
    slides = Presentation(io.BytesIO(deck.content)).slides
    assert slides[0].shapes.title.text.endswith("for Ironquay Water Authority")
    assert len(slides) > 3


@pytest.mark.xdist_group("cloud")
def test_a_file_that_the_run_has_not_is_not_found(api: httpx.Client) -> None:
    run = api.post("/v1/questions", json=ASKED).json()
    missing = api.get(f"/v1/runs/{run['run_id']}/files/other.pptx")
    assert (missing.status_code, missing.json()["title"]) == (404, "Not found")
