"""How changes are requested, scheduled and carried out here (WP.17)."""

from typing import Annotated, ClassVar

from sdesk.models.content import Content, Depth
from sdesk.models.record import Document, Step, approval, withdrawal


def criterion_named(line: str) -> str:
    """The name of a criterion in a line that may also say what it means."""
    return line.partition(":")[0].strip()


class ChangeProcedure(Document, table=True):
    """WP.17: how changes are requested, scheduled, designed, built, tested, deployed and undone."""

    singular: ClassVar[str] = "Service design, build, test and deployment procedures"
    plural: ClassVar[str] = "Service design, build, test and deployment procedures"
    prefix: ClassVar[str] = "PRC"
    sections: ClassVar[Depth] = Depth.SECTION
    why: ClassVar[str] = (
        "The way a change goes, the same for everybody. An auditor compares it with what was done."
    )
    steps: ClassVar[tuple[Step, ...]] = (approval("SM", "CM"), withdrawal("CM", "SM"))

    create_request: Annotated[
        str,
        Content(
            "Create a change request",
            needed_for="approved",
            long=True,
            group="Procedures",
            help="Who may ask, how, and what has to be said.",
        ),
    ] = ""
    evaluation_criteria: Annotated[
        str,
        Content(
            "Criteria of evaluation",
            long=True,
            group="Procedures",
            help="One a line; after a colon, when a change is good by it. Each change request is held against them.",
            example="Risk: good where one person at most notices, and it is taken back within the hour\nImpact\nCost",
        ),
    ] = "Risk\nImpact\nBenefit\nFeasibility\nCost"
    update_schedule: Annotated[
        str,
        Content(
            "Update the change schedule",
            needed_for="approved",
            long=True,
            group="Procedures",
            help="Who enters what, and who is told.",
        ),
    ] = ""
    design_build_test: Annotated[
        str,
        Content(
            "Design, build, test and deploy",
            long=True,
            group="Procedures",
            help="How each is done here, and who looks over it.",
        ),
    ] = ""
    emergency: Annotated[
        str,
        Content(
            "Manage emergency changes",
            needed_for="approved",
            long=True,
            group="Procedures",
            help="What counts as an emergency, who may decide, what is done afterwards.",
        ),
    ] = ""
    emergency_days: Annotated[
        int | None,
        Content(
            "Papers of an emergency complete within", needed_for="approved", unit="days", group="Procedures"
        ),
    ] = 5
    removal: Annotated[
        str,
        Content(
            "Remove services or components",
            needed_for="approved",
            long=True,
            group="Procedures",
            help="How something is taken out of use: data, access, records, customers told.",
        ),
    ] = ""

    def criteria(self) -> dict[str, str]:
        """The set criteria by name, each with what is said of when a change is good by it."""
        lines = (line.partition(":") for line in self.evaluation_criteria.splitlines())
        return {name.strip(): said.strip() for name, _colon, said in lines if name.strip()}
