"""A small change the light way: Cleo writes, Ana signs, unless a test says otherwise."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from sdesk.models import ChangeProcedure, Contact, ServiceChangeRequest
from sdesk.models.control import ChangeKind, ReviewResult, Score
from sdesk.models.priorities import Priority
from sdesk.practice.control.light.answers import Decide, Do, LookBack, Passed, Scored
from sdesk.practice.control.light.reading import said_to_decide, said_to_do
from sdesk.practice.control.light.signing import put_in_place, sign
from sdesk.practice.control.light.writing import Said, begin, keep
from sdesk.practice.lifecycle.records import new_version, reload
from tests.provider import Provider

DORA = Contact(name="Dora Lind", organization="Pier Dental", telephone="+351 21 000 0001")
DONE_WHEN = ("Both disks report healthy for an hour", "Files on the share can be opened")


def asked(provider: Provider, **values: Any) -> dict[str, Any]:
    return {
        "purpose": "Replace the two old disks of the file server",
        "requirement": "One disk reports errors, and the other one is just as old.",
        "customer": provider.extra["customer"].id,
        "requester": DORA,
        "configuration_items": (provider.extra["item"].id,),
        "service": provider.extra["service"],
        "kind": ChangeKind.NORMAL,
        "priority": Priority.LOW,
        "date_needed": provider.clock.now.date() + timedelta(days=20),
        **values,
    }


def decided(provider: Provider, change: ServiceChangeRequest, **values: Any) -> Decide:
    said = said_to_decide(provider.workspace, change)
    start = provider.clock.now.replace(second=0, microsecond=0) + timedelta(days=7)
    whole = replace(
        said,
        scores=tuple(Scored(each.criterion, Score.GOOD) for each in said.scores),
        remark="Known work, done twice last year, and back within minutes.",
        impact="The share is away for half an hour after closing time.",
        how="Swap one disk, let the mirror rebuild, then swap the other.",
        who=provider.cleo.id,
        cost="Two disks, 180 euro, and two hours",
        danger="The mirror does not rebuild",
        way_back="Put the old disk back in and restore last night's backup.",
        start=start,
        end=start + timedelta(hours=2),
        done_when=DONE_WHEN,
    )
    return replace(whole, **values)


def done(provider: Provider, change: ServiceChangeRequest, **values: Any) -> Do:
    said = said_to_do(provider.workspace, change)
    tried = tuple(replace(each, passed=Passed.YES, seen="Seen on the status page") for each in said.tried)
    return replace(said, tried=tried, settings="Mirror of two 4 TB disks, rebuild at night", **values)


def looked_back() -> LookBack:
    return LookBack(ReviewResult.WORKED, "Both disks are healthy, and nobody noticed the half hour.")


def procedure_says(provider: Provider, criteria: str) -> None:
    """A version of the change procedures with these criteria, in force."""
    in_force = provider.workspace.find(ChangeProcedure)[0]
    draft = new_version(provider.workspace, in_force)
    provider.works(provider.ana)
    draft = provider.save(draft, evaluation_criteria=criteria, date_of_issue=provider.clock.now.date())
    provider.take(draft, "approve")


def written_and_signed(provider: Provider, change: ServiceChangeRequest, said: Said) -> ServiceChangeRequest:
    provider.works(provider.cleo)
    keep(provider.workspace, change, said)
    provider.works(provider.ana)
    return sign(provider.workspace, change, said)


def requested(provider: Provider, **values: Any) -> ServiceChangeRequest:
    provider.works(provider.cleo)
    change = begin(provider.workspace)
    return sign(provider.workspace, change, asked(provider, **values))


def designed(provider: Provider, **values: Any) -> ServiceChangeRequest:
    change = requested(provider, **values)
    provider.clock.pass_time(hours=1)
    return written_and_signed(provider, change, decided(provider, change))


def cleared(provider: Provider, **values: Any) -> ServiceChangeRequest:
    change = designed(provider, **values)
    assert change.planned_start
    provider.clock.now = change.planned_start
    return written_and_signed(provider, change, done(provider, change))


def in_place(provider: Provider, **values: Any) -> ServiceChangeRequest:
    change = cleared(provider, **values)
    provider.works(provider.cleo)
    return put_in_place(
        provider.workspace, change, "Both disks were swapped, and the mirror rebuilt over night."
    )


def closed(provider: Provider, **values: Any) -> ServiceChangeRequest:
    change = in_place(provider, **values)
    provider.clock.pass_time(days=3)
    return written_and_signed(provider, reload(provider.workspace, change), looked_back())
