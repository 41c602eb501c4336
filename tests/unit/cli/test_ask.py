import json

from tests.unit.cli import samples
from tests.unit.cli.conftest import Quarterdeck
from tests.unit.cli.quarterdeck_api import QuarterdeckApi


def test_the_answer_comes_with_numbered_quotes_and_how_it_was_made(quarterdeck: Quarterdeck) -> None:
    result = quarterdeck("ask", "What did Tidewick Mills say about the price?")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "The budget is $40,000. [1]",
        "They want [bold] terms by Friday. [1][2]",
        "",
        "[1] “I have $40,000, no more.”",
        "    Ira Vance · Tidewick Mills - pricing, 17 November 2026",
        "[2] “Send it by Friday.”",
        "    Ola Brandt · Tidewick Mills - pricing, 17 November 2026",
        "",
        "SINGLE_MEETING · EXTRACTIVE_FACT · extractive · classify 0 ms, gather 1.5 s · $0.000045 · "
        + samples.RUN,
        'Follow up: quarterdeck ask "..." --conversation conv_01KQUESTION000000000000000',
    ]


def test_the_question_goes_with_what_the_options_say(quarterdeck: Quarterdeck, api: QuarterdeckApi) -> None:
    quarterdeck("ask", "And then?", "--meeting", "mtg_1", "--conversation", "conv_1", "--as-of", "2026-11-20")
    [call] = api.called("POST", "/v1/questions")
    assert call.json() == {
        "text": "And then?",
        "meeting_id": "mtg_1",
        "conversation_id": "conv_1",
        "as_of": "2026-11-20T00:00:00+00:00",
    }


def test_a_question_alone_is_all_that_is_sent(quarterdeck: Quarterdeck, api: QuarterdeckApi) -> None:
    quarterdeck("ask", "Warum?")
    assert api.called("POST", "/v1/questions")[0].json() == {"text": "Warum?"}


def test_an_unclear_question_shows_the_meetings_that_it_may_be_about(
    quarterdeck: Quarterdeck, api: QuarterdeckApi
) -> None:
    candidates = [samples.candidate("mtg_1", "Pricing"), samples.candidate("mtg_2", "Pricing, again")]
    api.run |= {
        "intent": "CLARIFY",
        "contract": "CLARIFY",
        "outcome": "clarify",
        "answer": "Which meeting do you mean?",
        "claims": [],
        "candidates": candidates,
    }
    shown = quarterdeck("ask", "What about the price?").stdout
    assert shown.startswith("Which meeting do you mean?\n")
    assert [line.split()[0] for line in shown.splitlines() if line.startswith("mtg_")] == ["mtg_1", "mtg_2"]
    assert "Pricing, again" in shown
    assert "--meeting ID" in shown
    assert "\nCLARIFY · extractive · " in shown


def test_a_quote_of_a_meeting_that_the_run_does_not_describe_names_its_id(
    quarterdeck: Quarterdeck, api: QuarterdeckApi
) -> None:
    api.run["meetings"] = []
    assert f"Ira Vance · {samples.MEETING}" in quarterdeck("ask", "Price?").stdout


def test_a_claim_in_other_words_than_the_answer_still_shows_its_quote(
    quarterdeck: Quarterdeck, api: QuarterdeckApi
) -> None:
    api.run["answer"] = "Forty thousand."
    shown = quarterdeck("ask", "Price?").stdout
    assert shown.startswith("Forty thousand.\n")
    assert "[2] “Send it by Friday.”" in shown


def test_what_a_terminal_would_obey_is_left_out(quarterdeck: Quarterdeck, api: QuarterdeckApi) -> None:
    api.run["answer"] = "\x1b]0;owned\x07Up\x9b2J to \u202eyou :smile: [red]"
    assert quarterdeck("ask", "Price?").stdout.startswith("]0;ownedUp2J to you :smile: [red]\n")


def test_json_is_what_the_api_answered(quarterdeck: Quarterdeck, api: QuarterdeckApi) -> None:
    api.run["answer"] = "Très bien"
    shown = quarterdeck("ask", "Price?", "--json").stdout
    assert json.loads(shown) == api.run
    assert "Très bien" in shown


def test_a_date_that_is_none_is_not_sent(quarterdeck: Quarterdeck, api: QuarterdeckApi) -> None:
    result = quarterdeck("ask", "Price?", "--as-of", "last week")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("error: Not a date: 'last week' is not like 2026-06-09")
    assert api.calls == []
