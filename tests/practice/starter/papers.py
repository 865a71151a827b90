"""The papers of a firm read by somebody who compares them: with each other, with the answers, and with how one speaks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sdesk.models import (
    AssignedRoles,
    BusinessGoals,
    ChangeProcedure,
    ConfigurationItem,
    Customer,
    CustomerAgreement,
    CustomerExperienceApproach,
    Proposable,
    ServiceCatalogue,
    ServiceDeliveryPolicy,
    SupplierAgreement,
)
from sdesk.models.measures import Measure
from sdesk.practice.lifecycle.proposed.sections import sections_of
from sdesk.practice.starter.answers import answers
from sdesk.practice.starter.catalogue import AT_LEAST, needs
from sdesk.practice.starter.drafting import DOCUMENTS
from sdesk.practice.starter.firm import Firm, firm_of
from sdesk.practice.starter.saying import duration
from sdesk.practice.workspaces import Workspace
from tests.practice.starter.firms import the

KINDS: tuple[type[Proposable], ...] = (*DOCUMENTS, ConfigurationItem, CustomerAgreement, SupplierAgreement)
LONGEST = 40
"""Words of a sentence; a name is one."""
TIME = r"\d+ (?:minutes?|hours?|days?)"
NUMBER = r"(?:one|two|three|four|five|six|seven|ten|twelve|fifteen|thirty|sixty|ninety)"
SPELT = re.compile(
    rf"\b(?:(?:once|twice|{NUMBER} times) (?:a|each) \w+|every \w+ (?:days?|weeks?|months?)|every (?:hour|day|week|month)|"
    rf"{NUMBER} (?:working )?(?:minutes?|hours?|days?|weeks?|months?|years?)|a quarter of an hour|a year has passed)\b"
)
TIMES_SPELT: dict[str, tuple[str, ...]] = {
    "fifteen minutes": ("cannot be reached",),
    "a quarter of an hour": ("taken back within",),
    "five working days": ("before it begins",),
    "once a quarter": ("brought back", "Bringing", "Restore something"),
    "once a year": ("reads this policy again", "Records whose term is over are deleted"),
    "twice a year": ("Ask each customer",),
    "a year has passed": ("nothing in service is made from it",),
    "every three months": ("Look at the figures",),
    "three months": ("person works there", "Accounts are closed"),
    "three years": ("Records of the work are kept",),
    "ninety days": ("",),
    "thirty days": ("as long as the agreement lasts", "logs for"),
    "two weeks": ("looked through", "look through", "looks through"),
    "three days": ("unless something happened", "look back at each one"),
}
"""Times that no answer says, with what each of them is about: a text that names another has to be thought about here."""


@dataclass(frozen=True)
class Said:
    """A sentence, or what stands in a cell; `record` is the kind of paper, `place` the field."""

    record: str
    place: str
    text: str


@dataclass
class Papers:
    """All that the drafts of a workspace say by now."""

    workspace: Workspace

    def __post_init__(self) -> None:
        self.firm: Firm = firm_of(self.workspace, answers(self.workspace))
        self.names = self.firm.names
        self.people = sorted(self.firm.people.values(), key=len, reverse=True)
        self.records = [each for kind in KINDS for each in self.workspace.find(kind)]
        self.all = [each for record in self.records for each in _said_in(record)]

    def of(self, record: str, place: str = "") -> str:
        return "\n".join(
            each.text for each in self.all if each.record == record and each.place.startswith(place)
        )

    def sentences(self) -> Iterator[Said]:
        """With a stop behind what the firm typed taken for the end of it, which does no harm here."""
        for each in self.all:
            for said in re.split(r"(?<=[.?!])\s+(?=\S)|\n", each.text):
                yield Said(each.record, each.place, said)

    def without_typed(self, text: str) -> str:
        """Somebody's own words made one word: how they write is theirs."""
        for each in sorted(self.typed(), key=len, reverse=True):
            text = text.replace(each, "Xx")
        return text

    def typed(self) -> Iterator[str]:
        said, names = self.firm.said, self.names
        yield from (
            each for each in (self.firm.name, names["copies"], names["telephone"], names["email"]) if each
        )
        yield from self.people
        for rows in (said.services, said.customers, said.suppliers, said.tools, said.protected, said.goals):
            for row in rows:
                columns = row.model_dump(include={"name", "firm", "place", "what", "law", "statement"})
                yield from (each.strip() for each in columns.values() if each and each.strip())


