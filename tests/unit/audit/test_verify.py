"""Whatever one does to a trail, verification says that it was done, and where."""

from copy import deepcopy
from dataclasses import replace
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from quarterdeck.platform.audit.chain import Sealed, digest, seal
from quarterdeck.platform.audit.verify import Break, verify
from tests.support.signing import OwnKey
from tests.unit.audit.trails import KEY, TENANT, Trail, entry, rehashed, trail

WHOLE = trail(lanes=3, entries=20, anchored={6, 13, 17})
LAST_ANCHORED = 17


@st.composite
def places(draw: st.DrawFn, *, anchored: bool = False) -> tuple[int, int]:
    """A lane and an index in it; below its last anchor if asked for."""
    lane = draw(st.sampled_from(sorted(WHOLE.lanes)))
    last = len(WHOLE.lanes[lane])
    if anchored:
        last = next(head[0] for key, head in WHOLE.anchors[-1].heads.items() if int(key) == lane)
    return lane, draw(st.integers(0, last - 1))


def attacked() -> Trail:
    return deepcopy(WHOLE)


def test_a_trail_as_it_was_written_is_whole() -> None:
    report = WHOLE.verified()
    assert report.broken is None
    assert (report.entries, report.anchors, report.unanchored) == (20, 3, 20 - LAST_ANCHORED)


def test_an_empty_trail_is_whole() -> None:
    report = Trail({lane: [] for lane in range(16)}, []).verified()
    assert (report.entries, report.broken) == (0, None)


FIELDS = sorted(WHOLE.lanes[0][0].body)
VALUES: st.SearchStrategy[Any] = (
    st.none() | st.integers(0, 2**53) | st.text(max_size=5) | st.floats() | st.just({})
)


@given(places(), st.sampled_from(FIELDS), VALUES)
def test_any_changed_field_is_found(place: tuple[int, int], name: str, value: Any) -> None:
    trail, (lane, index) = attacked(), place
    sealed = trail.lanes[lane][index]
    assume(sealed.body[name] != value or type(sealed.body[name]) is not type(value))
    trail.lanes[lane][index] = Sealed({**sealed.body, name: value}, sealed.hash)
    broken = trail.verified().broken
    assert broken
    assert broken.where == f"lane {lane}, entry {index + 1}"


@given(places(), st.text(alphabet="0123456789abcdef", min_size=64, max_size=64))
def test_any_changed_hash_is_found(place: tuple[int, int], sha256: str) -> None:
    trail, (lane, index) = attacked(), place
    assume(trail.lanes[lane][index].hash != sha256)
    trail.lanes[lane][index] = Sealed(trail.lanes[lane][index].body, sha256)
    assert trail.verified().broken


@given(place=places(), add=st.booleans())
def test_a_field_that_is_added_or_taken_away_is_found(*, place: tuple[int, int], add: bool) -> None:
    trail, (lane, index) = attacked(), place
    sealed = trail.lanes[lane][index]
    changed = {**sealed.body, "more": 1} if add else {k: v for k, v in sealed.body.items() if k != "subject"}
    trail.lanes[lane][index] = Sealed(changed, sealed.hash)
    assert trail.verified().broken


@given(place=places(anchored=True), relink=st.booleans())
def test_a_removed_entry_is_found_even_if_the_rest_is_linked_anew(
    *, place: tuple[int, int], relink: bool
) -> None:
    trail, (lane, index) = attacked(), place
    del trail.lanes[lane][index]
    if relink:
        trail.lanes[lane] = rehashed(trail.lanes[lane], index)
    assert trail.verified().broken


@given(places(anchored=True))
def test_a_lane_that_is_cut_off_before_its_last_anchor_is_found(place: tuple[int, int]) -> None:
    trail, (lane, index) = attacked(), place
    del trail.lanes[lane][index:]
    broken = trail.verified().broken
    assert broken
    assert "are missing" in broken.what


@given(places(), places())
def test_two_entries_that_change_places_are_found(one: tuple[int, int], other: tuple[int, int]) -> None:
    assume(one != other)
    trail = attacked()
    (lane_a, a), (lane_b, b) = one, other
    first, second = trail.lanes[lane_a][a], trail.lanes[lane_b][b]
    trail.lanes[lane_a][a], trail.lanes[lane_b][b] = second, first
    assert trail.verified().broken


