"""A laptop that belongs, and writes what no use case would: whatever the others take of it, all come to the same and go on."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from pydantic_core import to_jsonable_python

from sdesk.errors import SdeskError
from sdesk.models import BusinessGoals, ConfigurationItem, Document, ServiceScope
from sdesk.models.control import ExpiryDate
from sdesk.models.governance import Goal
from sdesk.practice.guidance.today import to_do
from sdesk.practice.lifecycle.approvals import approvals_of
from sdesk.practice.lifecycle.completeness import problems
from sdesk.practice.lifecycle.records import reload
from sdesk.practice.workspaces import Workspace
from sdesk.storage.merging.came import Came, NotTakenIn
from sdesk.storage.merging.fitting import refuse_unfit
from sdesk.storage.merging.giving import operations_of
from sdesk.storage.merging.pasts import ends_in
from sdesk.storage.merging.taking_in import take_in
from sdesk.storage.operations import operation_hash
from sdesk.storage.verify.damages import verify
from tests.provider import incident
from tests.storage.merging.team import Laptop, team

NAMES = ("office", "site", "home", "left", "right", "last")


@pytest.fixture
def all_of_them(tmp_path: Path) -> Iterator[Sequence[Laptop]]:
    with team(tmp_path, *NAMES) as laptops:
        yield laptops


def signed(laptop: Laptop, came: Came, changes: Sequence[Any]) -> Came:
    """The operation with other changes, as if its laptop had written these."""
    signer = laptop.workspace.signer()
    assert signer
    digest = operation_hash(laptop.workspace.id, came.operation, changes)
    return Came({**came.operation, "hash": digest, "signature": signer[1].sign(digest)}, changes)


def own(laptop: Laptop) -> list[Came]:
    signer = laptop.workspace.signer()
    assert signer
    return [each for each in laptop.written() if each.replica == signer[0]]


def told_otherwise(laptop: Laptop, changes: Any) -> list[Came]:
    """What the laptop wrote, of which the last says these changes of the record that it changed."""
    *before, last = own(laptop)
    return [*before, signed(laptop, last, [*last.changes[:-1], {**last.changes[-1], "changes": changes}])]


def all_the_same(laptops: Sequence[Laptop]) -> None:
    for each in laptops:
        assert [str(damage) for damage in verify(each.workspace)] == []
    assert len({each.content for each in laptops}) == 1


FALSE: list[Any] = [
    {"state": ["approved", "withdrawn"]},
    {"state": ["approved", "withdrawn"], "notes": ["nobody wrote that", "said"]},
    {"notes": ["nobody wrote that", "said"], "scope": ["one\n\ntwo", "one\n\nthree"]},
    {"reference": ["what was", None]},
]


@pytest.mark.parametrize("met", [False, True])
@pytest.mark.parametrize("changes", FALSE, ids=str)
def test_what_is_said_to_have_been_there_changes_nothing(
    all_of_them: Sequence[Laptop], changes: Any, met: bool
) -> None:
    office, site, home, *others = all_of_them
    scope = office.create(ServiceScope, technology="One")
    goals = office.create(BusinessGoals, goals=(Goal(statement="one"),))
    for each in all_of_them[1:]:
        each.take_from(office)
    site.save(reload(site.workspace, goals), notes="the first of it")
    site.save(reload(site.workspace, scope), notes="to be told otherwise")
    false = told_otherwise(site, changes)
    home.save(reload(home.workspace, scope if met else goals), reference="R-1")
    incident(office, "recorded")
    parts = [own(office), false, own(home)]
    for each, order in zip(others, (parts, parts[::-1], [false, own(home), own(office)]), strict=True):
        for part in order:
            take_in(each.workspace, part)
    all_the_same(others)
    said = {name: each[1] for name, each in changes.items() if each[1] is not None}
    if not met:
        held = reload(others[0].workspace, scope)
        assert {name: getattr(held, name) for name in said} == said


def test_what_was_built_on_a_step_that_fell_elsewhere_falls_whenever_it_comes(
    all_of_them: Sequence[Laptop],
) -> None:
    """Nothing met in the record itself: what led there did, in another one."""
    office, site, home, later, *others = all_of_them
    scope = office.create(ServiceScope, technology="One")
    goals = office.create(BusinessGoals, goals=(Goal(statement="one"),))
    for each in all_of_them[1:]:
        each.take_from(office)
    home.save(reload(home.workspace, scope), notes="earlier")
    first = told_otherwise(home, {"state": ["draft", "approved"]})
    for n in range(3):
        site.save(reload(site.workspace, goals), notes=f"so that what follows is later, {n}")
    site.save(reload(site.workspace, scope), notes="to be told otherwise")
    *before, last = own(site)
    step = {**last.changes[-1], "changes": {"state": ["draft", "withdrawn"]}, "action": "withdraw"}
    brought = {
        "model": "BusinessGoals",
        "record": goals.id,
        "item": goals.id,
        "place": 2,
        "action": "bring about",
    }
    led = [*before, signed(site, last, [step, {**step, **brought}])]
    take_in(later.workspace, led)
    incident(later, "recorded")
    later.save(reload(later.workspace, goals), notes="to be told otherwise")
    built = told_otherwise(later, {"state": ["withdrawn", "approved"]})
    parts = [first, led, built]
    for each, order in zip(others, (parts, [led, built, first], [led, first, built]), strict=False):
        for part in order:
            take_in(each.workspace, part)
    all_the_same(others)
    assert str(reload(others[0].workspace, goals).state) == "draft"


UNFIT: dict[str, Any] = {
    "a record told as another's": {"record": uuid4()},
    "as something of another kind": {"model": "BusinessGoals"},
    "what nobody ever made": {"record": (nobody := uuid4()), "item": nobody},
    "an approval that is changed": {"model": "Approval", "item": uuid4(), "changes": {"step": ["a", "b"]}},
    "a file of something else": {"model": "Attachment", "item": uuid4(), "changes": {"name": ["a", "b"]}},
    "what no record holds, and then something else": [{"version": [1, "two"]}, {"version": ["two", 2]}],
    "no state, and then one": [{"state": ["draft", "nowhere"]}, {"state": ["nowhere", "draft"]}],
    "a text, and then rows": [{"notes": {"added": {}}}, {"notes": [{}, "x"]}],
}


@pytest.mark.parametrize("how", UNFIT)
def test_what_fits_no_record_is_refused_whatever_else_is_there(
    all_of_them: Sequence[Laptop], how: str
) -> None:
    office, site, home, *others = all_of_them
    scope = office.create(ServiceScope, technology="One")
    for each in all_of_them[1:]:
        each.take_from(office)
    site.save(reload(site.workspace, scope), notes="to be told otherwise")
    *before, last = own(site)
    told = UNFIT[how] if isinstance(UNFIT[how], list) else [UNFIT[how]]
    said = [
        each if "changes" in each or "record" in each or "model" in each else {"changes": each}
        for each in told
    ]
    line = last.changes[-1]
    unfit = [{**line, **each, "place": line["place"] + n} for n, each in enumerate(said)]
    forged = [*before, signed(site, last, [*last.changes[:-1], *unfit])]
    home.save(reload(home.workspace, scope), reference="R-1")
    parts = [own(home), forged]
    for each, order in zip(others, (parts, parts[::-1], [[*forged, *own(home)]]), strict=True):
        content, refused = each.content, 0
        for part in order:
            try:
                take_in(each.workspace, part)
            except NotTakenIn:
                refused += 1
        assert refused == 1
        if len(order) > 1:
            assert each.content != content
        assert verify(each.workspace) == []


MOMENTS = [
    "9999-12-31T23:59:00Z", "0001-01-01T00:00:00Z", "1899-12-31T23:59:00Z", "3000-01-01T00:00:00Z", "2026-01-01T00:00:00",
]  # fmt: skip


NUMBERS = [("warn_days", 10**300), ("warn_days", 1_000_000), ("warn_days", -(2**40))]


@pytest.mark.parametrize(("column", "number"), NUMBERS)
def test_a_number_that_nobody_can_reckon_with_is_refused(
    all_of_them: Sequence[Laptop], column: str, number: int
) -> None:
    """In a row, where it is told by itself."""
    office, site, home, *_others = all_of_them
    item = office.create(ConfigurationItem, expires=(ExpiryDate(on=date(2027, 1, 1), warn_days=7),))
    for each in all_of_them[1:]:
        each.take_from(office)
    (row,) = item.expires
    site.save(reload(site.workspace, item), notes="to be told otherwise")
    *before, last = own(site)
    changes = {"expires": {"changed": {str(row.id): {column: [7, number]}}}}
    forged = signed(site, last, [*last.changes[:-1], {**last.changes[-1], "changes": changes}])
    with pytest.raises(NotTakenIn):
        take_in(home.workspace, [*before, forged])
    assert to_do(home.workspace) is not None
    with pytest.raises(SdeskError, match="not a number"):
        office.save(item, expires=(row.model_copy(update={column: number}),))


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_moment_that_no_form_takes_is_refused(all_of_them: Sequence[Laptop], moment: str) -> None:
    office, site, *_others = all_of_them
    made = incident(office, "recorded")
    site.take_from(office)
    site.save(reload(site.workspace, made), notes="to be told otherwise")
    before = office.content
    with pytest.raises(NotTakenIn):
        take_in(office.workspace, told_otherwise(site, {"started_at": [None, moment]}))
    assert office.content == before


def test_what_is_said_to_have_happened_in_years_to_come_is_a_problem_of_the_record(
    all_of_them: Sequence[Laptop],
) -> None:
    """As if it had been typed: the record says so, and all that reckons goes on."""
    office, site, *_others = all_of_them
    made = incident(office, "closed")
    office.take(made, "record")
    site.take_from(office)
    site.save(reload(site.workspace, made), notes="to be told otherwise")
    far = "2999-12-31T23:59:00Z"
    now = {name: to_jsonable_python(getattr(made, name)) for name in ("started_at", "restored_at")}
    take_in(office.workspace, told_otherwise(site, {name: [was, far] for name, was in now.items()}))
    live = reload(office.workspace, made)
    assert live.started_at is not None
    assert live.started_at.year == 2999
    said = [str(each.text) for each in problems(office.workspace, live, live.state)]
    assert any("is later than now" in each for each in said), said
    assert any(each.record == live.id for each in to_do(office.workspace).things)
    assert verify(office.workspace) == []


def test_all_that_use_cases_write_fits(sample: Workspace) -> None:
    with sample.reading() as session:
        connection = session.connection()
        for end in ends_in(connection):
            refuse_unfit(operations_of(connection, end.replica))


@pytest.mark.parametrize("kind", [ServiceScope, BusinessGoals])
def test_nobody_gives_an_approval_by_the_id_of_another(
    all_of_them: Sequence[Laptop], kind: type[Document]
) -> None:
    """Of the same record or of another: whatever comes first, what was approved by it stays approved, and is taken in everywhere."""
    office, site, *others = all_of_them
    approved = office.approved(ServiceScope)
    (given,) = approvals_of(office.workspace, approved)
    site.approved(kind)
    place, ill = next(
        (n, op) for n, op in enumerate(own(site)) if "Approval" in {act.model for act in op.acts}
    )
    taken = next(act.item for act in ill.acts if act.model == "Approval")
    changes = [
        {**each, "item": given.id, "changes": {**each["changes"], "id": [None, str(given.id)]}}
        if each["item"] == taken
        else each
        for each in ill.changes
    ]
    lie = [*own(site)[:place], signed(site, ill, changes)]
    for each in (office, *others):
        with pytest.raises(NotTakenIn):
            take_in(each.workspace, lie)
        each.take_from(office)
        assert [one.sha256 for one in approvals_of(each.workspace, approved)] == [given.sha256]
    all_the_same([office, *others])
