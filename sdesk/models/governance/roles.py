"""Who holds which role, and who is trained for what (WP.08)."""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from sdesk.models.content import Choice, Content, Row, ServiceLink, choice, link, rows
from sdesk.models.record import Document, Step, approval, withdrawal


class ServiceRole(Choice):
    """The roles of the profile that people of the provider hold, by their id in the profile."""

    MGT = "MGT"
    SM = "SM"
    CM = "CM"
    RM = "RM"
    IM = "IM"
    PT = "PT"

    @property
    def label(self) -> str:
        return _ROLE_NAMES[self.value]


_ROLE_NAMES = {
    "MGT": "Management",
    "SM": "Service Manager",
    "CM": "Control Manager",
    "RM": "Relationship Manager",
    "IM": "Incident Manager",
    "PT": "Practitioner",
}


class RoleAssignment(Row):
    """Who holds a role from a day until, and including, another."""

    role: Annotated[ServiceRole | None, Content("Role", needed_for="*"), choice(ServiceRole)] = None
    person: Annotated[UUID | None, *link("Person"), Content("Person", needed_for="*")] = None
    deputy: Annotated[UUID | None, *link("Person"), Content("Deputy")] = None
    start: Annotated[date | None, Content("From", needed_for="*")] = None
    end: Annotated[date | None, Content("Until", not_before="start")] = None


class Subject(Choice):
    """What a competence is about; the two that the profile asks of the Service Manager, and everything else."""

    SERVICE_MANAGEMENT = "service management"
    ISO_29110 = "ISO/IEC 29110"
    OTHER = "other"


class Competence(Row):
    """What somebody of ours, or a supplier's people, know or have to learn, and for which service."""

    person: Annotated[
        UUID | None, *link("Person"), Content("Person", help="One of us; or choose the supplier.")
    ] = None
    supplier: Annotated[
        UUID | None,
        *link("Supplier"),
        Content("Or a supplier's people", help="Whose people it is about, where it is none of us."),
    ] = None
    their_person: Annotated[str, Content("Who there", example="Whoever answers their service desk")] = ""
    service: Annotated[ServiceLink, Content("Needed for", help="The service that needs it. None: all.")] = (
        None
    )
    subject: Annotated[Subject | None, Content("Subject", needed_for="*"), choice(Subject)] = None
    detail: Annotated[str, Content("In detail", example="Foundation course, two days")] = ""
    needed_by: Annotated[
        date | None, Content("Needed by", help="Of what is planned: by which day. It blocks nothing.")
    ] = None
    achieved_on: Annotated[date | None, Content("Achieved on", happened=True)] = None
    evidence: Annotated[str, Content("Evidence", example="Certificate 2026-118")] = ""
    effective: Annotated[bool | None, Content("Was it effective?")] = None


class AssignedRoles(Document, table=True):
    """WP.08: who holds which role, and what they have learnt for it."""

    singular: ClassVar[str] = "List of assigned roles"
    plural: ClassVar[str] = "List of assigned roles"
    prefix: ClassVar[str] = "ROL"
    why: ClassVar[str] = "Who may decide what. The steps that need a role look here; so does an auditor."
    steps: ClassVar[tuple[Step, ...]] = (approval("MGT", "SM"), withdrawal("MGT", "SM"))

    assignments: Annotated[
        tuple[RoleAssignment, ...],
        Content(
            "Assignments",
            plural=True,
            needed_for="approved",
            group="Roles",
            help="One person may hold several roles. No role is held by two people at the same time, unless one is the deputy.",
        ),
        rows(RoleAssignment),
    ] = ()
    competences: Annotated[
        tuple[Competence, ...],
        Content(
            "Competence and training",
            needed_for="approved",
            group="Competence",
            help="The Service Manager needs training in service management and competence in ISO/IEC 29110.",
        ),
        rows(Competence),
    ] = ()