@given(places(anchored=True), places())
def test_two_entries_that_change_places_and_numbers_are_found(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    assume(one != other)
    trail = attacked()
    (lane_a, a), (lane_b, b) = one, other
    first, second = trail.lanes[lane_a][a], trail.lanes[lane_b][b]
    trail.lanes[lane_a][a], trail.lanes[lane_b][b] = _moved(second, first), _moved(first, second)
    assert trail.verified().broken


@given(place=places(), renumber=st.booleans())
def test_a_doubled_entry_is_found(*, place: tuple[int, int], renumber: bool) -> None:
    trail, (lane, index) = attacked(), place
    double = trail.lanes[lane][index]
    if renumber:
        body = {**double.body, "seq": double.seq + 1}
        double = Sealed(body, digest(body))
    trail.lanes[lane].insert(index + 1, double)
    assert trail.verified().broken


@given(place=places(anchored=True), relink=st.booleans())
def test_an_entry_that_is_slipped_in_is_found(*, place: tuple[int, int], relink: bool) -> None:
    trail, (lane, index) = attacked(), place
    before = trail.lanes[lane][index - 1] if index else None
    trail.lanes[lane].insert(index, seal(entry(99, action="people.invite"), lane, before))
    if relink:
        trail.lanes[lane] = rehashed(trail.lanes[lane], index)
    assert trail.verified().broken


@given(places())
def test_a_forged_entry_without_a_link_is_found_even_at_the_end(place: tuple[int, int]) -> None:
    trail, (lane, index) = attacked(), place
    end = trail.lanes[lane][-1]
    forged = seal(entry(99), lane, Sealed({**end.body, "seq": end.seq}, trail.lanes[lane][index - 1].hash))
    assume(forged.body["prev"] != end.hash)
    trail.lanes[lane].append(forged)
    assert trail.verified().broken


@given(places(anchored=True))
def test_a_lane_written_anew_from_a_place_on_is_found_by_its_anchor(place: tuple[int, int]) -> None:
    trail, (lane, index) = attacked(), place
    changed = trail.lanes[lane][index]
    trail.lanes[lane][index] = Sealed({**changed.body, "subject": "usr_other"}, changed.hash)
    trail.lanes[lane] = rehashed(trail.lanes[lane], index)
    broken = trail.verified().broken
    assert broken
    assert "written anew" in broken.what


@given(st.integers(0, 2), st.sampled_from(["number", "at", "prev", "tenant", "heads", "signature"]))
def test_a_changed_anchor_is_found(index: int, name: str) -> None:
    trail = attacked()
    changed: dict[str, Any] = {
        "number": 9,
        "at": "2027-01-01T00:00:00Z",
        "prev": "1" * 64,
        "tenant": "other",
        "heads": {},
        "signature": "AA==",
    }
    trail.anchors[index] = replace(trail.anchors[index], **{name: changed[name]})
    assert trail.verified().broken


@given(st.integers(0, 1))
def test_an_anchor_missing_between_others_is_found(index: int) -> None:
    trail = attacked()
    del trail.anchors[index]
    assert trail.verified().broken == Break(
        f"anchor {index + 1}", f"it is missing: the next one is {index + 2}"
    )


def test_anchors_signed_by_another_key_are_found() -> None:
    trail, other = attacked(), OwnKey()
    assert verify(TENANT, trail.lanes, trail.anchors, other.is_signed).broken == Break(
        "anchor 1", "its signature is not valid"
    )


def test_anothers_trail_is_not_ones_own() -> None:
    trail = attacked()
    assert verify("other", trail.lanes, [], KEY.is_signed).broken


def test_a_lane_that_is_gone_is_found() -> None:
    trail = attacked()
    del trail.lanes[2]
    assert trail.verified().broken == Break("lane 2, entry 1", "the lane has anchors and is missing")


def _moved(sealed: Sealed, place: Sealed) -> Sealed:
    body = {**sealed.body} | {name: place.body[name] for name in ("lane", "seq", "prev")}
    return Sealed(body, digest(body))
