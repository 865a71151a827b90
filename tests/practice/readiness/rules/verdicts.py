"""How a rule judges a provider, and what somebody could do to a workspace who does not take the steps."""

from datetime import date, datetime
from typing import Any, TypeVar

from sqlmodel import select

from sdesk.models import Approval, Record
from sdesk.practice.calendar import days
from sdesk.practice.readiness.requirements import asked_of, grounds, variant_of
from sdesk.practice.readiness.rules.asked import Asked, Verdict, verdict_of
from tests.provider import Provider

R = TypeVar("R", bound=Record)
MET, PARTLY, NOT_MET, NOT_SHOWN = Verdict.MET, Verdict.PARTLY, Verdict.NOT_MET, Verdict.NOT_SHOWN


def asked_by(
    provider: Provider, requirement: str, today: date | None = None, variant: str | None = None
) -> tuple[Asked, ...]:
    """What the rule of one requirement asks. `requirements` says it of all, for tests of more than a rule."""
    workspace = provider.workspace
    on = grounds(workspace, variant or variant_of(workspace), today or days.today(workspace))
    return asked_of(on, requirement)


def verdict(provider: Provider, requirement: str, today: date | None = None) -> Verdict:
    return verdict_of(asked_by(provider, requirement, today))


def said(provider: Provider, requirement: str) -> list[str]:
    """What the rule asks, and why what does not pass does not."""
    return [
        f"{asked.layer.value} {asked.held.value}: {asked.sentence} "
        + " ".join(str(each.why) for each in asked.records if each.why)
        for asked in asked_by(provider, requirement)
    ]


def at(moment: datetime | None) -> datetime:
    """A moment that there is."""
    assert moment
    return moment


def the(provider: Provider, model: type[R], *where: Any) -> R:
    """The first of the kind, which is there."""
    found = provider.workspace.first(model, *where)
    assert found
    return found


def repaired(provider: Provider, record: R, **values: Any) -> R:
    """The record as somebody made it who did not take the steps: by import, by repair, by hand in the file."""
    with provider.workspace.transaction("repair") as session:
        live = session.get_one(type(record), record.id)
        for name, value in values.items():
            setattr(live, name, value)
    return live


def signed_by(provider: Provider, record: Record, step: str, /, **values: Any) -> None:
    """The approval of a step, as if somebody else, or at another time, had given it: the file lets nobody, so that it is
    done behind its back."""
    with provider.workspace.transaction("repair") as session:
        session.connection().exec_driver_sql("DROP TRIGGER IF EXISTS approval_is_not_changed")
        found = session.exec(
            select(Approval).where(Approval.record_id == record.id, Approval.step == step)
        ).all()
        assert found
        for approval in found:
            for name, value in values.items():
                setattr(approval, name, value)
