"""A snapshot depends on its rows alone; its text fits a prompt; its records can be quoted."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from quarterdeck.contexts.knowledge.index import words
from quarterdeck.contexts.knowledge.model import Copy, TableName
from quarterdeck.contexts.knowledge.prompt import LIMIT, prompt_text
from quarterdeck.contexts.knowledge.records import records
from quarterdeck.contexts.knowledge.snapshot import Snapshot, build
from quarterdeck.kernel.codec import dump_json, load_json

PROBE = Copy(
    "recProbe",
    TableName.FEATURES,
    "Probe",
    "Coldtrail",
    "It measures.",
    {"availability": "Beta", "price": "$9."},
    {"feature theme": ("recSensing", "recGone"), "value proposition": ()},
)
SENSING = Copy("recSensing", TableName.FEATURE_THEMES, "Sensing", None, "", {}, {})

texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=20)
copies = st.builds(
    Copy,
    id=st.uuids().map(str),
    table=st.sampled_from(TableName),
    name=texts.filter(bool),
    product=st.none() | texts,
    body=texts,
    facts=st.dictionaries(texts, texts, max_size=2),
    links=st.dictionaries(texts, st.lists(texts, max_size=2).map(tuple), max_size=2),
)


def test_a_record_says_its_facts_and_the_names_of_its_links() -> None:
    probe, sensing = records([SENSING, PROBE])
    assert probe.text == "It measures. Availability: Beta. Price: $9. Feature theme: Sensing."
    assert probe.facts == {"availability": "Beta", "price": "$9."}
    assert (sensing.name, sensing.text) == ("Sensing", "")


@given(st.lists(copies, max_size=8, unique_by=lambda copy: copy.id), st.randoms())
def test_the_same_rows_in_any_order_are_the_same_snapshot(rows: list[Copy], random: object) -> None:
    shuffled = sorted(rows, key=lambda _: random.random())  # type: ignore[attr-defined]
    assert build(rows) == build(shuffled)


@given(st.lists(copies, min_size=1, max_size=4, unique_by=lambda copy: copy.id))
def test_another_word_is_another_version(rows: list[Copy]) -> None:
    changed = [replace(rows[0], body=rows[0].body + " And more."), *rows[1:]]
    assert build(rows).version != build(changed).version


@given(st.lists(copies, max_size=6, unique_by=lambda copy: copy.id))
def test_a_snapshot_survives_its_storage(rows: list[Copy]) -> None:
    snapshot = build(rows)
    assert load_json(Snapshot, dump_json(snapshot)) == snapshot
    assert sum(snapshot.counts().values()) == len(rows)


@given(st.lists(copies, max_size=6, unique_by=lambda copy: copy.id))
def test_the_index_counts_every_word_of_every_record(rows: list[Copy]) -> None:
    snapshot = build(rows)
    for number, record in enumerate(snapshot.records):
        found = words(f"{record.name} {record.product or ''} {record.text}")
        assert snapshot.index.lengths[number] == len(found)
        assert {word: dict(snapshot.index.of(word))[number] for word in found} == Counter(found)
    total = sum(times for word in snapshot.index.places for _, times in snapshot.index.of(word))
    assert total == sum(snapshot.index.lengths)
    assert snapshot.index.of("no such word") == []


def test_a_prompt_says_less_of_each_the_more_there_are() -> None:
    def many(number: int) -> str:
        rows = [replace(PROBE, id=f"rec{n:05}", body="First one. Second one. " * 5) for n in range(number)]
        return prompt_text(records(rows))

    assert "Second one." in many(10)
    assert "Second one." not in many(600)
    assert "First one." in many(600)
    assert "First one." not in many(3000)
    assert all(len(many(number)) <= LIMIT for number in (10, 600, 3000, 9000))
    assert many(9000).splitlines()[-1].startswith("[rec")