def _said_in(record: Proposable) -> Iterator[Said]:
    for section in sections_of(record):
        if section.field.name == "their_owner":
            continue  # how the other side is reached
        for text in _texts(section.value):
            yield Said(type(record).__name__, section.field.name, text)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str) and value.strip():
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
    elif hasattr(value, "model_dump"):
        for name in type(value).model_fields:
            if name != "id":
                yield from _texts(getattr(value, name))


# ------------------------------------------------------------ how it is said


def wording_faults(papers: Papers) -> Iterator[str]:
    alone = "alone" in papers.firm.conditions
    for each in papers.all:
        text = papers.without_typed(each.text)
        if each.place == "standard_messages":
            text = re.sub(r"\{\w+\}", "Xx", text)
        for fault in re.findall(r"[${}]|  | [,.;:)]|\( |\.\.|[,;:(]\s*[.;:)]|\(\)|: *$|^ |\n | $", text):
            yield f"{each.record}.{each.place}: {fault!r} in {each.text!r}"
        for fault in re.findall(r"\b(?:by|from|with|to|calls|here:|this:|for) [.,;:)]", text):
            yield f"{each.record}.{each.place}: nothing behind {fault!r} in {each.text!r}"
        if alone and re.search(
            r"\b(?:we|us|our|ours|ourselves|colleagues?|each of us|together)\b", text, re.IGNORECASE
        ):
            yield f"{each.record}.{each.place}: several people in {each.text!r}"
        if re.search(
            r"\b(?:by|asks|calls|from) nobody\b(?! in passing)|\bnobody (?:decides|answers|looks|does it)",
            text,
        ):
            yield f"{each.record}.{each.place}: nobody as a person in {each.text!r}"
    for each in papers.sentences():
        text = papers.without_typed(each.text)
        if len(text.split()) > LONGEST and "names of their own" not in text:
            yield f"{each.record}.{each.place}: {len(text.split())} words in {each.text!r}"
        for name in papers.people:
            said = re.sub(rf"when {re.escape(name)} is away", "", each.text)
            both = rf"{re.escape(name)}[^.;:]*\b(?:with|calls|by|asks|and|or)\b[^.;:]*{re.escape(name)}(?!\w)"
            if re.search(both, said):
                yield f"{each.record}.{each.place}: {name} with themself in {each.text!r}"


# ------------------------------------------------------------ what the answers said and no paper carries


def missing(papers: Papers) -> Iterator[str]:
    names, said = papers.names, papers.firm.said
    everywhere = (
        ("ServiceScope", "services_offered", [each.name for each in said.services]),
        ("ServiceScope", "boundary_customers", [each.firm for each in said.customers]),
        ("ServiceScope", "boundary_locations", [names["hours"], names["on_call"]]),
        ("ServiceScope", "boundary_legal", [*(each.what for each in said.protected), *(each.law for each in said.protected)]),
        ("ServiceScope", "technology", [part for each in said.tools for part in (each.name, each.place)]),
        ("ServiceCatalogue", "services", [names["hours"], names["reach"], names["on_call"], *(each.name for each in said.services)]),
        ("ServiceCatalogue", "services", [each.firm for each in said.suppliers if any(needs(one.name, each) for one in said.services)]),
        ("ServiceCatalogue", "feedback_handling", [names["reach"], names["complaints"], names["answer_days"]]),
        ("CustomerExperienceApproach", "point_of_contact", [names["complaints"], names["reach"]]),
        ("CustomerExperienceApproach", "capture", [names["answer_days"]]),
        ("DocumentProcedure", "backup", [names["copies"].rstrip("."), names["changer"]]),
        ("DocumentProcedure", "location", [names["sdesk_place"]]),
        ("DocumentProcedure", "protection", [*papers.people, *(each.what for each in said.protected)]),
        ("DocumentProcedure", "retention", [each.what for each in said.protected]),
        ("DocumentProcedure", "disposal", [each.what for each in said.protected]),
        ("ServiceDeliveryPolicy", "availability", [names["copies"].rstrip("."), names["window"], names["on_call"]]),
        ("ServiceDeliveryPolicy", "emergency_change", [names["changer"], names["changer_deputy"]]),
        ("ServiceDeliveryPolicy", "risks", [each.firm.rstrip(".") for each in said.suppliers]),
        ("ChangeSchedule", "quiet_times", [names["window"], names["hours"]]),
        ("BusinessGoals", "goals", [each.statement for each in said.goals]),
    )  # fmt: skip
    for record, place, wanted in everywhere:
        there = papers.of(record, place).casefold()
        lacking = [each for each in wanted if each.strip().casefold() not in there]
        if lacking:
            yield f"{record}.{place} lacks {lacking}"
    for agreement in papers.workspace.find(CustomerAgreement):
        customer = papers.workspace.get(Customer, agreement.customer)
        for each in (
            names["hours"],
            names["reach"],
            names["on_call"],
            names["times"],
            customer.name.rstrip("."),
        ):
            if each not in agreement.scope_detail:
                yield f"{agreement.number} lacks {each}"
        if names["complaints"] not in agreement.complaint_definition:
            yield f"{agreement.number} lacks {names['complaints']}"


