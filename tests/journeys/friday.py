"""Friday: dates acknowledged, trends looked at, a backup, and everything still in order."""

from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QPushButton

from sdesk.models import RECORDS, CustomerAgreement, Record, ServiceChangeRequest
from sdesk.practice.finding.trends import last_looked_at
from sdesk.practice.guidance.today import to_do
from sdesk.practice.lifecycle.records import history_of
from sdesk.practice.readiness.requirements import requirements
from sdesk.practice.relationship.reminders import reminders
from sdesk.practice.safekeeping import verify
from sdesk.practice.workspaces import open_workspace
from sdesk.ui.pieces import Callout
from sdesk.ui.today.to_do_list import ThingList
from tests.journeys.thursday import shows_party
from tests.journeys.week import Week, labels


def friday(ana: Week) -> None:
    ana.comes_in(4)
    knows_of_the_dates(ana)
    looks_for_trends(ana)
    copy = backs_up(ana)
    is_ready(ana)
    everything_is_in_order(ana, copy)


def knows_of_the_dates(ana: Week) -> None:
    """A review is near: somebody says that they know, and it is not asked for again."""
    waiting = [each for each in reminders(ana.workspace) if each.seen is None]
    due = next(each for each in waiting if isinstance(each.agreement, CustomerAgreement))
    assert isinstance(due.agreement, CustomerAgreement)
    shows_party(ana, customer_of(ana, due.agreement))
    name = f"acknowledge.{due.agreement.number}.{due.what.value}"
    button = ana.hands.see(name, Callout, ana.window).findChild(QPushButton)
    assert button is not None
    ana.hands.click(button)
    ana.confirms(plan="Invited them for the first of August.")
    assert ana.hands.seen(name, within=ana.window) is None
    still = [each for each in reminders(ana.workspace) if each.seen is None]
    assert len(still) == len(waiting) - 1
    ana.hands.picture("acknowledged")


def customer_of(ana: Week, agreement: CustomerAgreement) -> str:
    from sdesk.models import Customer

    assert agreement.customer is not None
    customer = ana.workspace.get(Customer, agreement.customer)
    assert customer is not None
    return customer.name


def looks_for_trends(ana: Week) -> None:
    ana.commands("Potential incidents")
    ana.hands.picture("trends")
    ana.hands.press("trends.item", ana.window)
    ana.hands.press("trends.request.1", ana.window)
    change = ana.record
    assert isinstance(change, ServiceChangeRequest) and change.state == "draft" and change.requirement
    ana.commands("Potential incidents")
    outcome: QLineEdit | None = ana.hands.see("trends.outcome", within=ana.window).findChild(QLineEdit)
    assert outcome is not None
    ana.hands.type_into(outcome, "The most frequent item is to be replaced.")
    ana.hands.press("trends.done", ana.window)
    done = last_looked_at(ana.workspace)
    assert done is not None and done.done_on == ana.clock.now.date() and change.id in done.related
    said = labels(ana.hands.see("trends", within=ana.window))
    assert "The most frequent item is to be replaced." in said


def backs_up(ana: Week) -> Path:
    copy = ana.folder / "friday.sdesk"
    ana.commands("Back up now")
    ana.hands.choose_file(copy)
    ana.hands.wait(copy.exists, "the backup is there")
    assert "checked" in ana.says()
    with open_workspace(copy) as saved:
        assert not verify(saved)
    return copy


def is_ready(ana: Week) -> None:
    """The figure on Today is that of the audit; the lines of Today are what is to do, to the end of the week."""
    ana.goes_to_tab("Today")
    ana.hands.picture("today-friday")
    things = ana.hands.see("today.list", ThingList)
    assert [each.key for each in things.things()] == [each.key for each in to_do(ana.workspace).things]
    standing = requirements(ana.workspace)
    figure: str = ana.hands.see("today.figure").property("text")
    assert figure == f"{sum(each.met for each in standing)} of {len(standing)}"
    ana.goes_to_tab("Audit")
    ana.hands.picture("audit")


def made_since(record: Record, moment: datetime) -> bool:
    return record.created_at is not None and record.created_at >= moment


def everything_is_in_order(ana: Week, copy: Path) -> None:
    """The file is sound, and every record has its history from the first word on."""
    workspace = ana.workspace
    week = [each for model in RECORDS for each in workspace.find(model) if made_since(each, ana.monday)]
    assert len(week) > 15
    for record in week:
        assert history_of(workspace, record), record.number
    assert not verify(workspace), "nothing is damaged"
    with open_workspace(copy) as saved:
        assert {each.number for each in week} >= {
            each.number for each in saved.find(ServiceChangeRequest) if made_since(each, ana.monday)
        }
