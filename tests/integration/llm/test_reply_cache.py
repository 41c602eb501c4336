"""What the cache of replies promises, against the table of an emulated DynamoDB."""

from typing import Any

import pytest
from msgspec.structs import replace

from quarterdeck.kernel.tenancy import TenantId, tenant_id
from quarterdeck.services.llm.cache.dynamodb import LONGEST_CALL, MOST_BYTES, DynamoReplyCache
from quarterdeck.services.llm.cache.memory import QUESTIONS, TRUSTED
from quarterdeck.services.llm.cache.rows import AskedRow
from quarterdeck.services.llm.model import Call, Message, Usage
from tests.integration.llm.conftest import REPLY, Words, asked
from tests.support.clocks import StillClock

PRICE = "How much does Coldtrail cost?"
SAME = "What is the price of Coldtrail?"
OTHER = "What is the price of Yardbook?"
SOURCES = ("mtg_1@v3", "mtg_2@v1")


def rows_of(tenant: TenantId) -> list[str]:
    return [row.sk for row in AskedRow.scan(AskedRow.pk.startswith(f"TENANT#{tenant}#"))]


def test_an_equal_prompt_gets_the_reply_at_no_tokens(
    cache: DynamoReplyCache, tenant: TenantId, words: Words
) -> None:
    assert cache.find(asked(tenant, PRICE)) is None
    cache.keep(asked(tenant, PRICE), REPLY)
    embedded = len(words.texts)
    assert cache.find(asked(tenant, PRICE)) == replace(REPLY, usage=Usage())
    assert len(words.texts) == embedded


def test_a_question_that_means_the_same_gets_it_too(cache: DynamoReplyCache, tenant: TenantId) -> None:
    cache.keep(asked(tenant, PRICE), REPLY)
    found = cache.find(asked(tenant, SAME, evidence="other evidence"))
    assert found == replace(REPLY, usage=Usage())


def test_another_question_gets_nothing(cache: DynamoReplyCache, tenant: TenantId) -> None:
    cache.keep(asked(tenant, PRICE), REPLY)
    assert cache.find(asked(tenant, OTHER)) is None


