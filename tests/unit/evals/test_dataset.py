"""Reading labelled questions and entities: what may be missing, and what is told of bad lines."""

import json
from pathlib import Path

import pytest

from evals.routing.dataset import UNSEEN, read_examples, read_questions, written
from evals.routing.files import BadData
from evals.routing.tenants import read_tenant

ENTITIES = {
    "as_of": "2026-11-20T09:00:00",
    "companies": [{"name": "Pinfold", "aliases": ["PF"], "stage": "pilot"}],
    "contacts": [{"name": "Sol Brandt", "company": "Pinfold", "title": "COO"}],
    "meetings": [{"company": "Pinfold", "date": "2026-11-17", "participants": ["Sol Brandt", "Mira Oakes"]}],
}


def file(folder: Path, text: str) -> Path:
    path = folder / "questions.jsonl"
    path.write_text(text, "utf-8")
    return path


def test_unknown_fields_and_empty_lines_are_ignored(tmp_path: Path) -> None:
    path = file(tmp_path, '{"id": "1", "text": "hi", "style": "plain"}\n\n{"id": "2", "text": ""}\n')
    assert [question.id for question in read_questions(path)] == ["1", "2"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "line 2"),
        ('{"id": "2"}', "text"),
        ('{"id": "1", "text": "again"}', "occurs twice"),
        ('{"id": "2", "text": "hi", "thread": [{"role": "robot", "text": "x"}]}', "thread.0.role"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, said: str) -> None:
    path = file(tmp_path, f'{{"id": "1", "text": "hi"}}\n{line}\n')
    with pytest.raises(BadData) as raised:
        list(read_questions(path))
    assert said in str(raised.value)
    assert f"{path}, line 2" in str(raised.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadData, match="nothing"):
        list(read_questions(tmp_path / "nothing.jsonl"))


def test_a_tenant_may_leave_most_out(tmp_path: Path) -> None:
    path = tmp_path / "entities.json"
    path.write_text(json.dumps(ENTITIES), "utf-8")
    found = read_tenant(path)
    assert found.as_of.tzinfo is not None
    assert found.known.employers == {"Sol Brandt": "Pinfold"}
    assert found.known.companies["pf",] == {"Pinfold"}


def test_an_example_needs_a_contract_of_its_intent(tmp_path: Path) -> None:
    entities = tmp_path / "entities.json"
    entities.write_text(json.dumps(ENTITIES), "utf-8")
    good = {
        "id": "1",
        "text": "hi",
        "intent": "GENERAL_HELP",
        "contract": "GENERAL_RESPONSE",
        "source": "feedback",
    }
    bad = good | {"id": "2", "intent": "WORKFLOW"}
    assert read_examples(file(tmp_path, json.dumps(good)), entities).questions[0].text == "hi"
    with pytest.raises(BadData, match="no contract of the intent"):
        read_examples(file(tmp_path, json.dumps(bad)), entities)
    with pytest.raises(BadData, match="there is no intent 'WORK'"):
        read_examples(file(tmp_path, json.dumps(bad | {"intent": "WORK", "contract": None})), entities)


def test_an_example_with_an_intent_alone_is_read_and_not_trained_on(tmp_path: Path) -> None:
    entities = tmp_path / "entities.json"
    entities.write_text(json.dumps(ENTITIES), "utf-8")
    vague = {"id": "1", "text": "hi", "intent": "GENERAL_HELP", "contract": None, "source": "feedback"}
    assert read_examples(file(tmp_path, json.dumps(vague)), entities).questions == ()


def test_the_written_questions_are_many_and_some_of_each_writer_are_held_out() -> None:
    sets = written()
    ids = [question.id for each in sets for question in each.questions]
    assert len(set(ids)) == len(ids) >= 1_500
    for each in sets:
        held, trained = each.held_out(), each.trained_on()
        assert {q.id for q in held} | {q.id for q in trained} == {q.id for q in each.questions}
        assert not {q.id for q in held} & {q.id for q in trained}
        assert len(held) > 0.07 * len(each.questions) or not each.measured


def test_nothing_is_learnt_of_the_unseen_writers_and_all_of_them_is_measured() -> None:
    unseen = [each for each in written() if each.name.startswith(UNSEEN)]
    assert len(unseen) >= 3
    assert all(each.held_out() == each.questions and not each.trained_on() for each in unseen)
