"""Posts a run's answer into its Slack thread, once; and changes it when somebody rates it."""

from msgspec import Struct
from slack_sdk.web import WebClient

from quarterdeck.kernel.errors import Conflict
from quarterdeck.platform.slack.blocks import Block, Layout
from quarterdeck.platform.slack.failures import explained

EVENT_TYPE = "quarterdeck_answer"
PAGE = 200
MAX_PAGES = 20


class Thread(Struct, frozen=True):
    """A place to reply in: a channel, and the ``ts`` of the message that the thread hangs on."""

    channel: str
    ts: str


def post_reply(client: WebClient, thread: Thread, run_id: str, answer: Layout, *, posted_before: bool) -> str:
    """Return the ``ts`` of the run's reply in the thread, which is posted unless it is there.

    Only with ``posted_before``, when an earlier try may have posted it, is the thread looked through.

    Raises:
        Unavailable: Slack failed. The reply may have been posted: try again, with ``posted_before``.
        NotFound, Forbidden, Conflict, InvalidInput, MissingSetting: Slack refuses for good; the error says
            what to do.
    """
    with explained(thread.channel):
        earlier = _find(client, thread, run_id) if posted_before else None
        return earlier or _post(client, thread, run_id, answer)


def update_reply(client: WebClient, channel: str, ts: str, run_id: str, answer: Layout) -> None:
    """Show the run's reply, the message ``ts`` in the channel, in another way.

    Raises:
        as ``post_reply`` does.
    """
    with explained(channel):
        client.chat_update(
            channel=channel, ts=ts, blocks=answer.blocks, text=answer.text, metadata=_metadata(run_id)
        )


def open_form(client: WebClient, trigger_id: str, view: Block) -> None:
    """Show the form to whoever just pressed a button; the trigger is good for three seconds.

    Raises:
        as ``post_reply`` does.
    """
    with explained("the form"):
        client.views_open(trigger_id=trigger_id, view=view)


def _metadata(run_id: str) -> dict[str, object]:
    return {"event_type": EVENT_TYPE, "event_payload": {"run_id": run_id}}


def _post(client: WebClient, thread: Thread, run_id: str, answer: Layout) -> str:
    response = client.chat_postMessage(
        channel=thread.channel,
        thread_ts=thread.ts,
        blocks=answer.blocks,
        text=answer.text,
        metadata=_metadata(run_id),
        unfurl_links=False,
        unfurl_media=False,
    )
    return str(response["ts"])


def _find(client: WebClient, thread: Thread, run_id: str) -> str | None:
    """Return the ``ts`` of the thread's message that carries the run's id, if there is one."""
    pages = client.conversations_replies(
        channel=thread.channel, ts=thread.ts, include_all_metadata=True, limit=PAGE
    )
    for number, page in enumerate(pages, start=1):
        for message in page["messages"]:
            metadata = message.get("metadata", {})
            if (metadata.get("event_type"), metadata.get("event_payload")) == (
                EVENT_TYPE,
                {"run_id": run_id},
            ):
                return str(message["ts"])
        if number == MAX_PAGES:
            raise Conflict("the Slack thread is too long to tell whether the answer is in it")
    return None
