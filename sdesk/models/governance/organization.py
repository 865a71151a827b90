"""Whom the workspace belongs to, and who works there."""

from typing import Annotated, ClassVar

from sdesk.models.content import Choice, Content, RecordLink, choice
from sdesk.models.record import IN_USE, KEEPING, LEFT, Record, State, Step

HIGH_SHARE, FAIR_SHARE = 90, 60
"""Of a hundred cases as many have to pass, at least, so that a requirement is met, or partly met, by them."""


class Variant(Choice):
    """Which part of the profile the provider has chosen."""

    GOVERNANCE = "governance"
    OPERATIONAL = "operational"
    FULL = "full"


class Paper(Choice):
    A4 = "A4"
    LETTER = "Letter"


class Organization(Record, table=True):
    """The provider: there is one in a workspace."""

    singular: ClassVar[str] = "Organization"
    plural: ClassVar[str] = "Organization"
    prefix: ClassVar[str] = "ORG"
    one_for_each: ClassVar[tuple[str, ...] | None] = ()
    title: ClassVar[str] = "name"
    columns: ClassVar[tuple[str, ...]] = ("name", "variant")
    states: ClassVar[tuple[State, ...]] = (IN_USE,)

    name: Annotated[
        str, Content("Name", group="Organization", help="As it should stand on what you hand over.")
    ] = ""
    address: Annotated[str, Content("Address", group="Organization", long=True)] = ""
    telephone: Annotated[str, Content("Telephone", group="Organization")] = ""
    email: Annotated[str, Content("E-mail", group="Organization")] = ""
    website: Annotated[str, Content("Website", group="Organization")] = ""
    variant: Annotated[
        Variant | None,
        Content(
            "Part of the profile",
            group="How you work",
            help="Governance alone, day-to-day operation alone, or all of it. You can change this at any time.",
        ),
        choice(Variant),
    ] = Variant.FULL
    time_zone: Annotated[
        str,
        Content(
            "Time zone", group="How you work", help="Times are shown in it on paper.", example="Europe/Lisbon"
        ),
    ] = "UTC"
    high_share: Annotated[
        int | None,
        Content(
            "Of the cases have to pass",
            group="How strictly you judge yourselves",
            unit="%",
            help="From which share on a requirement is met by its cases: 90 to 100. Empty: 90.",
        ),
    ] = None
    fair_share: Annotated[
        int | None,
        Content(
            "Below this it is not met",
            group="How strictly you judge yourselves",
            unit="%",
            help="Between the two it is partly met: 60 or more. Empty: 60.",
        ),
    ] = None
    paper: Annotated[Paper | None, Content("Paper size", group="How you work"), choice(Paper)] = Paper.A4
    logo: Annotated[
        RecordLink,
        Content("Logo", group="Organization", computed=True, help="A PNG or JPEG for the head of reports."),
    ] = None


class Person(Record, table=True):
    """Somebody who works for the provider."""

    singular: ClassVar[str] = "Person"
    plural: ClassVar[str] = "People"
    prefix: ClassVar[str] = "PER"
    title: ClassVar[str] = "name"
    why: ClassVar[str] = (
        "The people who work here. Every change and every approval carries the name of one of them."
    )
    columns: ClassVar[tuple[str, ...]] = ("name", "job_title", "email", "telephone", "state")
    states: ClassVar[tuple[State, ...]] = (IN_USE, LEFT)
    steps: ClassVar[tuple[Step, ...]] = KEEPING

    name: Annotated[str, Content("Full name", needed_for="in use")] = ""
    job_title: Annotated[str, Content("Job title")] = ""
    email: Annotated[str, Content("E-mail")] = ""
    telephone: Annotated[str, Content("Telephone")] = ""
