"""How lists are shown: meetings, runs, what became of files, and what the doctor found."""

from collections.abc import Sequence

from rich.console import Console

from cli.api import Json
from cli.doctor import Finding, Outcome
from cli.ingest import Result
from cli.screen import print_table
from cli.text import day, dollars, duration, minute, safe

STYLES = {Outcome.OK: "green", Outcome.FAILED: "red", Outcome.SKIPPED: "dim"}


def show_meetings(console: Console, found: Sequence[Json]) -> None:
    rows = [
        (m["meeting_id"], day(m["date"]), m["company"], m["title"], m["status"], m["turns"]) for m in found
    ]
    print_table(console, ("Meeting", "Date", "Company", "Title", "Status", "Turns"), rows, whole=1)
    for failed in (meeting for meeting in found if meeting["reason"]):
        console.print(f"{safe(failed['meeting_id'])}: {safe(failed['reason'])}", style="red")


def show_runs(console: Console, found: Sequence[Json]) -> None:
    rows = [
        (
            run["run_id"],
            minute(run["created_at"]),
            run["question"],
            run["intent"],
            run["outcome"],
            duration(run["response_time_ms"]),
            dollars(run["cost_nano_usd"]),
            run["replay_of"] or "",
        )
        for run in found
    ]
    columns = ("Run", "When", "Question", "Intent", "Outcome", "Time", "Cost", "Replays")
    print_table(console, columns, rows, whole=1)


def show_results(console: Console, found: Sequence[Result]) -> None:
    """Print what became of each file."""
    rows = [
        (
            result.path.name,
            result.meeting["meeting_id"] if result.meeting else "",
            result.meeting["status"] if result.meeting else "not sent",
            result.meeting["turns"] if result.meeting else "",
            result.reason or "",
        )
        for result in found
    ]
    print_table(console, ("File", "Meeting", "Status", "Turns", "Reason"), rows, whole=2)
    completed = {result.meeting["meeting_id"] for result in found if result.meeting and not result.reason}
    failed = sum(result.reason is not None for result in found)
    console.print(f"Meetings completed: {len(completed)}. Files failed: {failed} of {len(found)}.")


def show_finding(console: Console, finding: Finding) -> None:
    console.print(f"{finding.outcome:<8}", style=STYLES[finding.outcome], end="")
    console.print(f"{finding.check:<10} {safe(finding.found)}", soft_wrap=True)
    if finding.remedy:
        console.print(f"{'':<19}{finding.remedy}", soft_wrap=True)
