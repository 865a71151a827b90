"""The answers as texts quote them: names of what was answered, and conditions of what is so."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from sdesk.models import ChangeProcedure, FirmAnswers, Person, field_of
from sdesk.models.governance import PriorityTarget, ServiceRole
from sdesk.models.governance.answers import AnsweredCustomer, Hat, ProtectedData, Worker
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.practice.lifecycle.versions import organization
from sdesk.practice.starter.answers import is_answered
from sdesk.practice.starter.library import called, kinds_of_data, tools
from sdesk.practice.starter.saying import and_list, days, duration, hours_in_words, is_always, or_list, span
from sdesk.practice.starter.wording import substituted
from sdesk.storage import col
from sdesk.translation import message as _
from sdesk.translation import word

SDESK = "sdesk"
"""The key of this program among the tools."""
FEW = 5
"""From more people on, a firm is one of many."""


@dataclass(frozen=True)
class Firm:
    """What drafts are made of. `people`: their names by id."""

    said: FirmAnswers
    name: str
    people: Mapping[UUID, str] = field(default_factory=dict)
    emergency_days: int = 0
    criteria: tuple[str, ...] = ()

    @property
    def was_asked(self) -> bool:
        """Whether the ten questions were ever asked here."""
        return bool(self.said.number)

    def answered(self, question: int) -> bool:
        """Whether it is, and whoever is named in the answer still works here: a sentence has no holes."""
        named = {3: self.said.on_call, 7: self.said.complaints_to}.get(question)
        is_here = named is None or any(each.person == named for each in self.workers)
        return is_here and is_answered(self.said, question)

    def open_of(self, *questions: int) -> tuple[int, ...]:
        """Those of them that are open; all, where none is."""
        return tuple(each for each in questions if not self.answered(each)) or questions

    @cached_property
    def workers(self) -> tuple[Worker, ...]:
        return tuple(each for each in self.said.workers if each.person in self.people)

    def holder(self, role: ServiceRole) -> Worker | None:
        """Who takes the role, by the hats; of a practitioner the first."""
        return next(iter(self.holders(role)), None)

    def holders(self, role: ServiceRole) -> tuple[Worker, ...]:
        """Those who may take the role, first who does; all of them are practitioners, else the others are deputies."""
        order = _ORDER[role]
        found = [each for hat in order for each in self.workers if each.hat is hat]
        if role is ServiceRole.RM and self.said.complaints_to in self.people:
            found.sort(key=lambda each: each.person != self.said.complaints_to)
        if role is ServiceRole.PT:
            return tuple(each for each in self.workers if each in found) or self.workers
        others = [each for each in self.workers if each not in found]
        return (*found, *others)

    def deputy(self, role: ServiceRole) -> Worker | None:
        return next(iter(self.holders(role)[1:]), None) if role is not ServiceRole.PT else None

    @cached_property
    def answers_complaints(self) -> UUID | None:
        """Who was named for it, and still works here; else who is for customers."""
        if self.said.complaints_to in self.people:
            return self.said.complaints_to
        holder = self.holder(ServiceRole.RM)
        return holder.person if holder else None

    def called(self, person: UUID | None) -> str:
        return self.people.get(person, "") if person else ""

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Every name that a text may quote, with what it stands for; "" where its question is open."""
        return {name: said for question in NAMES for name, said in self._names_of(question).items()}

    def _names_of(self, question: int) -> Mapping[str, str]:
        known = not question or self.answered(question)
        said = _SAID[question](self) if known else {}
        return {name: said.get(name, "") for name in NAMES[question]}

    @cached_property
    def quoted(self) -> tuple[str, ...]:
        """What texts may hold that came from the answers, the longest first: so that a reader sees what is theirs."""
        return tuple(sorted({each for each in self.names.values() if each}, key=len, reverse=True))

    @cached_property
    def conditions(self) -> frozenset[str]:
        return frozenset(self._conditions())

    def _conditions(self) -> Iterator[str]:
        size = len(self.workers)
        yield "alone" if size <= 1 else "team"
        if size > 1:
            yield "few" if size <= FEW else "many"
        if self.names["on_call"]:
            yield "on call"
        elif not _is_always(self.said):
            yield "off duty"
        changer, decider = self.holder(ServiceRole.CM), self.holder(ServiceRole.SM)
        if decider is not None and decider == self.holder(ServiceRole.RM):
            yield "decider relates"
        if changer is not None and changer.person == self.said.on_call:
            yield "on call decides"
        if decider is not None and decider.person == self.answers_complaints:
            yield "decider answers"
        if any(each.vital for each in self.said.services):
            yield "vital"
        if any(each.place.strip() for each in self.said.customers):
            yield "places"
        if any(each.starter == SDESK and each.place.strip() for each in self.said.tools):
            yield "sdesk placed"
        if self.names["other_papers"]:
            yield "other papers"
        yield "suppliers" if self.said.suppliers else "no suppliers"
        yield "data" if self.said.protected else "no data"
        yield from (f"tool {each.starter}" for each in self.said.tools if each.starter)
        if any(each.law.strip() for each in self.said.protected):
            yield "law"


