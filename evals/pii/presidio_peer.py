"""Presidio's pattern recognisers on the same texts; runs in an environment of its own, without Quarterdeck.

Reads ``{"texts": [...], "pieces": [...], "least": score}`` from standard input and writes ``{"spans": [[[start, end,
kind]...]...], "ms": [...]}``. Its engine gets a tokenizer but no model: names and places, which need one, are not
compared. Lower-cased tokens stand in for lemmas, so that the words around a number raise its score as they do there.
"""

import json
import re
import sys
import time
from typing import Any

import spacy
import tldextract
from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
from presidio_analyzer.nlp_engine import NerModelConfiguration, SpacyNlpEngine
from spacy.language import Language

KINDS = {
    "CREDIT_CARD": "CREDIT_CARD",
    "EMAIL_ADDRESS": "EMAIL_ADDRESS",
    "IBAN_CODE": "IBAN_CODE",
    "US_SSN": "US_SSN",
    "US_ITIN": "US_SSN",
    "IP_ADDRESS": "IP_ADDRESS",
    "PHONE_NUMBER": "PHONE_NUMBER",
    "URL": "DOMAIN_NAME",
    "US_DRIVER_LICENSE": "US_DRIVER_LICENSE",
}
_TOKEN = re.compile(r"\w+|[^\w\s]")


def main() -> None:
    """Find the spans in what standard input gives."""
    given = json.load(sys.stdin)
    engine = _engine()
    spans = [_spans(engine, text, given["least"]) for text in given["texts"]]
    json.dump({"spans": spans, "ms": [_timed(engine, piece) for piece in given["pieces"]]}, sys.stdout)


def _engine() -> AnalyzerEngine:
    tldextract.extract = tldextract.TLDExtract(
        suffix_list_urls=()
    )  # the list it ships, instead of a download
    registry = RecognizerRegistry()
    registry.load_predefined_recognizers()
    registry.recognizers = [
        each for each in registry.recognizers if set(each.supported_entities) & KINDS.keys()
    ]
    return AnalyzerEngine(registry=registry, nlp_engine=_Tokens(), supported_languages=["en"])


@Language.component("lemmas")  # type: ignore[untyped-decorator]
def _lemmas(doc: Any) -> Any:
    for token in doc:
        token.lemma_ = token.lower_
    return doc


class _Tokens(SpacyNlpEngine):  # type: ignore[misc]  # the package isn't installed where types are checked
    def __init__(self) -> None:
        super().__init__(ner_model_configuration=NerModelConfiguration())
        blank = spacy.blank("en")
        blank.add_pipe("lemmas")
        self.nlp = {"en": blank}


def _spans(engine: AnalyzerEngine, text: str, least: float) -> list[tuple[int, int, str]]:
    found = engine.analyze(text, language="en", entities=list(KINDS), score_threshold=least)
    return [(each.start, each.end, KINDS[each.entity_type]) for each in found]


def _timed(engine: AnalyzerEngine, piece: str) -> float:
    started = time.thread_time()
    engine.analyze(piece, language="en", entities=list(KINDS))
    return (time.thread_time() - started) * 1_000_000 / len(_TOKEN.findall(piece))


if __name__ == "__main__":
    main()