# ------------------------------------------------------------ what contradicts


def contradictions(papers: Papers) -> Iterator[str]:
    for rule in (_times, _spelt_times, _hours_and_windows, _who, _places_and_laws, _numbers, _of_others):
        yield from (f"{rule.__name__}: {each}" for each in rule(papers))


def _times(papers: Papers) -> Iterator[str]:
    """Each time in figures is that which was answered for what the sentence is about."""
    names = papers.names
    policy = the(papers.workspace, ServiceDeliveryPolicy)
    lines = {
        f"Priority {n}: begun within {duration(each.respond_minutes or 0)}, over within {duration(each.restore_minutes or 0)}"
        for n, each in enumerate(policy.priority_targets, start=1)
    }
    first = policy.priority_targets[0]
    begins, over = duration(first.respond_minutes or 0), duration(first.restore_minutes or 0)
    for each in papers.sentences():
        text = papers.without_typed(each.text)
        if text.startswith("Priority 1") or re.match(r"Priority \d:", text):
            if text not in lines:
                yield each.text
            continue
        known = (
            (r"first answer within (TIME)", names["answer_days"]),
            (r"papers follow within (TIME)", names["emergency_days"]),
            (r"begins within (TIME)", begins),
            (r"it is over within (TIME)", over),
            (r"hear again within (TIME)", names["news_after"]),
        )
        for pattern, right in known:
            pattern = pattern.replace("TIME", TIME)
            if any(found != right for found in re.findall(pattern, text)):
                yield each.text
            text = re.sub(pattern, "", text)
        if re.search(TIME, text):
            yield f"nobody knows this time: {each.text}"
    if the(papers.workspace, CustomerExperienceApproach).answer_days != papers.firm.said.answer_days:
        yield "days to answer a complaint"
    if the(papers.workspace, ChangeProcedure).emergency_days != papers.firm.emergency_days:
        yield "days for the papers of an emergency"


def _spelt_times(papers: Papers) -> Iterator[str]:
    for each in papers.sentences():
        text = papers.without_typed(each.text)
        for found in SPELT.findall(text):
            about = TIMES_SPELT.get(found)
            if about is None or not any(words in text for words in about):
                yield f"{found}: {each.text}"


def _hours_and_windows(papers: Papers) -> Iterator[str]:
    hours, window = papers.names["hours"], papers.names["window"]
    day = r"\w+day(?:, \w+day)*(?: (?:to|and) \w+day)?"
    clock = r"\d\d:\d\d"
    for each in papers.all:
        text = each.text.replace(hours, "").replace(window, "")
        if re.search(rf"{day} from {clock}|{clock}", text):
            yield f"other hours: {each.text}"
        for found in re.findall(r"service hours \((.*?)\)", each.text):
            if found != hours:
                yield f"other service hours: {each.text}"
    for service in the(papers.workspace, ServiceCatalogue).services:
        if not service.hours.casefold().startswith(hours.casefold()):
            yield f"other hours of {service.name}: {service.hours}"
    other_hours = [each for each in papers.sentences() if re.search(r"At other hours|Outside of", each.text)]
    on_call = papers.names["on_call"]
    for each in other_hours:
        named = [name for name in papers.people if name in each.text]
        if on_call not in named if on_call else "nobody is on duty" not in each.text or named:
            yield f"somebody else at other hours: {each.text}"
    if on_call and any("on duty" in each.text for each in other_hours):
        yield "nobody is on duty, and somebody is on call"