_ORDER: Mapping[ServiceRole, tuple[Hat, ...]] = {
    ServiceRole.MGT: (Hat.ALL, Hat.DECIDES),
    ServiceRole.SM: (Hat.ALL, Hat.DECIDES),
    ServiceRole.CM: (Hat.CHANGES, Hat.ALL, Hat.DECIDES),
    ServiceRole.RM: (Hat.DECIDES, Hat.ALL, Hat.CHANGES),
    ServiceRole.IM: (Hat.WORKS, Hat.CHANGES, Hat.ALL, Hat.DECIDES),
    ServiceRole.PT: (Hat.WORKS, Hat.CHANGES, Hat.ALL),
}

NAMES: Mapping[int, tuple[str, ...]] = {
    0: ("firm", "emergency_days", "criteria"),
    1: ("services",),
    2: ("decider", "changer", "relations", "incidents", "workers", "decider_deputy", "changer_deputy",
        "relations_deputy", "incidents_deputy", "beside_changer", "complaints_other"),
    3: ("hours", "window", "on_call"),
    4: ("customers", "customer_places"),
    5: ("suppliers",),
    6: ("tools", "other_papers", "sdesk_place", "copies"),
    7: ("telephone", "email", "reach", "complaints", "answer_days"),
    8: (*(f"{what}_{n}" for what in ("respond", "restore") for n in range(1, 5)), "news_after", "times"),
    9: ("data", "data_kinds", "laws", "keeping", "disposing"),
    10: ("goals",),
}  # fmt: skip
"""What texts may quote, by the question that is asked for it; 0: what is known without."""


def firm_of(workspace: Workspace, said: FirmAnswers) -> Firm:
    ours = organization(workspace)
    people = {each.id: each.name for each in workspace.find(Person) if each.state == "in use"}
    procedure = workspace.first(ChangeProcedure, order_by=[col(ChangeProcedure.version).desc()])
    days_for_papers = procedure.emergency_days if procedure else None
    default = field_of(ChangeProcedure, "emergency_days").default
    lines = (
        procedure.evaluation_criteria
        if procedure
        else field_of(ChangeProcedure, "evaluation_criteria").default
    )
    criteria = tuple(each.strip().lower() for each in lines.split("\n") if each.strip())
    return Firm(said, ours.name if ours else "", people, days_for_papers or default, criteria)


def _of_people(firm: Firm) -> Mapping[str, str]:
    roles = {
        "decider": ServiceRole.SM,
        "changer": ServiceRole.CM,
        "relations": ServiceRole.RM,
        "incidents": ServiceRole.IM,
    }
    holders = {name: _name(firm, firm.holder(role)) for name, role in roles.items()}
    deputies = {f"{name}_deputy": _name(firm, firm.deputy(role)) for name, role in roles.items()}
    asked = (firm.holder(role) for role in (ServiceRole.RM, ServiceRole.IM, ServiceRole.SM))
    changer, complaints = holders["changer"], firm.called(firm.answers_complaints)
    beside = [name for name in dict.fromkeys(_name(firm, each) for each in asked) if name != changer]
    others = (holders["decider"], deputies["decider_deputy"])
    return {
        **holders,
        **deputies,
        "workers": and_list(_name(firm, each) for each in firm.workers),
        "beside_changer": and_list(beside or [deputies["changer_deputy"]]),
        "complaints_other": next((name for name in others if name and name != complaints), ""),
    }


def _name(firm: Firm, worker: Worker | None) -> str:
    return firm.called(worker.person) if worker else ""


def _of_hours(firm: Firm) -> Mapping[str, str]:
    said = firm.said
    window = ""
    if said.window_day and said.window_start is not None and said.window_end is not None:
        window = span(said.window_day, said.window_start, said.window_end)
    return {
        "hours": _hours(said),
        "window": window,
        "on_call": "" if _is_always(said) else firm.called(said.on_call),
    }


def _hours(said: FirmAnswers) -> str:
    """With the days on which nobody works, so that whoever quotes the hours names them too."""
    hours = substituted("always") if is_always(said.weekly_hours) else hours_in_words(said.weekly_hours)
    return f"{hours}, {substituted('not_holidays')}" if said.holidays else hours


def _is_always(said: FirmAnswers) -> bool:
    """Whether there are no other hours, in which somebody would have to be on call."""
    return is_always(said.weekly_hours) and not said.holidays


