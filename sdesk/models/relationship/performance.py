"""How a service did against an agreement (WP.19)."""

from typing import Annotated, ClassVar
from uuid import UUID

from sdesk.models.content import Content, Depth, link, rows
from sdesk.models.governance.reports import ProposedAction, ServiceReport
from sdesk.models.record import Step, approval, withdrawal


class PerformanceReport(ServiceReport, table=True):
    """WP.19: how a service did in a period against its agreement."""

    singular: ClassVar[str] = "Service performance report"
    plural: ClassVar[str] = "Service performance reports"
    prefix: ClassVar[str] = "SPR"
    why: ClassVar[str] = (
        "What was promised beside what was done, for the customer's review. Figures come from the records."
    )
    columns: ClassVar[tuple[str, ...]] = ("number", "subject", "period_start", "period_end", "state")
    steps: ClassVar[tuple[Step, ...]] = (approval("RM", "SM"), withdrawal("SM"))

    customer_agreement: Annotated[
        UUID | None,
        *link("CustomerAgreement"),
        Content("Customer agreement", group="Report", help="Or a supplier agreement below."),
    ] = None
    supplier_agreement: Annotated[
        UUID | None, *link("SupplierAgreement"), Content("Supplier agreement", group="Report")
    ] = None
    recipients: Annotated[
        str,
        Content(
            "Who receives it",
            needed_for="approved",
            long=True,
            group="Report",
            help="Names or roles, on both sides.",
        ),
    ] = ""
    performance: Annotated[
        str,
        Content(
            "Performance in the period",
            needed_for="approved",
            long=True,
            group="Performance",
            help="The figures stand beside. Say what they mean and what explains them.",
        ),
    ] = ""
    previous_actions: Annotated[
        str,
        Content(
            "Previous action items",
            plural=True,
            needed_for="approved",
            long=True,
            group="Action items",
            help='Their status is listed by the program; say what it means. Write "first report" if there were none.',
            answer="first report",
        ),
    ] = ""
    proposed_actions: Annotated[
        tuple[ProposedAction, ...],
        Content(
            "Proposed action items",
            plural=True,
            needed_for="approved",
            group="Action items",
            help="For the coming period, with owner and date. Approving the report makes action items of them.",
        ),
        rows(ProposedAction),
    ] = ()
    conclusions: Annotated[
        str,
        Content(
            "Conclusions",
            plural=True,
            needed_for="approved",
            long=True,
            group="Conclusions",
            depth=Depth.SECTION,
        ),
    ] = ""

    @property
    def actions(self) -> tuple[ProposedAction, ...]:
        return self.proposed_actions
