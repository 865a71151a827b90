"""A March worked out by hand: a dental practice with one agreement, its incidents, changes and what it said.

Service hours are Monday to Friday, 9:00 to 17:00 UTC; March 2026 has 22 such days. Target times are those that
the program proposes for the policy: high 60 and 480 minutes, moderate 240 and 1440, low 480 and 2400.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import wraps
from pathlib import Path
from typing import Any

from sdesk.models import (
    ConfigurationItem,
    Customer,
    CustomerAgreement,
    FeedbackEntry,
    Record,
    ServiceCalendar,
    ServiceChangeRequest,
    ServiceIncident,
    Supplier,
    SupplierAgreement,
    SurveyScore,
)
from sdesk.models.governance import FeedbackKind
from sdesk.models.identity import uuid7
from sdesk.models.incident import Reopening
from sdesk.practice.measures.periods import Period
from tests.provider import CALLER, Provider, made_once, working_provider

MARCH = Period(date(2026, 3, 1), date(2026, 3, 31), "Europe/Lisbon")
OTHER_SERVICE = uuid7()


def at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


@dataclass
class Quarter:
    """The provider, its customer's agreement, and a way to put in what happened when."""

    provider: Provider
    agreement: CustomerAgreement
    supplied: SupplierAgreement
    item: ConfigurationItem

    def happened(self, action: str, moment: datetime, record: Record) -> Any:
        """Stored as it came about at that moment, by the step of that name."""
        self.provider.clock.now = moment
        with self.provider.workspace.transaction(action) as session:
            record.number = record.number or f"X-{record.id.hex[-8:]}"
            session.add(record)
        return record

    def incident(self, recorded: datetime, **values: Any) -> ServiceIncident:
        first_step, restored = values.pop("first_step", None), values.get("restored_at")
        given = {
            "summary": "Something is out",
            "customer": self.agreement.customer,
            "service": self.agreement.services[0],
            "recorded_at": recorded,
            "started_at": recorded,
            "assigned_to": self.provider.cleo.id,
            "state": "closed" if restored else "classified",
            "steps_taken": ({"at": first_step, "person": self.provider.cleo.id, "text": "Looked"},)
            if first_step
            else (),
        }
        made = ServiceIncident(reporter=CALLER, **{**given, **values})
        return self.happened("close" if restored else "record", restored or recorded, _rows(made))

    def reopen(self, incident: ServiceIncident, moment: datetime) -> None:
        """It was thought restored."""
        self.provider.clock.now = moment
        with self.provider.workspace.transaction("reopen") as session:
            live = session.get_one(ServiceIncident, incident.id)
            again = Reopening(restored_at=live.restored_at, reopened_at=moment, reason="It came back")
            live.reopenings, live.restored_at, live.state = (*live.reopenings, again), None, "classified"

    def change(self, step: str, moment: datetime, **values: Any) -> ServiceChangeRequest:
        made = ServiceChangeRequest(customer=self.agreement.customer, created_at=moment, **values)
        return self.happened(step, moment, made)

    def complaint(self, received: datetime, closed: datetime | None = None) -> FeedbackEntry:
        made = FeedbackEntry(
            kind=FeedbackKind.COMPLAINT,
            description="Too slow",
            customer=self.agreement.customer,
            received_at=received,
            state="closed" if closed else "recorded",
        )
        return self.happened("close" if closed else "record", closed or received, made)

    def score(self, day: date, score: int) -> None:
        made = SurveyScore(customer=self.agreement.customer, score=score, asked_on=day, state="recorded")
        self.happened("record", at(day.month, day.day, 12), made)


def _rows(incident: ServiceIncident) -> ServiceIncident:
    """Rows in their own type, as a use case would store them."""
    from sdesk.models.steps_taken import StepTaken

    incident.steps_taken = tuple(StepTaken.model_validate(each) for each in incident.steps_taken)
    return incident


def office_hours(provider: Provider) -> ServiceCalendar:
    """From nine to five, Monday to Friday."""
    return provider.create(
        ServiceCalendar,
        name="Office hours",
        time_zone="UTC",
        weekly_hours=tuple(
            {"weekday": day, "start_minute": 540, "end_minute": 1020}
            for day in ("monday", "tuesday", "wednesday", "thursday", "friday")
        ),
    )


