"""What was built for a change (WP.13)."""

from typing import Annotated, ClassVar
from uuid import UUID

from sdesk.models.content import Content, link, rows
from sdesk.models.control.master_copies import CopyCheck, MasterCopy
from sdesk.models.record import DRAFT, Level, Record, Shape, State, Step, withdrawal


class ServiceBuild(Record, table=True):
    """WP.13: what was built for a change, ready to be tested and deployed."""

    singular: ClassVar[str] = "Build"
    plural: ClassVar[str] = "Builds"
    prefix: ClassVar[str] = "BLD"
    yearly: ClassVar[bool] = True
    title: ClassVar[str] = "name"
    why: ClassVar[str] = "Exactly what was built, in which version, and how to build it again."
    columns: ClassVar[tuple[str, ...]] = ("number", "name", "release", "change", "state")
    states: ClassVar[tuple[State, ...]] = (
        DRAFT,
        State("built", Shape.IN_PROGRESS, Level.DRAFT, frozen=True),
        State("approved", Shape.DONE, Level.APPROVED, frozen=True),
        State("withdrawn", Shape.NONE, Level.NONE, frozen=True, ended=True, exit=True),
    )
    steps: ClassVar[tuple[Step, ...]] = (
        Step("build", "Mark as built", ("draft",), "built", roles=("PT", "CM"), approves=True),
        Step(
            "approve",
            "Approve for deployment",
            ("built",),
            "approved",
            roles=("CM",),
            approves=True,
        ),
        withdrawal(states=("built", "approved")),
    )

    name: Annotated[str, Content("Name", needed_for="built", group="Build")] = ""
    change: Annotated[
        UUID | None, *link("ServiceChangeRequest"), Content("Change", needed_for="built", group="Build")
    ] = None
    release: Annotated[str, Content("Version", needed_for="built", group="Build", example="1.0")] = ""
    master_copies: Annotated[
        tuple[MasterCopy, ...],
        Content(
            "Master copies",
            plural=True,
            needed_for="built",
            group="Build",
            help="The components as they will be deployed. Attach small files; for others say where they are kept.",
        ),
        rows(MasterCopy),
    ] = ()
    copy_checks: Annotated[
        tuple[CopyCheck, ...],
        Content(
            "Copies checked",
            plural=True,
            group="Since then",
            open_until="*",
            help="Later looks at the copies: whether they are there, and the same; a restore that was tried.",
        ),
        rows(CopyCheck),
    ] = ()
    build_procedure: Annotated[
        str,
        Content(
            "Build procedure",
            needed_for="built",
            long=True,
            group="Build",
            help="Steps by which somebody else would get the same result.",
        ),
    ] = ""