def _who(papers: Papers) -> Iterator[str]:
    names = papers.names
    may = {
        r"\bdecides\b|\bdecided by\b": {names["changer"], names["changer_deputy"]},
        r"as Control Manager|cleared it": {names["changer"], names["changer_deputy"]},
        r"Ask.*complaint|first answer .* from|^Escalate.*calls": {names["complaints"], names["decider"]},
        r"reads this policy|in a dispute": {names["decider"], names["decider_deputy"]},
    }
    for each in papers.sentences():
        for pattern, right in may.items():
            if re.search(pattern, each.text, re.IGNORECASE):
                named = {name for name in papers.people if name in each.text}
                if named - right:
                    yield each.text
    for row in the(papers.workspace, AssignedRoles).assignments:
        if row.person == row.deputy:
            yield f"{row.role} deputises for themself"
    held = {
        row.role.name: papers.firm.called(row.person)
        for row in the(papers.workspace, AssignedRoles).assignments
    }
    for role, name in (("SM", "decider"), ("CM", "changer"), ("RM", "relations"), ("IM", "incidents")):
        if held[role] != names[name]:
            yield f"{role} is {held[role]}, and {names[name]} in the texts"


def _places_and_laws(papers: Papers) -> Iterator[str]:
    names = papers.names
    stops = (
        ("Copies are kept here: ", names["copies"]),
        ("What counts for it: ", names["laws"]),
        ("It is here: ", names["sdesk_place"]),
    )
    for each in papers.all:
        for before, right in stops:
            for rest in each.text.split(before)[1:]:
                if not right or not rest.startswith(right.rstrip(".")):
                    yield f"{before}{rest}"
        for mail in re.findall(r"[\w.+-]+@[\w.-]+\w", each.text):
            if mail != names["email"]:
                yield f"another address: {mail}"
        for number in re.findall(r"telephone ([+\d][\d ]*\d)", each.text):
            if number != names["telephone"]:
                yield f"another telephone: {number}"


def _numbers(papers: Papers) -> Iterator[str]:
    """What is promised of the same measure is the same number, wherever it is promised."""
    wanted: dict[Any, float | None] = {
        each.counts: each.target for each in the(papers.workspace, BusinessGoals).goals if each.counts
    }
    for objective in the(papers.workspace, ServiceDeliveryPolicy).objectives:
        if wanted.get(objective.counts, objective.target) != objective.target:
            yield f"objective and goal: {objective.statement}"
    promised: dict[Any, float | None] = {}
    for service in the(papers.workspace, ServiceCatalogue).services:
        for measure in service.quality_measures:
            promised[service.id, measure.counts] = measure.target
            if measure.counts in (Measure.RESPONSE, Measure.RESTORATION) and measure.target != AT_LEAST:
                yield f"{service.name}: {measure.name}"
    for agreement in papers.workspace.find(CustomerAgreement):
        for row in agreement.service_targets:
            if row.target != (promised.get((row.service, row.measure)) if row.service else AT_LEAST):
                yield f"{agreement.number}: {row.measure}"


def _of_others(papers: Papers) -> Iterator[str]:
    """Nobody reads in an agreement who else is a customer; and of data where it lies at one, in one with a supplier."""
    firms = {each.id: each.name for each in papers.workspace.find(Customer)}
    for agreement in papers.workspace.find(CustomerAgreement):
        own = firms[agreement.customer] if agreement.customer else ""
        text = (
            "\n".join(each.text for each in _said_in(agreement))
            .replace(own, "")
            .replace(papers.firm.name, "")
        )
        yield from (
            f"{agreement.number} tells of {each}" for each in firms.values() if each != own and each in text
        )
    for bought in papers.workspace.find(SupplierAgreement):
        text = bought.legal_requirements
        placed = [f"({each.place.strip()})" for each in papers.firm.said.protected if each.place.strip()]
        yield from (f"{bought.number} tells of {each}" for each in placed if each in text)


__all__ = ["Papers", "contradictions", "missing", "wording_faults"]
