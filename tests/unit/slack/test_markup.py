import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.platform.slack.markup import cut, escape, readable, shorten

texts = st.text(st.characters(exclude_categories=["Cs"])) | st.text("&<> \nab")


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<@UBOT> hello", "hello"),
        ("hello <@UBOT>, are you there?", "hello , are you there?"),
        ("<@UBOT|quarterdeck> hello", "hello"),
        ("ask <@U7> and <@U8|dana>", "ask @U7 and @dana"),
        ("see <#C7|deals> or <#C8|>", "see #deals or #C8"),
        ("<!here> <!subteam^S1|@sales> <!subteam^S2>", "@here @sales @subteam"),
        ("due <!date^1772582400^{date}|4 March 2026>", "due 4 March 2026"),
        ("<https://marlow.example/a?b=1&amp;c=2>", "https://marlow.example/a?b=1&c=2"),
        ("<http://marlow.example|marlow.example>", "marlow.example"),
        ("<https://marlow.example|the proposal>", "the proposal (https://marlow.example)"),
        ("<mailto:dana@marlow.example|dana@marlow.example>", "dana@marlow.example"),
        ("R&amp;D, 3 &lt; 5 &gt; 4", "R&D, 3 < 5 > 4"),
        ("&amp;lt;b&amp;gt; &copy; &amp;amp;", "&lt;b&gt; &copy; &amp;"),
        ("&lt;@UBOT&gt; hello", "<@UBOT> hello"),
        ("one\ntwo  \t three", "one\ntwo three"),
        ("<>", ""),
        ("a < b > c", "a b c"),
    ],
)
def test_markup_is_read_as_people_see_it(markup: str, text: str) -> None:
    assert readable(markup, bot="UBOT") == text


@given(text=texts)
def test_what_is_escaped_is_shown_as_it_was(text: str) -> None:
    assert readable(escape(text), bot="UBOT").split() == text.split()
    assert "<" not in escape(text)


@given(text=texts, limit=st.integers(7, 60))
def test_cutting_loses_no_words_and_splits_no_entity(text: str, limit: int) -> None:
    head, rest = cut(text, limit)
    assert len(escape(head)) <= limit
    assert (head + rest).replace(" ", "").replace("\n", "").split() == text.replace(" ", "").replace(
        "\n", ""
    ).split()
    assert len(rest) < len(text) or not text


@given(text=texts, limit=st.integers(7, 60))
def test_shortening_fits_and_shows(text: str, limit: int) -> None:
    short = shorten(text, limit)
    assert len(short) <= limit
    assert short == escape(text) or short.endswith(" …")
