"""What the records of a light change say in sentences made of its answers: facts of it alone, in the language spoken here."""

from collections.abc import Sequence

from sdesk.models import ConfigurationItem, Person, ServiceChangeRequest, ServiceDesign
from sdesk.practice.calendar.days import zone_of
from sdesk.practice.control.clearance import Clearance, Outcome
from sdesk.practice.control.light.answers import Decide, Passed, Tried
from sdesk.practice.lifecycle.record_type import Workspace
from sdesk.translation import Message, counted, sentences, word
from sdesk.translation import message as _


def resources(workspace: Workspace, change: ServiceChangeRequest, said: Decide) -> str:
    """Who, when and on what."""
    person = workspace.get(Person, said.who) if said.who else None
    if person is None or said.start is None or said.end is None:
        return ""
    return _here(
        workspace,
        _(
            "{person} carries it out from {start} to {end}, on {items}.",
            person=person.name, start=said.start, end=said.end, items=_items(workspace, change),
        ),
    )  # fmt: skip


def quality(said: Decide) -> str:
    """What is measured is what it is tested by."""
    wanted = _criteria(said.done_when)
    return (
        word(_("It is good enough when each of these was seen: {criteria}.", criteria=wanted))
        if wanted
        else ""
    )


def as_planned(design: ServiceDesign) -> str:
    """The steps of the design, once they are what was done."""
    if not design.tools_and_methods.strip():
        return ""
    return word(_("Done as {design} says: {how}", design=design.number, how=design.tools_and_methods.strip()))


def is_as_planned(design: ServiceDesign, done: str) -> bool:
    """Whether that is what `as_planned` said, in whatever language it was written."""
    how = design.tools_and_methods.strip()
    return not done.strip() or (design.number in done and bool(how) and done.endswith(how))


def interpretation(workspace: Workspace, change: ServiceChangeRequest) -> str:
    items = _items(workspace, change)
    said = _(
        "A test has passed when what the design expects was seen on what was built, for {items}.", items=items
    )
    return word(said)


def errors(tried: Sequence[Tried]) -> str:
    """Of what did not pass, what was seen; none where all did."""
    failed = [each for each in tried if each.passed in (Passed.NO, Passed.ACCEPTED)]
    lines = (_("{criterion}: {seen}", criterion=each.criterion, seen=each.seen.strip()) for each in failed)
    return "\n".join(word(each) for each in lines) or word(_("none"))


def conclusion(tried: Sequence[Tried]) -> str:
    passed = sum(each.passed is Passed.YES for each in tried)
    if passed == len(tried):
        all_did = counted(
            "What the design expects was seen in {n} test: it may be put in place.",
            "What the design expects was seen in all {n} tests: it may be put in place.",
            n=len(tried),
        )
        return word(all_did)
    some = _(
        "{passed} of {all} tests passed; what did not is named and accepted, and it may be put in place so.",
        passed=passed, all=len(tried),
    )  # fmt: skip
    return word(some)


def clearing(clearance: Clearance, remark: str) -> str:
    """What there was to decide on, and what the person who signs says to it."""
    results = [each.outcome for each in clearance.results]
    parts = [
        counted(
            "{passed} of {n} acceptance criterion passed.",
            "{passed} of {n} acceptance criteria passed.",
            n=len(results), passed=results.count(Outcome.PASSED),
        )
    ]  # fmt: skip
    if clearance.consent_needed and clearance.consent_given:
        who = tuple(each.who for each in clearance.change.consents)
        parts.append(_("The customer agreed: {who}.", who=who))
    if not clearance.conflicts:
        parts.append(_("Nothing on the schedule stands in its way."))
    parts += [each.reason for each in clearance.conflicts]
    said = word(sentences(*parts))
    return f"{said} {remark.strip()}".strip()


def settings_name(change: ServiceChangeRequest, place: int) -> str:
    """What the file with the settings is called."""
    return word(_("settings of {number}, {n}.txt", number=change.number, n=place))


def _items(workspace: Workspace, change: ServiceChangeRequest) -> tuple[str, ...]:
    found = (workspace.get(ConfigurationItem, each) for each in change.configuration_items)
    return tuple(f"{item.number} {item.heading}" for item in found if item)


def _criteria(done_when: Sequence[str]) -> str:
    return "; ".join(each.strip() for each in done_when if each.strip())


def _here(workspace: Workspace, said: Message) -> str:
    return word(said, zone=zone_of(workspace))


__all__ = [
    "as_planned",
    "clearing",
    "conclusion",
    "errors",
    "interpretation",
    "is_as_planned",
    "quality",
    "resources",
    "settings_name",
]