def reported_quarter(provider: Provider) -> Quarter:
    """Agreements and nothing else yet; the clock stands at the end of March."""
    hours = office_hours(provider)
    targets = (
        {"measure": "availability", "target": 99.0},
        {"measure": "response within target", "target": 95.0},
        {"measure": "restoration within target", "target": 90.0},
        {"measure": "change success rate", "target": 90.0},
        {"measure": "satisfaction", "target": 4.0, "unit": "of 5"},
        {"measure": "other", "target": 2.0, "unit": "days", "detail": "New mailbox"},
    )
    agreement = provider.approved(
        CustomerAgreement,
        name="Support of the dental practice",
        customer=provider.extra["customer"].id,
        service_targets=targets,
        service_hours=hours.id,
    )
    supplier = provider.create(Supplier, name="Coast Telecom")
    supplied = provider.approved(
        SupplierAgreement,
        name="Lines",
        supplier=supplier.id,
        service_targets=({"measure": "restoration within target", "target": 90.0, "within": 480},),
        service_hours=hours.id,
    )
    item = provider.save(provider.extra["item"], supplier=supplier.id)
    return Quarter(provider, agreement, supplied, item)


def fill_march(quarter: Quarter) -> None:
    """What happened, in the order in which it did; what comes of it is worked out in the tests."""
    other = quarter.provider.create(Customer, name="Harbour School")
    quarter.incident(  # over its 480 minutes on 27 February at 10:00: decided in February
        at(2, 26, 10), priority="2 high", first_step=at(2, 26, 10, 10), restored_at=at(3, 3, 9, 30)
    )
    quarter.score(date(2026, 2, 20), 3)
    quarter.incident(  # answered after 20, restored after 120 minutes; out from 9:30
        at(3, 3, 10), started_at=at(3, 3, 9, 30), priority="2 high", first_step=at(3, 3, 10, 20),
        restored_at=at(3, 3, 11, 30), outage=True,
    )  # fmt: skip
    quarter.incident(  # answered after 50, restored after 60 minutes; out together with the one before until 11:30
        at(3, 3, 11), priority="2 high", first_step=at(3, 3, 11, 50), restored_at=at(3, 3, 12), outage=True
    )
    quarter.incident(  # answered after 60 + 300 minutes, over its 240; restored after 60 + 480 + 60
        at(3, 4, 16), priority="3 moderate", first_step=at(3, 5, 14), restored_at=at(3, 6, 10),
        configuration_items=(quarter.item.id,),
    )  # fmt: skip
    quarter.incident(at(3, 5, 9), customer=other.id, priority="4 low", restored_at=at(3, 5, 10))
    quarter.incident(at(3, 6, 9), service=OTHER_SERVICE, priority="4 low", restored_at=at(3, 6, 10))
    quarter.change("close", at(3, 10, 12), state="closed", deployed_at=at(3, 9, 12))
    quarter.change("close", at(3, 11, 12), state="closed", deployed_at=at(3, 10, 12))
    quarter.change(
        "close", at(3, 12, 12), state="closed", deployed_at=at(3, 11, 9), rolled_back_at=at(3, 11, 12)
    )
    quarter.change("reject", at(3, 13, 12), state="rejected")
    quarter.change("submit", at(3, 14, 12), state="requested")
    quarter.complaint(at(3, 16, 9), closed=at(3, 18, 9))
    quarter.complaint(at(3, 17, 9))
    quarter.score(date(2026, 3, 20), 4)
    quarter.score(date(2026, 3, 21), 5)
    quarter.incident(at(3, 31, 10), priority="4 low")  # 420 of its 480 minutes to respond by the end of March
    quarter.provider.clock.now = at(4, 2, 9)


def quarter_once(make: Callable[[Path], Quarter]) -> Callable[[Path], Quarter]:
    """Make it for the first that asks, and give every one a copy of its own, at the path asked for."""

    @made_once
    def provider_of(path: Path, passphrase: str = "") -> Provider:
        made = make(path)
        made.provider.extra |= {"agreement": made.agreement, "supplied": made.supplied, "item": made.item}
        return made.provider

    @wraps(make)
    def copy_of_it(path: Path) -> Quarter:
        provider = provider_of(path)
        return Quarter(provider, *(provider.extra[name] for name in ("agreement", "supplied", "item")))

    return copy_of_it


@quarter_once
def quarter_at(path: Path) -> Quarter:
    return reported_quarter(working_provider(path))


@quarter_once
def march_at(path: Path) -> Quarter:
    made = quarter_at(path)
    fill_march(made)
    return made


def quarter_of(provider: Provider, made_at: Callable[[Path], Quarter] = quarter_at) -> Quarter:
    """As `reported_quarter` of a provider that has done nothing since it was made: its file gives way to a copy."""
    provider.workspace.close()
    made = made_at(provider.workspace.path)
    vars(provider).update(vars(made.provider))
    return replace(made, provider=provider)


def march_of(provider: Provider) -> Quarter:
    return quarter_of(provider, march_at)


def row_of(figures: dict[str, Any], measure: str) -> Any:
    return next(row for row in figures["targets"] if row["measure"] == measure)
