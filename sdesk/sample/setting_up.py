"""The weeks before the year: who they are, the documents with their versions, the catalogue, the items."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sdesk.models import (
    ConfigurationItem,
    Customer,
    Document,
    Organization,
    Person,
    ServiceCalendar,
    ServiceCatalogue,
    Supplier,
    model_named,
)
from sdesk.models.identity import uuid7
from sdesk.models.relationship import Service
from sdesk.paths import resource
from sdesk.practice.calendar.service_hours import ServiceHours
from sdesk.practice.governance.first_run import set_logo
from sdesk.practice.lifecycle.attachments import attach
from sdesk.practice.lifecycle.records import create, new_version, reload, save
from sdesk.practice.lifecycle.steps import take_step
from sdesk.practice.lifecycle.versions import organization
from sdesk.sample.firm import Firm, Texts, consulted, texts
from sdesk.sample.year import Story, Turn, about

FIRST_DAY = -405


def introduce(firm: Firm) -> None:
    """The organization, its people, those it works for and with, and the hours it has agreed."""
    told = texts("firm")
    firm.begin(Turn(firm.year.at(FIRST_DAY, "9:00"), ""))
    ours = organization(firm.workspace)
    assert ours is not None
    firm.keep(ours)
    save(firm.workspace, ours, firm.values(Organization, told["organization"]))
    for key, person in told["people"].items():
        firm.remember(key, create(firm.workspace, Person, person))
    firm.begin(Turn(firm.year.at(FIRST_DAY, "11:00"), "tomas"))
    set_logo(firm.workspace, resource("sample", "logo.png"))
    for key, party in told["customers"].items():
        firm.remember(key, create(firm.workspace, Customer, party))
    for key, party in told["suppliers"].items():
        firm.remember(key, create(firm.workspace, Supplier, party))
    for key, calendar in told["calendars"].items():
        _agree_hours(firm, key, calendar)


def _agree_hours(firm: Firm, key: str, told: Texts) -> None:
    spans = [(day, *span) for day in told["days"] for span in told["spans"]]
    spans += [("saturday", *span) for span in told.get("saturday", ())]
    weekly = [
        {"weekday": day, "start_minute": _minutes(start), "end_minute": _minutes(end)}
        for day, start, end in spans
    ]
    # Next year's holidays are known, those after are entered when they come near.
    last = firm.year.day(400)
    days = {day: name for day, name in firm.year.holidays.items() if firm.year.day(FIRST_DAY) <= day <= last}
    holidays = days if told.get("holidays", True) else {}
    values: dict[str, Any] = {
        "name": told["name"],
        "time_zone": firm.year.time_zone,
        "weekly_hours": weekly,
        "holidays": [{"day": day, "name": name} for day, name in sorted(holidays.items())],
    }
    calendar = create(firm.workspace, ServiceCalendar, values)
    firm.remember(key, calendar)
    firm.hours[key] = ServiceHours(
        tuple(
            (list(_WEEKDAYS).index(row["weekday"]), row["start_minute"], row["end_minute"]) for row in weekly
        ),
        frozenset(holidays),
        firm.year.time_zone,
    )


_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _minutes(clock: str) -> int:
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)


def document_stories(firm: Firm) -> Iterator[Story]:
    for told in texts("documents")["document"]:
        yield _document(firm, told)
    yield _catalogue(firm, texts("catalogue"))
    for place, (key, item) in enumerate(texts("items")["items"].items()):
        yield _item(firm, key, item, place)


def _document(firm: Firm, told: Texts) -> Story:
    model = model_named(told["model"])
    assert issubclass(model, Document)
    document = None
    for version in (told, *told.get("version", ())):
        yield Turn(firm.year.at(version["drafted"], about("10:30", told["model"])), version["drafted_by"])
        content = {**firm.values(model, version["content"]), **_dates(firm, version)}
        if document is None:
            document = create(firm.workspace, model, content)
        else:
            document = save(firm.workspace, new_version(firm.workspace, document), content)
        for name in version.get("files", ()):
            attach(
                firm.workspace, document, name, resource("sample", "files", name).read_bytes(), "How we do it"
            )
        if "approved" in version:
            yield Turn(
                firm.year.at(version["approved"], about("15:20", told["model"])), version["approved_by"]
            )
            document = firm.keep(take_step(firm.workspace, document, "approve"))


def _dates(firm: Firm, version: Texts) -> dict[str, date]:
    issued = firm.year.working_day(version.get("approved", version["drafted"]))
    return {"date_of_issue": issued, "next_review_date": issued + timedelta(version["review_after"])}


def _catalogue(firm: Firm, told: Texts) -> Story:
    """Drafted before the items are listed; which items a service depends on is added before it is approved."""
    yield Turn(firm.year.at(told["drafted"], "10:40"), told["drafted_by"])
    for key in told["services"]:
        firm.known[key] = uuid7()
    plain = {key: told[key] for key in ("scope", "feedback_handling")}
    asked = consulted(firm, told)
    values = {**plain, "services": _services(firm, told, ()), "consulted": asked, **_dates(firm, told)}
    catalogue = create(firm.workspace, ServiceCatalogue, values)
    yield Turn(firm.year.at(told["approved"], "10:00"), told["drafted_by"])
    items = tuple((key, each) for key, each in texts("items")["items"].items() if key in firm.known)
    catalogue = save(firm.workspace, catalogue, {"services": _services(firm, told, items)})
    yield Turn(firm.year.at(told["approved"], "15:40"), told["approved_by"])
    catalogue = firm.keep(take_step(firm.workspace, catalogue, "approve"))
    yield from _give(firm, told, catalogue)
    again = told["version"]
    yield Turn(firm.year.at(again["drafted"], "10:40"), again["drafted_by"])
    items = tuple((key, each) for key, each in texts("items")["items"].items() if key in firm.known)
    catalogue = new_version(firm.workspace, catalogue)
    services, asked = _services(firm, told, items), (*asked, *consulted(firm, again))
    values = {"services": services, "consulted": asked, **_dates(firm, again)}
    catalogue = save(firm.workspace, catalogue, values)
    yield Turn(firm.year.at(again["approved"], "15:40"), again["approved_by"])
    yield from _give(firm, again, firm.keep(take_step(firm.workspace, catalogue, "approve")))


def _give(firm: Firm, told: Texts, catalogue: ServiceCatalogue) -> Story:
    """To each customer that has an agreement, or is about to have one."""
    for place, each in enumerate(told["given_to"]):
        yield Turn(firm.year.at(each["day"], "16:10") + timedelta(minutes=5 * place), "tomas")
        handed = {
            "on": firm.year.day_of(firm.clock.at),
            "customer": firm.known[each["customer"]],
            "who": each["who"],
            "how": each["how"],
        }
        catalogue = reload(firm.workspace, catalogue)
        save(firm.workspace, catalogue, {"given_to": (*catalogue.given_to, handed)})


def _services(firm: Firm, told: Texts, items: tuple[tuple[str, Texts], ...]) -> tuple[dict[str, Any], ...]:
    """The services as rows; a service keeps its id over the versions."""
    return tuple(
        {
            **firm.row(Service, service),
            "id": firm.known[key],
            "configuration_items": tuple(
                firm.known[name] for name, item in items if key in item.get("services", ())
            ),
        }
        for key, service in told["services"].items()
    )


def _item(firm: Firm, key: str, told: Texts, place: int) -> Story:
    """Written down one after the other, related in the afternoon; a planned one waits for its change."""
    offset = told["planned"] if "planned" in told else told["since"]
    yield Turn(firm.year.at(offset, "9:10") + timedelta(minutes=4 * place), "julia")
    values = firm.values(ConfigurationItem, {"owner": "julia", **told})
    values["date_of_service"] = firm.year.working_day(offset)
    seen = {"checked_on": firm.year.working_day(offset), "checked_by": firm.known["julia"]}
    values["master_copies"] = [
        {**copy, **(seen if copy["held"] == "by us" else {})} for copy in values["master_copies"]
    ]
    item = create(firm.workspace, ConfigurationItem, {**values, "relations": ()})
    firm.remember(key, item)
    yield Turn(firm.year.at(offset, "13:40") + timedelta(minutes=3 * place), "julia")
    relations = [
        {"kind": kind, "item": firm.known[other]}
        for kind in ("part of", "depends on")
        for other in told.get(kind.replace(" ", "_"), ())
    ]
    item = save(firm.workspace, reload(firm.workspace, item), {"relations": relations})
    if "planned" not in told:
        take_step(firm.workspace, item, "put in service")