def _of_customers(firm: Firm) -> Mapping[str, str]:
    rows = firm.said.customers
    return {
        "customers": and_list(each.firm for each in rows),
        "customer_places": customer_places(rows),
    }


def customer_places(rows: Iterable[AnsweredCustomer]) -> str:
    """Where they are, each by name."""
    return and_list(_with(each.firm, each.place) for each in rows if each.place.strip())


def _of_suppliers(firm: Firm) -> Mapping[str, str]:
    return {
        "suppliers": and_list(
            _with(each.firm, and_list(each.services.split("\n"))) for each in firm.said.suppliers
        )
    }


def _of_tools(firm: Firm) -> Mapping[str, str]:
    return {
        "tools": and_list(_with(each.name, each.place) for each in firm.said.tools),
        "other_papers": and_list(_papers(firm)),
        "sdesk_place": next((each.place.strip() for each in firm.said.tools if each.starter == SDESK), ""),
        "copies": firm.said.copies.strip(),
    }


def _papers(firm: Firm) -> Iterator[str]:
    """Where papers and data of the work lie, beside this program."""
    for each in firm.said.tools:
        ready = called(tools(), each.starter)
        if ready is not None and ready.keeps:
            yield word(_("{what} in {tool}", what=ready.used_for, tool=_with(each.name, each.place)))


def _with(name: str, more: str) -> str:
    return f"{name.strip()} ({more.strip()})" if more.strip() else name.strip()


def _of_reaching(firm: Firm) -> Mapping[str, str]:
    said = firm.said
    telephone, email = said.telephone.strip(), said.email.strip()
    ways = (
        word(_("telephone {number}", number=telephone)) if telephone else "",
        word(_("e-mail {address}", address=email)) if email else "",
    )
    return {
        "telephone": telephone,
        "email": email,
        "reach": or_list(ways),
        "complaints": firm.called(firm.answers_complaints),
        "answer_days": days(said.answer_days or 0),
    }


def _of_promises(firm: Firm) -> Mapping[str, str]:
    return times_in_words(firm.said.targets)


def times_in_words(targets: Sequence[PriorityTarget]) -> Mapping[str, str]:
    """Target times by the names under which texts quote them. News of what lasts comes hourly, or as fast as somebody begins."""
    found: dict[str, str] = {}
    lines = []
    for n, each in enumerate(targets, start=1):
        if each.respond_minutes is None or each.restore_minutes is None:
            continue
        respond, restore = duration(each.respond_minutes), duration(each.restore_minutes)
        found |= {f"respond_{n}": respond, f"restore_{n}": restore}
        lines.append(substituted("times", priority=str(n), respond=respond, restore=restore))
    first = targets[0].respond_minutes if targets else None
    return {**found, "news_after": duration(max(first or 0, 60)), "times": "\n".join(lines)}


def _of_data(firm: Firm) -> Mapping[str, str]:
    rows = firm.said.protected
    return {
        "data": and_list(_with(each.what, each.place) for each in rows),
        "data_kinds": and_list(each.what for each in rows),
        "laws": and_list(dict.fromkeys(each.law.strip() for each in rows)),
        "keeping": "\n".join(_keeping(each) for each in rows),
        "disposing": "\n".join(_disposing(rows)),
    }


def _keeping(row: ProtectedData) -> str:
    ready = called(kinds_of_data(), row.starter)
    own = substituted("own_law", law=row.law.strip()) if row.law.strip() else substituted("own_keep")
    return word(_("{what}: {how}", what=row.what.strip(), how=ready.keep if ready else own))


def _disposing(rows: Sequence[ProtectedData]) -> Iterable[str]:
    """Each way once, with what goes that way."""
    ways: dict[str, list[str]] = {}
    for row in rows:
        ready = called(kinds_of_data(), row.starter)
        ways.setdefault(ready.dispose if ready else substituted("own_dispose"), []).append(row.what.strip())
    return (word(_("{what}: {how}", what=and_list(names), how=way)) for way, names in ways.items())


_SAID: Mapping[int, Callable[[Firm], Mapping[str, str]]] = {
    0: lambda firm: {
        "firm": firm.name,
        "emergency_days": days(firm.emergency_days),
        "criteria": and_list(firm.criteria),
    },
    1: lambda firm: {"services": and_list(each.name for each in firm.said.services)},
    2: _of_people,
    3: _of_hours,
    4: _of_customers,
    5: _of_suppliers,
    6: _of_tools,
    7: _of_reaching,
    8: _of_promises,
    9: _of_data,
    10: lambda firm: {"goals": and_list(each.statement for each in firm.said.goals)},
}

__all__ = ["NAMES", "Firm", "customer_places", "firm_of", "times_in_words"]
