"""Which product records a question takes from the shelf."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from quarterdeck.contexts.assistant.products import Shelf, Shelves
from quarterdeck.contexts.knowledge.model import Knowledge, Record, TableName
from quarterdeck.kernel.errors import Unavailable
from quarterdeck.kernel.tenancy import TenantId, tenant_id
from tests.unit.assistant.library import TENANT, Known, records_of

RECORDS = records_of(Path(__file__).parent / "examples" / "records.yaml")


def find(text: str, limit: int = 5, product: str = "", prefer: tuple[TableName, ...] = ()) -> Shelf:
    return Shelves(Known(RECORDS)).find(TENANT, text, limit, product, prefer)


def names(shelf: Shelf) -> list[str]:
    return [record.name for record in shelf.records]


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("fingerprint readers", "Door controller"),
        ("When can I cancel?", "Cancellation"),
        ("how are people signed in", "Single sign-on"),
        ("cost of Mossgate", "Mossgate pricing"),
        ("Is it an expensive seat?", "Quillrun pricing"),
        ("losing keys", "No lost keys"),
    ],
)
def test_the_record_that_is_about_it_comes_first(text: str, best: str) -> None:
    assert names(find(text))[0] == best


def test_a_product_that_is_named_keeps_the_others_out() -> None:
    shelf = find("What does mossgate's controller cost?", limit=20)
    assert {record.product for record in shelf.records} <= {"Mossgate", None}
    assert names(shelf)[0] in ("Door controller", "Mossgate pricing")


def test_the_current_product_counts_for_more_but_keeps_nothing_out() -> None:
    shelf = find("pricing", product="Mossgate")
    assert names(shelf)[:2] == ["Mossgate pricing", "Quillrun pricing"]
    assert names(find("pricing", product="Quillrun"))[0] == "Quillrun pricing"


def test_a_product_s_name_alone_brings_all_of_its_records() -> None:
    quillrun = {record.name for record in RECORDS if record.product == "Quillrun"}
    assert set(names(find("What is Quillrun?", limit=50))) == quillrun


def test_preferred_tables_come_first() -> None:
    assert names(find("agents"))[0] == "Mobile app"
    assert names(find("agents", prefer=(TableName.VALUE_PROPOSITIONS,)))[0] == "Fewer escalations"


def test_the_shelf_says_what_it_is_of() -> None:
    shelf = find("doors", limit=2)
    assert (shelf.version, shelf.source, shelf.total) == ("v7", "snapshot", len(RECORDS))
    assert shelf.products == ("Mossgate", "Quillrun")
    assert len(shelf.records) == 2


@pytest.mark.parametrize("text", ["", "???", "zeppelin", "the of and"])
def test_nothing_is_found_where_nothing_is_shared(text: str) -> None:
    assert find(text).records == ()


def test_a_new_version_is_ranked_anew_and_tenants_are_kept_apart() -> None:
    known = {TENANT: Knowledge("v1", "snapshot", RECORDS[:1], "")}
    other = tenant_id("other-tenant")
    known[other] = Knowledge("v1", "snapshot", RECORDS[-1:], "")

    class Reader:
        def read(self, tenant: TenantId) -> Knowledge:
            return known[tenant]

    shelves = Shelves(Reader())
    assert [r.id for r in shelves.find(TENANT, "SAML", 5).records] == ["recQ01"]
    assert shelves.find(other, "SAML", 5).records == ()
    known[TENANT] = replace(known[TENANT], version="v2", records=RECORDS[1:2])
    assert shelves.find(TENANT, "SAML", 5).records == ()


def test_knowledge_that_cannot_be_read_is_said_to_be_so() -> None:
    class Reader:
        def read(self, tenant: TenantId) -> Knowledge:
            raise Unavailable(f"the tables of {tenant} don't answer")

    assert Shelves(Reader()).find(TENANT, "SAML", 5).trouble == "the tables of test-tenant don't answer"


@given(
    st.permutations(range(len(RECORDS))), st.sampled_from(["SAML sign-on", "price of a seat", "lost keys"])
)
def test_the_best_record_does_not_depend_on_the_order_of_the_tables(order: list[int], text: str) -> None:
    shuffled: tuple[Record, ...] = tuple(RECORDS[index] for index in order)
    found = Shelves(Known(shuffled)).find(TENANT, text, 1)
    assert names(found) == names(find(text, limit=1))
