"""What is read of a grounded reply: https://ai.google.dev/api/generate-content#GroundingMetadata."""

import re
from collections.abc import Iterator

from pydantic import BaseModel, Field, ValidationError
from pydantic.alias_generators import to_camel

from quarterdeck.kernel.money import NanoUsd, cost
from quarterdeck.services.llm.model import Outcome, Usage
from quarterdeck.services.llm.provider import ProviderFailed
from quarterdeck.services.web.model import Finding, Findings, Page

# Google's list price of a grounded prompt of a Gemini 2.5 model, beyond the free ones of a day, as of April 2026:
# https://ai.google.dev/gemini-api/docs/pricing. A prompt that searched nothing isn't billed.
GROUNDED_PROMPT = 35_000_000

_LIST_MARK = re.compile(r"\s*(?:[*•-]|\d+[.)]|#+)\s+|\s+")


class _Part(BaseModel, alias_generator=to_camel):
    text: str = ""
    thought: bool = False


class _Content(BaseModel):
    parts: list[_Part] = []


class _Web(BaseModel):
    uri: str
    title: str = ""


class _Chunk(BaseModel):
    web: _Web | None = None


class _Segment(BaseModel, alias_generator=to_camel):
    part_index: int = 0
    start_index: int = 0
    end_index: int


class _Support(BaseModel, alias_generator=to_camel):
    segment: _Segment
    grounding_chunk_indices: list[int] = []


class _Grounding(BaseModel, alias_generator=to_camel):
    web_search_queries: list[str] = []
    grounding_chunks: list[_Chunk] = []
    grounding_supports: list[_Support] = []


class _Candidate(BaseModel, alias_generator=to_camel):
    content: _Content = _Content()
    grounding_metadata: _Grounding = _Grounding()


class _Tokens(BaseModel, alias_generator=to_camel):
    prompt_token_count: int = 0
    tool_use_prompt_token_count: int = 0
    candidates_token_count: int = 0
    thoughts_token_count: int = 0


class _Body(BaseModel, alias_generator=to_camel):
    candidates: list[_Candidate] = Field(min_length=1)
    usage_metadata: _Tokens = _Tokens()
    model_version: str


def read(text: str) -> Findings:
    """Return what the response's body holds that pages bear out, and what it cost.

    Raises:
        ProviderFailed: the body is no reply of Gemini.
    """
    try:
        body = _Body.model_validate_json(text)
    except ValidationError:
        raise ProviderFailed(Outcome.MALFORMED, "not a reply of generateContent") from None
    first, tokens = body.candidates[0], body.usage_metadata
    queries = tuple(first.grounding_metadata.web_search_queries)
    usage = Usage(
        tokens.prompt_token_count + tokens.tool_use_prompt_token_count,
        tokens.candidates_token_count + tokens.thoughts_token_count,
    )
    price = cost(body.model_version, usage.input_tokens, usage.output_tokens)
    price = NanoUsd(price + (GROUNDED_PROMPT if queries else 0))
    return Findings(tuple(_findings(first)), queries, body.model_version, usage, price)


def _findings(candidate: _Candidate) -> Iterator[Finding]:
    parts, grounding = [part.text for part in candidate.content.parts], candidate.grounding_metadata
    for support in grounding.grounding_supports:
        pages = tuple(_pages(grounding, support))
        segment = support.segment
        if pages and segment.part_index < len(parts):
            before = sum(len(part) for part in parts[: segment.part_index])
            start, words = _cut(parts[segment.part_index], segment)
            if words:
                yield Finding(words, before + start, pages)


def _pages(grounding: _Grounding, support: _Support) -> Iterator[Page]:
    for index in support.grounding_chunk_indices:
        chunk = grounding.grounding_chunks[index] if index < len(grounding.grounding_chunks) else _Chunk()
        if chunk.web:
            yield Page(chunk.web.uri, chunk.web.title or chunk.web.uri)


def _cut(part: str, segment: _Segment) -> tuple[int, str]:
    """Return where the segment's words begin and the words, without a list's mark; its indices count bytes."""
    raw = part.encode()
    start = len(raw[: segment.start_index].decode(errors="ignore"))
    words = raw[segment.start_index : segment.end_index].decode(errors="ignore")
    mark = _LIST_MARK.match(words)
    skipped = mark.end() if mark else 0
    return start + skipped, words[skipped:].rstrip()
