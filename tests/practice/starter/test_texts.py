"""The texts themselves: every name in them is known, each says enough, and none is a sentence of a standard."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from sdesk.models import fields_of, model_named
from sdesk.models.governance import DeliveryRisk, Objective, PlannedWork, StandardMessage
from sdesk.models.record import Document
from sdesk.models.relationship import Service
from sdesk.paths import resource
from sdesk.practice.lifecycle.thin import what_is_thin
from sdesk.practice.measures.targets import asked_of
from sdesk.practice.starter.drafting import DOCUMENTS
from sdesk.practice.starter.firm import NAMES
from sdesk.practice.starter.library import goals, kinds_of_data, promises, services, tools
from sdesk.practice.starter.resources import read
from sdesk.practice.starter.wording import Sentence, StarterText, facts, rows_of, starter_texts
from tests.practice.starter.papers import SPELT, TIMES_SPELT

OF_AGREEMENTS = {"CustomerAgreement": {"customer", "consent"}, "SupplierAgreement": {"supplier"}}
AS_ROWS = {
    "BusinessGoals.goals", "ServiceCatalogue.services", "AssignedRoles.assignments", "AssignedRoles.competences",
    "ServiceDeliveryPolicy.objectives", "ServiceDeliveryPolicy.plans", "ServiceDeliveryPolicy.matrix",
    "ServiceDeliveryPolicy.priority_targets", "ServiceDeliveryPolicy.standard_messages",
}  # fmt: skip
"""Proposed as rows, by `rows.py` and `catalogue.py`."""
HEAD = {spec.name for spec in fields_of(Document)}
CONDITIONS = {
    "alone", "team", "few", "many", "on call", "off duty", "on call decides", "decider answers", "decider relates", "places", "suppliers",
    "no suppliers", "data", "no data", "law", "sdesk placed", "other papers", "vital",
}  # fmt: skip
SIZES = ({"alone"}, {"team", "few"}, {"team", "many", "on call"})


def known_to(text: StarterText, kind: str = "") -> set[str]:
    """The names that a text may quote, by the questions that it is made from."""
    of_questions = {name for each in (0, *text.questions) for name in NAMES[each]}
    taken = {each.partition(".")[2] for each in text.takes}
    fitting = {name for name, fact in facts().items() if {*fact.questions} <= {*text.questions}}
    of_policy = set(NAMES[8]) if "priority_targets" in taken else set()
    return of_questions | taken | fitting | of_policy | OF_AGREEMENTS.get(kind, set())


def sentences() -> Iterator[tuple[str, Sentence, set[str]]]:
    for name, text in starter_texts().items():
        yield from ((name, each, known_to(text, name.split(".")[0])) for each in text.sentences)
    for name, fact in facts().items():
        yield from ((name, each, known_to(fact) - facts().keys()) for each in fact.sentences)
    for kind, columns in (
        ("objective", ["statement"]),
        ("plan", ["what"]),
        ("risk", ["risk", "answer"]),
        ("message", ["text"]),
    ):
        for row in rows_of(kind):
            known = known_to(StarterText((), tuple(row["from"])))
            yield from ((kind, Sentence(row[column]), known) for column in columns)


OF_LISTS = {"goal", "data", "service"}


def of_lists() -> Iterator[tuple[str, Sentence, set[str]]]:
    """What is chosen from, and said in the papers as it stands there."""
    for goal in goals():
        yield from (("goal", Sentence(each), set()) for each in (goal.statement, goal.plan))
    for data in kinds_of_data():
        yield from (("data", Sentence(each), set()) for each in (data.keep, data.dispose))
    for each in services():
        texts = (
            each.description,
            each.how_to_use,
            each.hours_note,
            each.dependencies,
            each.standards,
            each.training,
        )
        yield from (("service", Sentence(text), set()) for text in (*texts, each.item.description))


def test_nothing_to_choose_from_speaks_of_several_people():
    """Whoever works alone chooses from the same lists, and their customers read it."""
    many = re.compile(r"\b(?:we|us|our|ours|ourselves|colleagues?)\b", re.IGNORECASE)
    assert [said.text for _name, said, _known in of_lists() if many.search(said.text)] == []


def test_every_name_in_a_text_is_one_that_its_questions_answer():
    wrong = [f"{name}: ${each}" for name, said, known in sentences() for each in said.names - known]
    assert wrong == []


def test_every_condition_is_one_that_a_firm_can_be_in():
    named = {each.removeprefix("not ") for _name, said, _known in sentences() for each in said.when}
    of_tools = {f"tool {each.key}" for each in tools()}
    assert named - CONDITIONS - of_tools == set()


def test_every_mandatory_section_of_the_set_up_has_a_starter():
    texts = starter_texts()
    lacking = [
        f"{model.__name__}.{spec.name}"
        for model in DOCUMENTS
        for spec in fields_of(model)
        if spec.content.needed_for and spec.name not in HEAD
    ]
    asked = {each for each in lacking if each not in texts and each not in AS_ROWS}
    assert asked == {"ChangeProcedure.emergency_days"}  # which has a number from the beginning
    of_agreements = ("change_definitions", "complaint_definition", "major_incident_definition")
    assert {f"CustomerAgreement.{each}" for each in of_agreements} <= texts.keys()
    assert "SupplierAgreement.legal_requirements" in texts


def test_what_is_taken_over_is_said_where_it_is_taken_from_before():
    order = [model.__name__ for model in DOCUMENTS]
    for name, text in starter_texts().items():
        kind = name.split(".")[0]
        for each in text.takes:
            its, field = each.split(".")
            assert field in {spec.name for spec in fields_of(model_named(its))}
            assert kind not in order or order.index(its) < order.index(kind)


@pytest.mark.parametrize("data", ["data", "no data"])
@pytest.mark.parametrize("size", SIZES)
def test_no_text_is_thin_whatever_the_answers_are(size, data):
    """Names are as short as they can be, so that it is the text which says enough."""
    names = {name: "Xu" for group in NAMES.values() for name in group} | {
        "customer": "Xu",
        "consent": "Xu",
        "supplier": "Xu",
    }
    for name, text in starter_texts().items():
        kind, field = name.split(".")
        spec = next(each for each in fields_of(model_named(kind)) if each.name == field)
        taken = {each.partition(".")[2]: "what it says there" for each in text.takes}
        known = {**names, **taken}
        quoted = {key: fact.worded(known, frozenset(size)) for key, fact in facts().items()}
        said = text.worded({**known, **quoted}, frozenset({*size, data}))
        assert what_is_thin(spec, said) is None, (name, said)
        assert re.findall(r"\$|\.\.|  |: \.|\(\)", said) == [], (name, said)


def columns_with_texts() -> Iterator[tuple[Any, str, str]]:
    for each in services():
        for column in ("description", "how_to_use", "dependencies", "standards"):
            yield Service, column, getattr(each, column)
    for goal in goals():
        yield PlannedWork, "what", goal.plan
        yield Objective, "statement", goal.statement
    for kind, row_type, columns in (
        ("objective", Objective, ["statement"]),
        ("plan", PlannedWork, ["what"]),
        ("risk", DeliveryRisk, ["risk", "answer"]),
        ("message", StandardMessage, ["occasion", "text"]),
    ):
        for row in rows_of(kind):
            yield from ((row_type, column, row[column]) for column in columns)


def test_no_row_is_thin():
    for row_type, column, said in columns_with_texts():
        spec = next(each for each in fields_of(row_type) if each.name == column)
        assert what_is_thin(spec, said) is None, said
        assert said.strip()


def test_services_and_goals_are_ready_to_be_counted():
    assert 18 <= len(services()) <= 24
    for row in (measure for each in services() for measure in each.measures):
        assert asked_of(row) is not None and row.target is not None
    for goal in goals():
        low, high = goal.measure.bounds
        assert low <= goal.number <= (high or goal.number)
    assert len({each.key for each in services()}) == len(services())
    assert {key for each in services() for key in each.item.tools} <= {each.key for each in tools()}


def test_ready_promises_are_in_order():
    for targets in promises().values():
        minutes = [(each.respond_minutes or 0, each.restore_minutes or 0) for each in targets]
        assert minutes == sorted(minutes)
        assert all(respond < restore for respond, restore in minutes)


def test_no_fact_quotes_another():
    assert [
        name for name, fact in facts().items() for each in fact.sentences if each.names & facts().keys()
    ] == []


def test_every_fact_is_quoted_by_some_text():
    quoted = {each for _name, said, _known in sentences() for each in said.names}
    assert facts().keys() - quoted == set()


def test_what_two_could_contradict_each_other_in_is_said_in_one_place():
    """Times come of answers, or are on the list of those that no answer says; who decides on changes is one fact."""
    places: dict[str, set[str]] = {}
    for name, said, _known in (*sentences(), *of_lists()):
        figures = re.sub(r"priority \d|_\d", "", said.text)
        assert re.findall(r"\d", figures) == [], name
        for each in SPELT.findall(said.text):
            about = ("",) if name in facts() else TIMES_SPELT.get(each, ())
            assert any(words in said.text for words in about), (name, said.text)
            places.setdefault(each, set()).add(name)
    assert places.keys() == TIMES_SPELT.keys()
    of_texts = {each: names - OF_LISTS for each, names in places.items()}
    assert {each: names for each, names in of_texts.items() if len(names) > 1} == {}
    emergencies = [name for name, text in starter_texts().items() if "emergency" in names_in(text)]
    assert emergencies == ["ServiceDeliveryPolicy.emergency_change"]  # all others quote that section
    assert [
        name
        for name, text in starter_texts().items()
        if "ServiceDeliveryPolicy.emergency_change" in text.takes
    ] == ["ChangeProcedure.emergency", "CustomerAgreement.change_definitions"]
    answering = [name for name, text in starter_texts().items() if "answer_days" in names_in(text)]
    assert answering == []  # they quote the fact


def names_in(text: StarterText) -> set[str]:
    return {name for each in text.sentences for name in each.names}


def texts_in(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for each in value.values():
                yield from texts_in(each)
        case list():
            for each in value:
                yield from texts_in(each)


def words_of(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.casefold())


def six_words(text: str) -> set[tuple[str, ...]]:
    words = words_of(text)
    return {tuple(words[place : place + 6]) for place in range(len(words) - 5)}


LITTLE = {
    *words_of(
        "the and for with are was were been its that this which who whoever what when where how from not nor than then "
        "but only also has have had does done can may must shall will each every all any other another their they them "
        "there these those one two"
    )
}


def said_in(text: str) -> Iterator[frozenset[str]]:
    """Of each sentence the words that it is about, without their endings, in whatever order."""
    for sentence in re.split(r"(?<=[.?!;:])\s+|\n", text):
        about = (each for each in words_of(sentence) if len(each) > 2 and each not in LITTLE)
        yield frozenset(each[:6] for each in about)


def like_theirs(ours: list[str]) -> list[str]:
    """Those of which six words stand in a row in what the sets of requirements say; or of which a sentence has three
    quarters of its words in common with one of theirs."""
    paths = resource("packs").glob("*/*.toml")
    theirs = [text for path in paths for text in texts_in(tomllib.loads(path.read_text(encoding="utf-8")))]
    runs = {run for text in theirs for run in six_words(text)}
    sentences = {said for text in theirs for said in said_in(text) if len(said) > 5}
    assert len(runs) > 1000 and len(sentences) > 300

    def is_like(text: str) -> bool:
        mine = [said for said in said_in(text) if len(said) > 5]
        close = any(
            len(said & other) >= 0.75 * min(len(said), len(other)) for said in mine for other in sentences
        )
        return close or bool(six_words(text) & runs)

    return [text for text in ours if is_like(text)]


def test_nothing_is_a_sentence_of_a_standard():
    files = ("services.toml", "lists.toml", "texts.toml", "rows.toml", "facts.toml")
    ours = [text for name in files for text in texts_in(read(name))]
    assert len(ours) > 300
    assert like_theirs(ours) == []


def test_a_sentence_of_a_standard_would_be_found():
    """As it stands there, with a name in it, and turned round with other little words."""
    theirs = "The Control Manager evaluates each change against set criteria, approves or rejects it and updates the change schedule."
    named = theirs.replace("The Control Manager", "$changer")
    turned = "Against criteria that were set, changes are evaluated by the Control Manager, who approves them or rejects them and updates the schedule."
    assert like_theirs([theirs, named, turned]) == [theirs, named, turned]


def test_a_question_says_what_it_is_asked_for():
    asked = {each for text in starter_texts().values() for each in text.questions}
    assert asked == set(NAMES) - {0}