def test_words_that_agree_are_not_enough_where_the_vectors_do_not(
    cache: DynamoReplyCache, tenant: TenantId, words: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.keep(asked(tenant, PRICE), REPLY)
    letters = words.embed
    monkeypatch.setattr(words, "embed", lambda texts: -letters(texts))
    assert cache.find(asked(tenant, SAME)) is None


@pytest.mark.parametrize(
    "change",
    [
        {"tenant": tenant_id("somebody-else")},
        {"contract": "SUMMARY"},
        {"version": "2"},
        {"snapshot": "s2"},
        {"permissions": "managers"},
        {"sources": ("mtg_1@v4",)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_reply_stays_in_its_scope(
    cache: DynamoReplyCache, tenant: TenantId, change: dict[str, Any]
) -> None:
    cache.keep(asked(tenant, PRICE, sources=("mtg_1@v3",)), REPLY)
    for question in (PRICE, SAME):
        call = asked(tenant, question, sources=("mtg_1@v3",))
        assert cache.find(call)
        assert cache.find(replace(call, scope=replace(call.scope, **change))) is None


def test_a_reply_stays_in_its_conversation(cache: DynamoReplyCache, tenant: TenantId) -> None:
    def after(earlier: str, question: str) -> Call:
        call = asked(tenant, question)
        return replace(call, messages=(call.messages[0], Message("user", earlier), call.messages[-1]))

    cache.keep(after("Tell me about Northwold.", PRICE), REPLY)
    assert cache.find(after("Tell me about Ironquay.", SAME)) is None
    assert cache.find(after("Tell me about Northwold.", SAME))


def test_the_call_decides_whether_a_reply_fits_and_how(cache: DynamoReplyCache, tenant: TenantId) -> None:
    cache.keep(asked(tenant, PRICE), REPLY)
    call = asked(tenant, SAME)
    assert cache.find(replace(call, fits=lambda _: None)) is None
    adapted = cache.find(replace(call, fits=str.upper))
    assert adapted
    assert adapted.text == REPLY.text.upper()


def test_an_older_reply_is_tried_where_the_newest_does_not_fit(
    cache: DynamoReplyCache, tenant: TenantId, clock: StillClock
) -> None:
    cache.keep(asked(tenant, PRICE), REPLY)
    clock.move(1)
    cache.keep(asked(tenant, PRICE, evidence="e2"), replace(REPLY, text="{}"))
    newest = cache.find(asked(tenant, SAME))
    fitting = cache.find(replace(asked(tenant, SAME), fits=lambda text: text if "20" in text else None))
    assert newest
    assert fitting
    assert (newest.text, fitting.text) == ("{}", REPLY.text)


def test_a_reply_expires(cache: DynamoReplyCache, tenant: TenantId, clock: StillClock) -> None:
    cache.keep(asked(tenant, PRICE), REPLY)
    clock.move(23 * 3600)
    assert cache.find(asked(tenant, SAME))
    clock.move(1 * 3600)
    assert cache.find(asked(tenant, SAME)) is None
    assert cache.find(asked(tenant, PRICE)) is None


def test_a_relative_day_is_the_day_of_asking(
    cache: DynamoReplyCache, tenant: TenantId, clock: StillClock
) -> None:
    question, same = "Who called yesterday?", "who called yesterday"
    cache.keep(asked(tenant, question), REPLY)
    assert cache.find(asked(tenant, same))
    clock.move(16 * 3600)
    assert cache.find(asked(tenant, same)) is None


def test_a_reply_too_long_for_a_row_is_not_kept(cache: DynamoReplyCache, tenant: TenantId) -> None:
    cache.keep(asked(tenant, PRICE), replace(REPLY, text="ü" * (MOST_BYTES // 2 + 1)))
    assert cache.find(asked(tenant, PRICE)) is None
    cache.keep(asked(tenant, PRICE), replace(REPLY, text="ü" * (MOST_BYTES // 2)))
    assert cache.find(asked(tenant, PRICE))


def test_another_process_finds_it_and_sees_what_is_new(
    cache: DynamoReplyCache, tenant: TenantId, clock: StillClock, words: Words
) -> None:
    elsewhere = DynamoReplyCache(words, clock)
    assert elsewhere.find(asked(tenant, SAME)) is None
    cache.keep(asked(tenant, PRICE), REPLY)
    assert elsewhere.find(asked(tenant, SAME))


def test_only_the_newest_questions_are_compared(
    cache: DynamoReplyCache, tenant: TenantId, clock: StillClock, words: Words
) -> None:
    cache.keep(asked(tenant, PRICE), REPLY)
    for number in range(QUESTIONS):
        clock.move(1)
        cache.keep(asked(tenant, f"What is in box {number}?"), REPLY)
    for each in (cache, DynamoReplyCache(words, clock)):
        assert each.find(asked(tenant, SAME)) is None
        assert each.find(asked(tenant, "what is in box 0"))


def test_a_deleted_source_takes_its_replies_with_it(
    cache: DynamoReplyCache, tenant: TenantId, clock: StillClock
) -> None:
    from_both = asked(tenant, PRICE, sources=SOURCES)
    from_second = asked(tenant, PRICE, sources=SOURCES[1:])
    for call in (from_both, from_second):
        cache.keep(call, REPLY)
    clock.move(1)
    assert cache.forget(tenant, "mtg_1") == 1
    assert cache.find(from_both) is None
    assert cache.find(asked(tenant, SAME, sources=SOURCES)) is None
    assert cache.find(from_second)
    assert cache.forget(tenant, "mtg_1") == 0
    assert cache.forget(tenant, "mtg_2") == 1
    assert not [sk for sk in rows_of(tenant) if sk.startswith("REPLY#")]


def test_a_reply_kept_twice_leaves_nothing_either(
    cache: DynamoReplyCache, tenant: TenantId, clock: StillClock
) -> None:
    for _ in range(2):
        cache.keep(asked(tenant, PRICE, sources=SOURCES[:1]), REPLY)
        clock.move(1)
    assert cache.forget(tenant, "mtg_1") == 1
    assert rows_of(tenant) == ["FORGOTTEN"]


def test_another_tenants_source_of_that_name_stays(cache: DynamoReplyCache, tenant: TenantId) -> None:
    cache.keep(asked(tenant, PRICE, sources=SOURCES), REPLY)
    assert cache.forget(tenant_id("somebody-else"), "mtg_1") == 0
    assert cache.find(asked(tenant, PRICE, sources=SOURCES))


def test_what_was_being_made_while_its_source_was_deleted_is_gone(
    cache: DynamoReplyCache, tenant: TenantId, clock: StillClock
) -> None:
    call = asked(tenant, PRICE, sources=SOURCES)
    assert cache.find(call) is None
    cache.forget(tenant, "mtg_1")
    clock.move(20)
    cache.keep(call, REPLY)
    assert cache.find(call) is None
    assert set(rows_of(tenant)) == {"FORGOTTEN"}


def test_what_was_written_in_the_midst_of_forgetting_is_not_found(
    cache: DynamoReplyCache, tenant: TenantId, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worst order: the keeper looks before the source is forgotten, and its rows aren't seen by who forgets."""
    call = asked(tenant, PRICE, sources=SOURCES)
    with monkeypatch.context() as patch:
        patch.setattr("quarterdeck.services.llm.cache.rows.replies_from", lambda _: [])
        patch.setattr(cache, "_forgotten", lambda *_: False)
        cache.keep(call, REPLY)
        assert cache.forget(tenant, "mtg_1") == 0
    assert [sk for sk in rows_of(tenant) if sk.startswith("REPLY#")]
    assert cache.find(call) is None
    assert cache.find(asked(tenant, SAME, sources=SOURCES)) is None


def test_a_source_that_is_back_is_kept_again_after_a_while(
    cache: DynamoReplyCache, tenant: TenantId, clock: StillClock
) -> None:
    call = asked(tenant, PRICE, sources=SOURCES)
    cache.forget(tenant, "mtg_1")
    clock.move(LONGEST_CALL.total_seconds() + 1)
    cache.keep(call, REPLY)
    assert cache.find(call)


def test_a_process_forgets_what_others_deleted(
    cache: DynamoReplyCache, tenant: TenantId, clock: StillClock, words: Words
) -> None:
    cache.keep(asked(tenant, PRICE, sources=SOURCES), REPLY)
    assert cache.find(asked(tenant, SAME, sources=SOURCES))
    DynamoReplyCache(words, clock).forget(tenant, "mtg_1")
    assert cache.find(asked(tenant, SAME, sources=SOURCES)) is None
    clock.move(TRUSTED.total_seconds() + 1)
    assert cache.find(asked(tenant, SAME, sources=SOURCES)) is None


def test_a_reply_from_hundreds_of_sources_is_kept_and_forgotten(
    cache: DynamoReplyCache, tenant: TenantId
) -> None:
    sources = tuple(f"mtg_{number}@v1" for number in range(230))
    cache.keep(asked(tenant, PRICE, sources=sources), REPLY)
    assert cache.find(asked(tenant, SAME, sources=sources))
    assert cache.forget(tenant, "mtg_229") == 1
    assert cache.find(asked(tenant, PRICE, sources=sources)) is None
