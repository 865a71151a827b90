"""What new records of service control are filled with, so that nobody types what the program knows."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sdesk.models import ServiceBuild, ServiceChangeRequest, ServiceDesign
from sdesk.models.control import TestCase
from sdesk.practice.calendar.days import today
from sdesk.practice.control.changes import criteria, paper_of
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.translation import message as _
from sdesk.translation import word


def change_request(workspace: Workspace, given: Mapping[str, Any]) -> dict[str, Any]:
    return {"evaluation": criteria(workspace)}


def job(workspace: Workspace, given: Mapping[str, Any]) -> dict[str, Any]:
    return {"owner": workspace.person_id, "first_on": today(workspace)}


def design(workspace: Workspace, given: Mapping[str, Any]) -> dict[str, Any]:
    change = _change_given(workspace, given)
    return {"date_of_issue": today(workspace), "name": change.purpose if change else ""}


def build(workspace: Workspace, given: Mapping[str, Any]) -> dict[str, Any]:
    change = _change_given(workspace, given)
    return {"name": change.purpose if change else "", "release": "1.0"}


def test_report(workspace: Workspace, given: Mapping[str, Any]) -> dict[str, Any]:
    change = _change_given(workspace, given)
    if change is None:
        return {}
    build = paper_of(workspace, change, ServiceBuild)
    design = paper_of(workspace, change, ServiceDesign)
    criteria_of_design = design.acceptance_criteria if design else ()
    return {
        "name": change.purpose,
        "build": build.id if build else None,
        "tests": tuple(
            _acceptance_test(place, each.criterion) for place, each in enumerate(criteria_of_design, start=1)
        ),
        "performed_by": workspace.person_id,
    }


def _acceptance_test(place: int, criterion: str) -> TestCase:
    name, level = word(_("Acceptance {n}", n=place)), word(_("System"))
    return TestCase(name=name, level=level, type=word(_("Acceptance")), expected=criterion)


def _change_given(workspace: Workspace, given: Mapping[str, Any]) -> ServiceChangeRequest | None:
    change = given.get("change")
    return workspace.get(ServiceChangeRequest, change) if isinstance(change, UUID) else None


def configuration_item(workspace: Workspace, given: Mapping[str, Any]) -> dict[str, Any]:
    return {"owner": workspace.person_id, "date_of_service": today(workspace)}
