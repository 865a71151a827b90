"""The services of the catalogue (WP.10), and the first configuration record behind each (WP.02)."""

from collections.abc import Iterator

from sdesk.models import ServiceCalendar
from sdesk.models.governance import ServiceRole
from sdesk.models.governance.answers import AnsweredCustomer, AnsweredSupplier, OfferedService
from sdesk.models.measures import Measure, Window
from sdesk.models.relationship import QualityMeasure, Service
from sdesk.practice.lifecycle.proposed.reading import Proposal
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.starter.firm import Firm, customer_places
from sdesk.practice.starter.library import StarterItem, StarterService, service_rows
from sdesk.practice.starter.proposing import source_of
from sdesk.practice.starter.rows import row_id, service_id
from sdesk.practice.starter.saying import and_list
from sdesk.practice.starter.wording import substituted

QUESTIONS = (1, 2, 3, 5, 7)
AT_LEAST = 90
"""Per cent of the cases that are promised to be within their time."""


def catalogue_rows(workspace: Workspace, firm: Firm, calendar: ServiceCalendar | None) -> dict[str, Proposal]:
    """Each service a section; what is their own says what was answered, and the rest is theirs to write."""
    if not all(map(firm.answered, QUESTIONS)):
        return {"services": Proposal(None, source_of(firm.open_of(*QUESTIONS)))}
    rows = (_service(workspace, firm, calendar, *each) for each in service_rows(firm.said))
    return {f"services/{row.id.hex}": Proposal(row, source_of(QUESTIONS)) for row in rows}


def _service(
    workspace: Workspace,
    firm: Firm,
    calendar: ServiceCalendar | None,
    said: OfferedService,
    ready: StarterService | None,
) -> Service:
    owner = firm.holder(ServiceRole.SM)
    return Service(
        id=service_id(workspace, said),
        name=said.name,
        description=ready.description if ready else "",
        service_hours=calendar.id if calendar else None,
        hours=_hours(firm, ready),
        how_to_use=_joined(
            ready.how_to_use if ready else substituted("own_use"),
            substituted("help", reach=firm.names["reach"]),
            substituted("night_call", on_call=firm.names["on_call"]) if firm.names["on_call"] else "",
        ),
        quality_measures=tuple(_measures(workspace, said, ready)),
        dependencies=_joined(ready.dependencies if ready else "", _suppliers(firm, said)),
        standards=ready.standards if ready else substituted("own_standards"),
        costs=substituted("costs"),
        vital=said.vital,
        owner=owner.person if owner else None,
    )


def _joined(*parts: str) -> str:
    return " ".join(each for each in parts if each)


def _hours(firm: Firm, ready: StarterService | None) -> str:
    hours = firm.names["hours"][:1].upper() + firm.names["hours"][1:]
    return f"{hours}. {ready.hours_note}" if ready and ready.hours_note else hours


def _measures(
    workspace: Workspace, said: OfferedService, ready: StarterService | None
) -> Iterator[QualityMeasure]:
    for place, each in enumerate(ready.measures if ready else (_own_measure(),)):
        yield each.model_copy(update={"id": row_id(workspace, "measure", said.id, place)})


def _own_measure() -> QualityMeasure:
    """What the target times promise of every service."""
    return QualityMeasure(
        name=substituted("own_measure"), counts=Measure.RESTORATION, target=AT_LEAST, window=Window.QUARTER
    )


def _suppliers(firm: Firm, said: OfferedService) -> str:
    needed = [each.firm for each in firm.said.suppliers if needs(said.name, each)]
    return substituted("depends_on", suppliers=and_list(needed)) if needed else ""


def needs(service: str, party: AnsweredSupplier | AnsweredCustomer) -> bool:
    """Whether that customer has the service, or it stands on that supplier: named in a line, or none is."""
    named = [each.strip().casefold() for each in party.services.split("\n") if each.strip()]
    return not named or service.strip().casefold() in named


# ---------------------------------------------------------------- items (WP.02)


def item_sections(firm: Firm, said: OfferedService, ready: StarterService) -> dict[str, Proposal]:
    """What stands behind a service, and where: a place is known from the tools or the customers, or not at all."""
    found = {"description": Proposal(ready.item.description, source_of((1,)))}
    if not firm.answered(6):
        found["location"] = Proposal(None, source_of((6,)))
    elif place := _place(firm, said, ready.item):
        found["location"] = place
    return found


def _place(firm: Firm, said: OfferedService, item: StarterItem) -> Proposal | None:
    served = firm.said.customers if item.at_customers and firm.answered(4) else ()
    if at := customer_places(each for each in served if needs(said.name, each)):
        return Proposal(at, source_of((1, 4)))
    places = {each.starter: each.place.strip() for each in firm.said.tools}
    where = next((places[key] for key in item.tools if places.get(key)), "")
    return Proposal(where, source_of((6,))) if where else None


__all__ = ["AT_LEAST", "catalogue_rows", "item_sections", "needs"]
