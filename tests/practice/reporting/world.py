"""A provider whose months are made up by chance: all that happens to it happens in its order, through the practice layer."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from sdesk.models import (
    ActionItem,
    FeedbackEntry,
    ServiceCatalogue,
    ServiceChangeRequest,
    ServiceIncident,
    SurveyScore,
)
from sdesk.practice.exchange.importing import import_table, load_map, read_table
from sdesk.practice.incident.handling import add_step, put_on_hold, resume
from sdesk.practice.incident.merging import merge
from sdesk.practice.lifecycle.versions import in_effect
from tests.delivery import ADOPTED
from tests.practice.reporting.governed import Governed
from tests.provider import CALLER, working_provider

LEVELS = ("high", "medium", "low")
IMPORT = """
work_product = "WP.18"
key = "reference"
[fields]
reference = "Number"
summary = "Summary"
details = "Summary"
customer = "Customer"
service = "Service"
"reporter.name" = "Customer"
"reporter.organization" = "Customer"
"reporter.address" = { text = "Not recorded" }
"reporter.telephone" = { text = "Not recorded" }
"reporter.email" = { text = "Not recorded" }
started_at = "Started"
impact = "Impact"
urgency = "Urgency"
configuration_items = "Item"
assigned_to = { text = "@me" }
restored_at = "Restored"
"resolver.name" = "Customer"
"resolver.organization" = "Customer"
"resolver.address" = { text = "Not recorded" }
"resolver.telephone" = { text = "Not recorded" }
"resolver.email" = { text = "Not recorded" }
state = "State"
steps_taken = [ { at = "Restored", person = { text = "@me" }, text = { text = "Solved" } } ]
"""


class World(Governed):
    """And what happens in it: incidents, changes, what customers say."""

    def incident(self) -> None:
        started = self.now - timedelta(minutes=self.some(0, 0, 0, 7, 180, 3_000, 30_000))
        made = self.provider.create(
            ServiceIncident, summary="Out", details="Out", customer=self.some(*self.customers).id,
            service=self.some(*self.services), reporter=CALLER, started_at=started,
            outage=self.some(True, True, False), major=self.some(True, False, False),
            configuration_items=(self.item.id,),
        )  # fmt: skip
        self.provider.take(made, "record")
        self.after(self._while(), self._classify, made)
        for _ in range(self.some(0, 0, 1, 2)):
            self.after(self._while() + self._while(), self.correct, made)

    def _while(self) -> int:
        return int(self.some(0, 3, 14, 50, 300, 1_000, 4_000, 15_000))

    def _classify(self, made: ServiceIncident) -> None:
        incident = self.again(made)
        person = self.some(self.provider.ben, self.provider.cleo)
        self.provider.save(
            incident, impact=self.some(*LEVELS), urgency=self.some(*LEVELS), assigned_to=person.id,
            root_cause="It broke", solution="Another", review="Well", impact_in_words="Nobody can work",
        )  # fmt: skip
        self.provider.take(incident, "classify")
        self.after(self._while(), self._look, made, person)
        if self.some(True, False):
            self.after(self._while(), self._hold, made)
        if self.chance.random() < 0.8:
            self.after(self._while() + self._while(), self._restore, made)

    def _look(self, made: ServiceIncident, person: Any) -> None:
        """Or somebody else does, which is no answer."""
        self.provider.works(self.some(person, person, self.provider.ana))
        add_step(self.workspace, self.again(made), "Looked")

    def _hold(self, made: ServiceIncident) -> None:
        put_on_hold(self.workspace, self.again(made), "Waits")
        if self.chance.random() < 0.9:
            self.after(self._while(), lambda: resume(self.workspace, self.again(made)))

    def _restore(self, made: ServiceIncident) -> None:
        incident = self.again(made)
        if incident.on_hold:
            incident = resume(self.workspace, incident)
        begun = (incident.recorded_at, *(each.reopened_at for each in incident.reopenings))
        since = max(each for each in begun if each)
        restored = max(since, self.now - timedelta(minutes=self.some(0, 0, 5, 100)))
        incident = add_step(self.workspace, incident, "Restarted", at=restored)
        if incident.state == "classified":
            incident = self.provider.take(incident, "investigate")
        self.provider.take(incident, "restore", restored_at=restored)
        self.provider.save(self.again(made), resolver=CALLER)
        self.after(self._while(), self._close, made)

    def _close(self, made: ServiceIncident) -> None:
        if self.chance.random() < 0.8:
            self.provider.take(self.again(made), "close")
        if self.chance.random() < 0.35:
            self.after(self._while(), self._reopen, made)

    def _reopen(self, made: ServiceIncident) -> None:
        self.provider.take(self.again(made), "reopen", "It was not")
        if self.chance.random() < 0.7:
            self.after(self._while(), self._restore, made)

    def correct(self, made: ServiceIncident) -> None:
        """Something about it was wrong."""
        incident = self.again(made)
        if incident.state == "draft":
            return
        started = (incident.started_at or self.now) - timedelta(minutes=self.some(-2, 1, 600))
        given = self.some(
            {"service": self.some(*self.services)},
            {"customer": self.some(*self.customers).id},
            {"outage": not incident.outage},
            {"assigned_to": self.some(self.provider.ana, self.provider.ben).id},
            {"started_at": started},
            {"impact": self.some(*LEVELS), "urgency": self.some(*LEVELS)},
            {"priority_chosen": self.some("1 critical", "4 low"), "priority_reason": "Asked for"},
        )
        self.provider.save(incident, **given)

    def mistaken(self) -> None:
        """One was no incident, or the same as another."""
        every = self.workspace.find(ServiceIncident, order_by=["number"])
        found = [each for each in every if each.state in ("recorded", "classified")]
        if len(found) > 2:
            one, other = self.chance.sample(found, 2)
            if self.some(True, False):
                merge(self.workspace, one, other, "The same")
            else:
                self.provider.take(one, "cancel", "A mistake")

    def log_of_before(self, folder: Path) -> None:
        """Incidents of another program: restored or open, and nobody knows when they were answered."""
        lines = ["Number,Summary,Customer,Service,Started,Restored,Impact,Urgency,State,Item"]
        catalogue = in_effect(self.workspace, ServiceCatalogue)
        assert catalogue is not None
        names = {each.id: each.name for each in catalogue.services}
        for number in range(5):
            started = self.now - timedelta(minutes=self.chance.randint(9_000, 50_000))
            restored = started + timedelta(minutes=self.chance.randint(1, 9_000))
            who, what = self.some(*self.customers).name, names[self.some(*names)]
            stamps = (f"{each:%Y-%m-%d %H:%M}" for each in (started, restored))
            lines.append(
                f"OLD-{number},Was,{who},{what},{','.join(stamps)},low,medium,closed,{self.item.name}"
            )
        (folder / "log.csv").write_text("\n".join(lines), encoding="utf-8")
        (folder / "map.toml").write_text(IMPORT, encoding="utf-8")
        outcome = import_table(
            self.workspace, read_table(folder / "log.csv"), load_map(folder / "map.toml", ADOPTED)
        )
        assert len(outcome.created) == 5, outcome

    def change(self) -> None:
        customer = self.some(None, *self.customers)
        made = self.provider.complete(
            ServiceChangeRequest, "requested", kind=self.some("pre-approved", "emergency", "normal"),
            customer=customer and customer.id, service=self.some(*self.services), standing_procedure="By the book",
            planned_start=self.now, planned_end=self.now + timedelta(hours=1), configuration_items=(self.item.id,),
        )  # fmt: skip
        self.after(self._while(), self._submit, made)

    def _submit(self, made: ServiceChangeRequest) -> None:
        request = self.provider.take(made, "submit")
        end = self._deploy if request.kind == "pre-approved" else self._turn_down
        self.after(self._while(), end, made)

    def _turn_down(self, made: ServiceChangeRequest) -> None:
        step = self.some("reject", "withdraw")
        said: dict[str, Any] = {"decision_reason": "No"} if step == "reject" else {}
        self.provider.take(self.again(made), step, "No", **said)

    def _deploy(self, made: ServiceChangeRequest) -> None:
        request = self.provider.take(self.again(made), "schedule pre-approved")
        request = self.provider.take(request, "use standing procedure")
        said: dict[str, Any] = {
            "deployed_at": self.now,
            "deployed_by": self.provider.cleo.id,
            "deployment_outcome": "As planned",
        }
        self.provider.take(request, "deploy", **said)
        if self.some(True, False):
            self.after(self._while(), lambda: self.provider.take(self.again(made), "roll back", "It failed"))
        self.after(2 * self._while(), self._review, made)

    def _review(self, made: ServiceChangeRequest) -> None:
        self.provider.take(self.again(made), "close", review_result="worked as planned", review="As wished")

    def feedback(self) -> None:
        made = self.provider.complete(
            FeedbackEntry, "recorded", kind=self.some("complaint", "complaint", "compliment", "comment"),
            customer=self.some(*self.customers).id, service=self.some(None, *self.services),
            received_at=self.now - timedelta(minutes=self._while()),
        )  # fmt: skip
        self.provider.take(made, "record")
        if self.some(True, True, False):
            self.after(
                self._while(), lambda: self.provider.take(self.again(made), "close", outcome="Answered")
            )
            if self.some(True, False):
                reopen = lambda: self.provider.take(self.again(made), "reopen", "Not so")  # noqa: E731
                self.after(2 * self._while(), reopen)

    def score(self) -> None:
        asked_on = self.now.date() - timedelta(days=self.chance.randint(0, 9))
        about = {"customer": self.some(*self.customers).id, "service": self.some(None, *self.services)}
        made = self.provider.complete(
            SurveyScore, "recorded", score=self.chance.randint(1, 5), asked_on=asked_on, **about
        )
        self.provider.take(made, "record")

    def action(self) -> None:
        due = self.now.date() + timedelta(days=self.chance.randint(-5, 25))
        made = self.provider.create(ActionItem, description="Do it", owner=self.provider.ben.id, due=due)
        for days in (1, 20):  # before its day, or when that is over
            self.after(1440 * days, self.put_off, made)
        if self.some(True, True, False):
            step = self.some(("finish", {"outcome": "Done"}), ("cancel", {"reason": "Not needed"}))
            self.after(2 * self._while(), lambda: self.provider.take(self.again(made), step[0], **step[1]))

    def put_off(self, made: ActionItem) -> None:
        item = self.again(made)
        assert item.due is not None
        self.provider.save(item, due=item.due + timedelta(days=item.due.day % 17 - 4))


EVERYTHING = ("incident", "incident", "incident", "change", "feedback", "score", "action")


def live(world: World, days: int, events: int, folder: Path) -> None:
    """So many days, with so many events, and what governs changes in between."""
    chance, minutes = world.chance, days * 1440
    for _ in range(events):
        world.after(chance.randint(0, minutes), getattr(world, chance.choice(EVERYTHING)))
    for agreement in world.agreements:
        for _ in range(chance.choice((0, 1, 1, 2))):
            world.after(chance.randint(0, minutes), world.renew, agreement)
    world.after(chance.randint(minutes // 2, 2 * minutes), world.end, chance.choice(world.agreements))
    changes = (world.renew_policy, world.renew_goals, world.change_hours, world.change_hours, world.mistaken)
    for change in (*changes, world.mistaken, world.rename_services, world.item_changes_hands):
        world.after(chance.randint(0, minutes), change)
    if chance.random() < 0.6:
        world.after(chance.randint(0, minutes), world.log_of_before, folder)
    world.until(world.now + timedelta(days=days))


@contextmanager
def new_world(seed: int, days: int = 60, events: int = 30) -> Iterator[World]:
    """The same for the same seed. The clock stands still at its end."""
    with TemporaryDirectory() as folder:
        world = World(working_provider(Path(folder) / "world.sdesk"), Random(seed))
        live(world, days, events, Path(folder))
        world.provider.works(world.provider.ana)
        yield world
        world.workspace.close()
