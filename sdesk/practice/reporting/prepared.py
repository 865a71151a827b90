"""What a new report says of itself before anybody has written in it: what it is for, who made it, how it was made."""

from typing import Any

from sdesk.models import Person
from sdesk.practice.calendar.days import today
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.roles import holders
from sdesk.translation import message as _
from sdesk.translation import word


def performance_report(workspace: Workspace, party: str, *, of_customer: bool) -> dict[str, Any]:
    if of_customer:
        purpose = _(
            "To show {party} and ourselves what was agreed and what was reached, and to decide together what is to be done.",
            party=party,
        )
    else:
        purpose = _(
            "To show {party} and ourselves what was agreed and what was delivered to us, and to decide what is to be done.",
            party=party,
        )
    return {"purpose": word(purpose), **_made(workspace)}


def improvement_report(workspace: Workspace) -> dict[str, Any]:
    purpose = _(
        "To show management how service delivery did against its goals and agreements, and to decide what is improved, by whom and by when."
    )
    receiving = holders(workspace, ("MGT",), today(workspace))
    return {
        "purpose": word(purpose),
        "recipients": "\n".join(person.name for person in receiving),
        **_made(workspace),
    }


def _made(workspace: Workspace) -> dict[str, Any]:
    method = _(
        "The figures are computed from the records of the workspace as they are when the report is approved; the annex says what "
        "each was computed from. What is not known is left out and counted beside the figure. What the program does not count is "
        "judged by a person."
    )
    by = workspace.get(Person, workspace.person_id) if workspace.person_id else None
    return {"method": word(method), "contributors": by.name if by else ""}


__all__ = ["improvement_report", "performance_report"]
