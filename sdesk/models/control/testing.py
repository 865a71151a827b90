"""The tests of a change (WP.20)."""

from datetime import datetime
from typing import Annotated, ClassVar
from uuid import UUID

from sdesk.models.content import Choice, Content, Depth, Row, choice, link, rows
from sdesk.models.governance.reports import Handover
from sdesk.models.record import APPROVABLE, Record, State, Step, approval, withdrawal


class TestCase(Row):
    __test__: ClassVar[bool] = False

    name: Annotated[str, Content("Test", needed_for="*")] = ""
    level: Annotated[str, Content("Level", needed_for="*", example="System")] = ""
    type: Annotated[str, Content("Type", needed_for="*", example="Function")] = ""
    expected: Annotated[str, Content("Expected", needed_for="*", long=True, depth=Depth.STEPS)] = ""
    result: Annotated[str, Content("Result", needed_for="*", long=True, depth=Depth.STEPS)] = ""
    passed: Annotated[bool | None, Content("Passed", needed_for="*")] = None
    error: Annotated[
        str, Content("Error", depth=Depth.STEPS, help="Of one that did not pass: what went wrong.")
    ] = ""
    accepted_by: Annotated[
        UUID | None,
        *link("Person"),
        Content("Accepted by", help="Of one that did not pass: who accepts that it is deployed so."),
    ] = None


class TestConclusion(Choice):
    __test__ = False

    PASSED = "passed"
    PASSED_WITH_REMARKS = "passed with remarks"
    FAILED = "failed"


class ServiceTestReport(Record, table=True):
    """WP.20: what was tested for a change, and what came out."""

    singular: ClassVar[str] = "Test report"
    plural: ClassVar[str] = "Test reports"
    prefix: ClassVar[str] = "TST"
    yearly: ClassVar[bool] = True
    versioned: ClassVar[bool] = True
    title: ClassVar[str] = "name"
    why: ClassVar[str] = "Proof that the change does what its design asks for, before customers depend on it."
    columns: ClassVar[tuple[str, ...]] = ("number", "name", "change", "conclusion", "state")
    states: ClassVar[tuple[State, ...]] = APPROVABLE
    steps: ClassVar[tuple[Step, ...]] = (approval("PT", "CM"), withdrawal("CM"))

    name: Annotated[str, Content("Name", needed_for="approved", group="Tests")] = ""
    change: Annotated[
        UUID | None, *link("ServiceChangeRequest"), Content("Change", needed_for="approved", group="Tests")
    ] = None
    build: Annotated[
        UUID | None, *link("ServiceBuild"), Content("Build", needed_for="approved", group="Tests")
    ] = None
    tests: Annotated[
        tuple[TestCase, ...],
        Content(
            "Tests",
            plural=True,
            needed_for="approved",
            group="Tests",
            help="Every acceptance criterion of the design, and what else matters.",
        ),
        rows(TestCase),
    ] = ()
    method: Annotated[
        str,
        Content(
            "Method",
            long=True,
            group="Tests",
            help="How and where it was tested: on which system, with which data and tools.",
            depth=Depth.STATEMENT,
        ),
    ] = ""
    interpretation: Annotated[
        str,
        Content(
            "How results are measured and interpreted",
            needed_for="approved",
            long=True,
            group="Results",
            help="When a result counts as passed, and with which tools it was read.",
        ),
    ] = ""
    errors: Annotated[
        str,
        Content(
            "Errors and their resolution",
            needed_for="approved",
            long=True,
            group="Results",
            help='What went wrong and how it was put right. Write "none" if there was nothing.',
            answer="none",
        ),
    ] = ""
    performed_by: Annotated[
        UUID | None,
        *link("Person"),
        Content("Performed by", needed_for="approved", group="Who and when"),
    ] = None
    collected_at: Annotated[
        datetime | None,
        Content("Results collected at", needed_for="approved", group="Who and when", happened=True),
    ] = None
    interpreted_by: Annotated[
        UUID | None,
        *link("Person"),
        Content("Interpreted by", needed_for="approved", group="Who and when"),
    ] = None
    validated_by: Annotated[
        UUID | None,
        *link("Person"),
        Content("Validated by", needed_for="approved", group="Who and when"),
    ] = None
    contributors: Annotated[
        str,
        Content(
            "Contributors",
            plural=True,
            group="Who and when",
            help="Who else gave results or judgements: users who tried it, a supplier.",
        ),
    ] = ""
    recipients: Annotated[str, Content("Who receives it", group="Who and when", help="Names or roles.")] = ""
    given_to: Annotated[
        tuple[Handover, ...],
        Content(
            "Given to",
            group="Who has it",
            open_until="*",
            help="Who received the approved report, when and how.",
        ),
        rows(Handover),
    ] = ()
    conclusion: Annotated[
        TestConclusion | None,
        Content("Conclusion", needed_for="approved", group="Results"),
        choice(TestConclusion),
    ] = None
    conclusion_text: Annotated[
        str,
        Content(
            "Conclusion in words",
            needed_for="approved",
            long=True,
            group="Results",
            help="Whether it may be deployed, and under which conditions.",
        ),
    ] = ""
