"""What is done after a period: what governs is decided anew, cases go on; or what happened in it is put right."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from sdesk.models import (
    ActionItem,
    AssignedRoles,
    Customer,
    CustomerAgreement,
    FeedbackEntry,
    NotApplicable,
    Organization,
    Person,
    ServiceChangeRequest,
    ServiceIncident,
    Supplier,
    SurveyScore,
)
from sdesk.practice.incident.handling import add_step, put_on_hold, resume
from sdesk.practice.lifecycle.versions import newest_approved
from sdesk.practice.readiness.tasks import set_interval
from tests.practice.reporting.world import World
from tests.provider import performed

Act = Callable[[World], object]


def one(world: World, model: type[Any], *states: str) -> Any:
    found = [each for each in world.workspace.find(model, order_by=["number"]) if each.state in states]
    return world.chance.choice(found) if found else None


# ---------------------------------------------------------------- decided later


def another_customer(world: World) -> None:
    """With an agreement that begins now, or that nobody had approved when it did."""
    start = world.now.date() + timedelta(days=world.chance.randint(-90, 20))
    world.provider.approved(
        CustomerAgreement, customer=world.provider.create(Customer, name="New").id, name="New", start=start,
        review_date=start + timedelta(days=9), end=date(2026, 12, 31), **world._terms(),
    )  # fmt: skip


def other_names(world: World) -> None:
    models: tuple[type[Any], ...] = (Person, Customer, Supplier)
    for model in models:
        for each in world.workspace.find(model):
            world.provider.save(each, name=f"{each.name}'")


def moved_house(world: World) -> None:
    """To where days begin at another moment."""
    [ours] = world.workspace.find(Organization)
    world.provider.save(ours, time_zone=world.some("Asia/Tokyo", "America/New_York", "Asia/Kathmandu"))


def other_roles(world: World) -> None:
    roles = newest_approved(world.workspace, AssignedRoles)
    assert roles is not None
    needed = tuple(each.model_copy(update={"needed_by": date(2026, 3, 20)}) for each in roles.competences)
    world._renew(roles, competences=needed)


def action_goes_on(world: World) -> None:
    item = one(world, ActionItem, "open", "done", "cancelled")
    if item is None or item.state != "open":
        world.provider.create(
            ActionItem, description="New", owner=world.provider.ana.id, due=date(2026, 3, 20)
        )
        if item is not None:
            world.provider.take(item, "reopen", "Broken again")
        return
    world.provider.save(item, due=date(2026, 3, world.chance.randint(1, 30)), owner=world.provider.cleo.id)
    if world.some(True, False):
        world.provider.take(item, "finish", outcome="Done at last")
    else:
        world.provider.take(item, "cancel", "Not needed")


def task_is_done(world: World) -> None:
    performed(world.provider, world.some("IN.1.3", "RE.1.3", "RE.2.3"), "Done today, nothing had to change.")
    set_interval(world.workspace, world.some("RE.2.4", "RE.1.3"), world.some(1, 400))


def nothing_applies(world: World) -> None:
    pack = world.workspace.packs.first
    subject = pack.full_id(world.some("WP.21", "WP.19", "WP.06"))
    if not world.workspace.count(NotApplicable, NotApplicable.subject == subject):
        world.provider.approved(NotApplicable, subject=subject)


def incident_goes_on(world: World) -> None:
    """Looked at, handed on, on hold, restored or closed: all of it now."""
    incident = one(world, ServiceIncident, "classified", "restored", "closed")
    if incident.state == "closed":
        world.provider.take(incident, "reopen", "It came back")
    elif incident.state == "restored":
        world.provider.take(incident, world.some("close", "reopen"), "It came back")
    else:
        person = world.some(world.provider.ben, world.provider.cleo, world.provider.ana)
        world.provider.save(incident, assigned_to=person.id)
        world.provider.works(world.some(person, world.provider.ana))
        add_step(world.workspace, world.again(incident), "Looked again")
        world.provider.works(world.provider.ana)
        if world.again(incident).on_hold:
            resume(world.workspace, incident)
        elif world.some(True, False):
            put_on_hold(world.workspace, incident, "Waits")
        else:
            world._restore(incident)


def correction_begins(world: World) -> None:
    """A closed case is taken up to be put right, and nothing is yet."""
    for model in (ServiceIncident, FeedbackEntry):
        closed = one(world, model, "closed")
        if closed is not None:
            world.provider.take(closed, "correct", "A time is wrong")


def handed_on(world: World) -> None:
    """To somebody who had looked at it before it was theirs."""
    for incident in world.workspace.find(ServiceIncident):
        if incident.state == "classified":
            world.provider.save(incident, assigned_to=world.some(world.provider.ana, world.provider.ben).id)


def case_goes_on(world: World) -> None:
    feedback = one(world, FeedbackEntry, "recorded", "closed", "in investigation")
    if feedback is not None and feedback.state == "closed":
        world.provider.take(feedback, "reopen", "Not so")
    elif feedback is not None:
        world.provider.take(feedback, "close", outcome="Answered")
    change = one(world, ServiceChangeRequest, "requested")
    if change is not None:
        world.provider.take(change, "withdraw", "No")


def next_month(world: World) -> None:
    """Time goes on, with all that is still to come of what was begun."""
    for _ in range(3):
        world.after(world.chance.randint(1, 5_000), world.some(world.incident, world.feedback, world.change))
    world.until(world.now + timedelta(days=9))


LATER: dict[str, Act] = {
    "agreement": lambda world: world.renew(world.chance.choice(world.agreements)),
    "agreement ends": lambda world: world.end(world.chance.choice(world.agreements)),
    "another customer": another_customer,
    "policy": World.renew_policy,
    "goals": World.renew_goals,
    "catalogue": World.rename_services,
    "another service": lambda world: world._offer("Backups"),
    "hours": World.change_hours,
    "items": World.item_changes_hands,
    "names": other_names,
    "moved house": moved_house,
    "roles": other_roles,
    "actions": action_goes_on,
    "tasks": task_is_done,
    "not applicable": nothing_applies,
    "incident": incident_goes_on,
    "correction begins": correction_begins,
    "handed on": handed_on,
    "cases": case_goes_on,
    "next month": next_month,
}


# ---------------------------------------------------------------- put right


def correct(world: World) -> None:
    """Priority, service, customer, outage or start of one that is not closed."""
    made = one(world, ServiceIncident, "recorded", "classified", "restored")
    world.correct(made if made is not None else entered_late(world))


def entered_late(world: World) -> ServiceIncident:
    """Somebody finds a note of March."""
    started = world.now.replace(month=3, day=world.chance.randint(3, 28))
    world.incident()
    made = world.workspace.find(ServiceIncident, order_by=["number"])[-1]
    world.provider.save(made, started_at=started, outage=True)
    return made


def restored_then(world: World) -> None:
    """It was restored already in March, and nobody had written that down."""
    made = one(world, ServiceIncident, "restored")
    if made is None or made.reopenings or made.recorded_at is None:
        return
    world.provider.save(
        made, restored_at=made.recorded_at + timedelta(minutes=world.chance.randint(1, 9_000))
    )


def closed_wrongly(world: World) -> None:
    """A closed one was restored sooner, and out: put right and closed again, it is not reopened."""
    made = one(world, ServiceIncident, "closed")
    if made is None or made.reopenings or made.recorded_at is None:
        return
    world.provider.take(made, "correct", "A time is wrong")
    sooner = made.recorded_at + timedelta(minutes=world.chance.randint(1, 60))
    world.provider.save(world.again(made), restored_at=sooner, outage=True)
    world.provider.take(world.again(made), "close")


def looked_then(world: World) -> None:
    """Somebody had looked at it at once."""
    made = one(world, ServiceIncident, "classified")
    if made is None or made.recorded_at is None:
        return
    step = {"at": made.recorded_at + timedelta(minutes=5), "person": made.assigned_to, "text": "Looked"}
    world.provider.save(made, steps_taken=(*made.steps_taken, step))


def known_after_all(world: World) -> None:
    """Of an imported one: when it was answered, whether it was out."""
    marked = [each for each in world.workspace.find(ServiceIncident) if each.not_known]
    if marked:
        made = world.chance.choice(marked)
        world.provider.save(made, not_known=made.not_known[1:])


def heard_late(world: World) -> None:
    received = world.now.replace(month=3, day=world.chance.randint(3, 28))
    made = world.provider.complete(
        FeedbackEntry,
        "recorded",
        kind="complaint",
        customer=world.some(*world.customers).id,
        received_at=received,
    )
    world.provider.take(made, "record")


def scored_late(world: World) -> None:
    about = {"customer": world.some(*world.customers).id, "asked_on": date(2026, 3, 25)}
    made = world.provider.complete(SurveyScore, "recorded", score=world.chance.randint(1, 5), **about)
    world.provider.take(made, "record")


def was_none(world: World) -> None:
    made = one(world, ServiceIncident, "recorded", "classified")
    if made is not None:
        world.provider.take(made, "cancel", "A mistake")


CORRECTIONS: dict[str, Act] = {
    "corrected": correct,
    "entered late": entered_late,
    "restored then": restored_then,
    "closed wrongly": closed_wrongly,
    "looked then": looked_then,
    "known after all": known_after_all,
    "heard late": heard_late,
    "scored late": scored_late,
    "was none": was_none,
    "mistaken": World.mistaken,
}

__all__ = ["CORRECTIONS", "LATER"]
