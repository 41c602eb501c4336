"""A request waits for the import of what serves it, and of nothing else."""

import pytest

from quarterdeck.rest.subjects import SUBJECTS, at, endpoints, place
from tests.support.started import loaded_by

CLIENTS = frozenset({"pynamodb", "botocore.client", "openai", "slack_sdk"})


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_subject_is_found_where_its_paths_begin(subject: str) -> None:
    assert {place(each.path) for each in endpoints(subject)} == set(SUBJECTS[subject])


def test_a_place_may_be_of_several_subjects() -> None:
    assert at(place("/v1/meetings/{meeting_id}")) == ["meetings", "protection"]
    assert at("/v1/nothing") == []


def test_the_app_starts_without_any_subject() -> None:
    loaded = loaded_by("api")
    assert not CLIENTS & loaded
    assert not {f"quarterdeck.rest.{subject}" for subject in SUBJECTS} & loaded
