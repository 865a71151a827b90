"""Master copies: what somebody would build or restore a component from, and that it was looked at whether it is there."""

from datetime import date
from typing import Annotated
from uuid import UUID

from sdesk.models.content import Choice, Content, Depth, Row, choice, link

WHO_MAY = Content(
    "Who may reach it",
    help="Of a copy kept elsewhere: by role or by name. Whoever may change it, says the procedure.",
    example="Control Manager and practitioners",
)
CHECKED_ON = Content(
    "Last checked on", happened=True, help="When somebody last saw that it is there and is the right one."
)


class MasterCopy(Row):
    """The authorized copy of a component: kept here as an attachment, or elsewhere; its SHA-256 either way."""

    component: Annotated[str, Content("Component", needed_for="*")] = ""
    kept_at: Annotated[str, Content("Where it is kept", needed_for="*", example="In this workspace")] = ""
    sha256: Annotated[
        str,
        Content(
            "SHA-256", needed_for="*", help="64 hexadecimal digits. Attach the file and it is filled in."
        ),
    ] = ""
    reached_by: Annotated[str, WHO_MAY] = ""
    checked_on: Annotated[date | None, CHECKED_ON] = None
    checked_by: Annotated[UUID | None, *link("Person"), Content("Checked by")] = None


class CopyCheck(Row):
    """Somebody looked whether the copies are there and are what was built, or restored from one."""

    on: Annotated[date | None, Content("When", needed_for="*", happened=True)] = None
    by: Annotated[UUID | None, *link("Person"), Content("Who looked", needed_for="*")] = None
    found: Annotated[
        str,
        Content(
            "What was found",
            needed_for="*",
            long=True,
            depth=Depth.STATEMENT,
            example="SHA-256 compared on the office server: the same.",
        ),
    ] = ""
    restored: Annotated[bool | None, Content("Restored from it", help="As a trial, or in earnest.")] = None


class CopyHolder(Choice):
    """Who keeps the master copy of an item."""

    US = "by us"
    MAKER = "by its maker"
    NOBODY = "none is needed"


class ItemCopy(Row):
    """The master copy of a configuration item: ours, one that its maker keeps, or why there is none."""

    held: Annotated[
        CopyHolder | None,
        Content("Kept", needed_for="*", help="What its maker keeps needs no SHA-256."),
        choice(CopyHolder),
    ] = None
    what: Annotated[
        str, Content("What it is", example="Configuration, exported after each change", depth=Depth.NAME)
    ] = ""
    place: Annotated[
        str,
        Content(
            "Where", help="The place; of a maker, the source.", example="masters/dental on the office server"
        ),
    ] = ""
    reached_by: Annotated[str, WHO_MAY] = ""
    how: Annotated[
        str,
        Content(
            "How to get it again, or why there is none",
            long=True,
            help="Of a maker's copy: licence, account, telephone. Where none is needed: why not.",
            depth=Depth.STATEMENT,
        ),
    ] = ""
    sha256: Annotated[
        str,
        Content("SHA-256", help="Of ours: 64 hexadecimal digits. Attach the file and it can be compared."),
    ] = ""
    checked_on: Annotated[date | None, CHECKED_ON] = None
    checked_by: Annotated[UUID | None, *link("Person"), Content("Checked by")] = None


__all__ = ["CopyCheck", "CopyHolder", "ItemCopy", "MasterCopy"]
