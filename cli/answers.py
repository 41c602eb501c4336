"""How a run is shown: its answer, the numbered quotes that it rests on, and how it came about."""

from collections.abc import Mapping, Sequence

from rich.console import Console

from cli.api import Json
from cli.screen import print_table
from cli.text import day, dollars, duration, minute, safe


def show(console: Console, run: Json) -> None:
    """Print the answer with its sources; for a question that was unclear, the meetings that it may be about."""
    numbers = _numbers(run["claims"])
    console.print(safe(_marked(run, numbers)), soft_wrap=not console.is_terminal)
    show_basis(console, run)


def show_basis(console: Console, run: Json) -> None:
    """Print what comes below an answer's text."""
    numbers = _numbers(run["claims"])
    if numbers:
        console.print()
        _show_citations(console, run, numbers)
    if run["files"]:
        console.print()
        _show_files(console, run)
    if run["outcome"] == "clarify" and run["candidates"]:
        console.print()
        _show_candidates(console, run["candidates"])
    console.print()
    console.print(_made(run), style="dim", soft_wrap=not console.is_terminal)


def show_follow_up(console: Console, run: Json) -> None:
    hint = f'Follow up: quarterdeck ask "..." --conversation {safe(run["conversation_id"])}'
    console.print(hint, style="dim", soft_wrap=True)


def show_record(console: Console, run: Json) -> None:
    """Print a recorded run: who asked what and when, then the answer."""
    console.print(safe(run["question"]), style="bold")
    console.print(f"{safe(run['asker'])}, {minute(run['created_at'])}", style="dim")
    console.print()
    show(console, run)
    for rating in run["feedback"]:
        console.print(rated(rating), soft_wrap=True)
    if run["replay"]:
        console.print(comparison(run), soft_wrap=True)


def rated(rating: Json) -> str:
    """Return what a person said of a run."""
    meant = rating["correction"] or {}
    words = (meant.get("intent"), meant.get("contract"), meant.get("text"))
    said = [rating["verdict"], rating["comment"], meant and "meant " + ", ".join(filter(None, words))]
    return safe(f"{rating['person']}: {' · '.join(filter(None, said))}")


def comparison(run: Json) -> str:
    """Return what a replay found."""
    replay = run["replay"]
    found = "identical" if replay["identical"] else f"diverged: {replay['divergence']}"
    return safe(f"{found} ({run['run_id']} replays {replay['of']})")


def _numbers(claims: Sequence[Json]) -> dict[str, int]:
    """Return the number of each citation by its key, in the order of the claims; equal ones share a number."""
    keys = dict.fromkeys(_key(citation) for claim in claims for citation in claim["citations"])
    return {key: number for number, key in enumerate(keys, 1)}


def _key(citation: Json) -> str:
    return "/".join(str(citation[part]) for part in (*_place(citation), "start", "end"))


def _place(citation: Json) -> list[str]:
    """Return the fields that say which text it is in: a meeting's turn, a product record or a page."""
    return [part for part in ("meeting_id", "turn", "record", "url") if part in citation]


def _marked(run: Json, numbers: dict[str, int]) -> str:
    """Return the answer's text with the numbers of its quotes after each claim that it states word for word."""
    text, end = str(run["answer"]), 0
    for claim in run["claims"]:
        place = text.find(claim["text"], end)
        if place >= 0:
            cited = sorted({numbers[_key(citation)] for citation in claim["citations"]})
            marks = " " + "".join(f"[{number}]" for number in cited)
            end = place + len(claim["text"])
            text, end = text[:end] + marks + text[end:], end + len(marks)
    return text


def _show_citations(console: Console, run: Json, numbers: dict[str, int]) -> None:
    meetings = {meeting["meeting_id"]: meeting for meeting in run["meetings"]}
    cited = {_key(citation): citation for claim in run["claims"] for citation in claim["citations"]}
    for key, number in numbers.items():
        citation = cited[key]
        source = _source(citation, meetings)
        console.print(f"[{number}] “{safe(citation['quote'])}”", soft_wrap=not console.is_terminal)
        console.print(f"    {safe(source)}", style="dim")


def _source(citation: Json, meetings: Mapping[str, Json]) -> str:
    """Return who or what says it, and where."""
    if citation["source"] == "web":
        return f"{citation['title']} · {citation['url']}"
    if citation["source"] == "product":
        return f"{citation['name']} · our product knowledge, {citation['record']}"
    meeting = meetings.get(citation["meeting_id"])
    place = f"{meeting['title']}, {day(meeting['date'])}" if meeting else citation["meeting_id"]
    return f"{citation['speaker']} · {place}"


def _show_files(console: Console, run: Json) -> None:
    for file in run["files"]:
        console.print(f"File: {safe(file['name'])} ({-(-file['size'] // 1024)} KB)")
    hint = f"Save: quarterdeck run {safe(run['run_id'])} --save FOLDER"
    console.print(hint, style="dim", soft_wrap=True)


def _show_candidates(console: Console, candidates: Sequence[Json]) -> None:
    rows = [(each["meeting_id"], day(each["date"]), each["company"], each["title"]) for each in candidates]
    print_table(console, ("Meeting", "Date", "Company", "Title"), rows, whole=1)
    console.print('Choose one: quarterdeck ask "..." --meeting ID', style="dim")


def _made(run: Json) -> str:
    stages = ", ".join(f"{stage['name']} {duration(stage['ms'])}" for stage in run["stages"])
    cost = dollars(run["cost"]["nano_usd"])
    knowledge = f"product knowledge {run['snapshot']}" if run["snapshot"] else ""
    parts = (run["intent"], run["contract"], run["provider"], knowledge, stages, cost, run["run_id"])
    return safe(" · ".join(dict.fromkeys(part for part in parts if part)))
