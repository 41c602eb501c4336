"""An answer says the same in Slack as over HTTP: text, quotes and files; a table stands in the text too."""

import html

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from quarterdeck.contexts.assistant.model import Answer, Citation, Claim, File, SourceKind
from quarterdeck.contexts.assistant.run import Run
from quarterdeck.contexts.assistant.slack_layout import layout
from quarterdeck.contexts.assistant.views import answer_view
from quarterdeck.platform.slack.buttons import ask_thumbs
from tests.support.slack_blocks import problem, shown
from tests.unit.feedback.test_rules import RUN

names = st.text("XYZ&<7", min_size=1, max_size=6)
words = st.lists(st.text("abcé<&>*_`$9", min_size=1, max_size=8), min_size=1, max_size=6).map(" ".join)
documents = {
    SourceKind.MEETING: "mtg_1",
    SourceKind.PRODUCT: "features/1",
    SourceKind.WEB: "https://a.example",
}
citations = st.builds(
    lambda kind, speaker, quote: Citation(documents[kind], 0, speaker, 0, len(quote), quote, kind),
    st.sampled_from(SourceKind),
    words,
    words,
)
quotes = st.lists(citations, min_size=1, max_size=3).map(tuple)


files = st.lists(st.builds(File, names, st.just("text/plain"), st.integers(1, 9_999)), max_size=2).map(tuple)


@st.composite
def runs(draw: st.DrawFn) -> Run:
    made = [
        Claim(f"Claim {number}: {draw(words)}", draw(quotes)) for number in range(draw(st.integers(0, 4)))
    ]
    text = "\n".join([f"Before: {draw(words)}", *(claim.text for claim in made), f"After: {draw(words)}"])
    return replace(RUN, answer=Answer(text, tuple(made), files=draw(files)))


def flat(text: str) -> str:
    """Return the text as people read it, without the numbers of quotes and without line breaks."""
    return " ".join(html.unescape(text).split())


@settings(deadline=None)
@given(runs())
def test_all_that_http_tells_stands_in_the_slack_message(run: Run) -> None:
    view, message = answer_view(run).model_dump(mode="json"), layout(run, [ask_thumbs(run.id)])
    assert problem({"text": message.text, "blocks": message.blocks}) is None
    said = flat(shown(message.blocks))
    assert all(flat(line) in said for line in view["answer"].splitlines())
    cited = [citation for claim in view["claims"] for citation in claim["citations"]]
    assert all(f"“{flat(citation['quote'])}” — {_who(citation)}" in said for citation in cited)
    assert all(flat(file["name"]) in said for file in view["files"])
    assert view["run_id"] in said


@settings(deadline=None)
@given(runs())
def test_the_slack_message_tells_nothing_that_http_does_not(run: Run) -> None:
    view = answer_view(run).model_dump(mode="json")
    files = ", ".join(f"{file['name']} ({-(-file['size'] // 1024)} KB)" for file in view["files"])
    download = f"Files To download quarterdeck run {view['run_id']} --save FOLDER"
    assert _words(layout(run).text) <= _words(" ".join([view["answer"], files, download, "·"]))


def _words(text: str) -> set[str]:
    return set(flat(text).replace(":", " ").split())


def _who(citation: dict[str, str]) -> str:
    return flat(next(citation[key] for key in ("speaker", "name", "title") if key in citation))
