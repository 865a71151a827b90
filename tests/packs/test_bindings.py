"""A fault in a binding names file, entry, key and what was expected; so does a name that is none of this program's."""

from pathlib import Path

import pytest

from sdesk.packs import load_packs
from sdesk.practice.readiness.check_bindings import Vocabulary, binding_faults
from tests.packs.folders import SHIPPED, added, copied, fault_after, fault_of, loaded

FILE = "29110-4-3/bindings.toml"
P17 = next(
    line for line in (SHIPPED / FILE).read_text(encoding="utf-8").splitlines() if line.startswith("P17 =")
)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            'MGT = { role = "MGT" }',
            'MGT = { role = "MGT", party = "Person" }',
            "role MGT: role must name one of our",
        ),
        (
            'MGT = { role = "MGT" }',
            "MGT = { }",
            "role MGT: role must name one of our roles, or else party a kind",
        ),
        ('MGT = { role = "MGT" }', "MGT = 1", "role MGT must be a table."),
        ('MGT = { role = "MGT" }\n', "", "role MGT must be bound to one of ours, for task GO.1.1 is theirs."),
        (
            'MGT = { role = "MGT" }',
            'BOSS = { role = "MGT" }',
            "role BOSS must be a role of the set, but is none.",
        ),
        ('GO = { tab = "governance" }\n', "", "process GO must be bound to a tab, for task GO.1.1 is of it."),
        ('GO = { tab = "governance" }', "GO = { }", "process GO: tab is missing."),
        (
            '[work_product."WP.01"]',
            '[work_product."WP.99"]',
            "work_product WP.99 must be a work product of the set,",
        ),
        (
            'record = "BusinessGoals"',
            "record = []",
            "work_product WP.01: record must be a text that is not empty.",
        ),
        ('record = "BusinessGoals"\n', "", "work_product WP.01: record is missing."),
        (
            '1 = ["goals"]',
            '2 = ["goals"]',
            "work_product WP.01: content: 2 must be a content item of the work product,",
        ),
        (
            '1 = ["goals"]',
            '1 = "goals"',
            "work_product WP.01: content: 1 must be a list of texts with at least one",
        ),
        ('1 = ["goals"]', "1 = { }", "work_product WP.01: content: 1: guarantee is missing."),
        (
            '1 = ["goals"]',
            '1 = { guarantee = "number", x = 1 }',
            "work_product WP.01: content: 1: x is not known here;",
        ),
        (
            'evidence = ["program", "person", "prepared"]',
            'evidence = ["me"]',
            "work_product WP.01: evidence must be a",
        ),
        (
            'evidence = ["program", "person", "prepared"]',
            'evidence = ["program"]',
            "work_product WP.01: evidence must say who judges each of the 3 points, but has 1.",
        ),
        (
            "may_not_apply = true",
            'may_not_apply = "no"',
            "work_product WP.21: may_not_apply must be true or false.",
        ),
        (
            "met_by = { draft",
            "met_by = { given",
            "work_product WP.11: met_by has given, but must have draft, recorded",
        ),
        (
            '{ step = "ServiceChangeRequest.approve" }',
            '{ step = "ServiceChangeRequest.approve", field = "Person.name" }',
            "work_product WP.11: met_by approved: field must be named, or else a step.",
        ),
        (
            '{ step = "ServiceChangeRequest.approve" }',
            '{ step = "approve" }',
            'work_product WP.11: met_by approved: step has "approve", but must name a kind of record and a part of it,',
        ),
        ('[task."GO.1.1"]', '[task."GO.9.9"]', "task GO.9.9 must be a task of the set, but is none."),
        (
            'performance = "review"',
            'performance = "look"',
            'task GO.2.4: performance is "look", but must be one of review.',
        ),
        (
            'interval = "1 year"',
            'interval = "yearly"',
            'task GO.2.4: interval is "yearly", but must be a number of day,',
        ),
        (
            'interval = "1 year"',
            'interval = "0 years"',
            'task GO.2.4: interval is "0 years", but must be a number of day,',
        ),
        ('interval = "1 year"', "interval = 365", "task GO.2.4: interval must be a text that is not empty."),
        ('interval = "1 year"\n', "", "task GO.2.4 must have an interval, for it recurs."),
        (
            'steps = ["ServiceScope.approve"]',
            'steps = ["ServiceScope.approve"]\ninterval = "1 year"',
            "task GO.1.1: interval is for a recurring task, but the cadence of this one is setup.",
        ),
        (
            'steps = ["ServiceScope.approve"]',
            'steps = ["ServiceScope.approve"]\npaper = "ServiceDesign"',
            "task GO.1.1: paper is for a case task, but the cadence of this one is setup.",
        ),
        (
            'steps = ["ServiceScope.approve"]',
            'steps = ["approve"]',
            'task GO.1.1: steps has "approve", but must name',
        ),
        (
            'steps = ["ServiceIncident.close"]\n',
            "",
            "task IN.2.5: steps must have one of ServiceIncident, the case that passes through it.",
        ),
        (
            'page = { view = "trends" }',
            'page = { vew = "trends" }',
            "task IN.1.3: page: vew is not known here; known are",
        ),
        (
            P17,
            "P17 = { }",
            "requirement P17: rule must be named, or else records",
        ),
        ("P17 = {", "P18 = {", "requirement P18 must be a requirement of the set, but is none."),
        (
            P17,
            'P17 = { records = ["Person"], parameters = { days = 1 } }',
            "requirement P17: rule is missing, but there are parameters for it.",
        ),
        (
            P17,
            'P17 = { rule = "causes are found", parameters = { days = [1] } }',
            "requirement P17: parameters: days must be a text, a number, true or false.",
        ),
        ("[requirement]", "[requirements]", "requirements is not known here; known are mandatory, process,"),
    ],
)
def test_a_fault_of_form(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert fault_after(tmp_path, "bindings.toml", old, new).startswith(f"{FILE}: {message}")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            'MGT = { role = "MGT" }',
            'MGT = { role = "CEO" }',
            "role MGT: role names CEO, but must name one of MGT, SM,",
        ),
        (
            'party = "Customer"',
            'party = "Client"',
            "role CUS: party names Client, but must name one of BusinessGoals,",
        ),
        (
            'tab = "governance"',
            'tab = "home"',
            "process GO: tab names home, but must name one of governance, control,",
        ),
        (
            'record = "BusinessGoals"',
            'record = "Goals"',
            "work_product WP.01: record names Goals, but must name one of",
        ),
        (
            'also = ["ScheduleEntry"]',
            'also = ["Entry"]',
            "work_product WP.12: also names Entry, but must name one of",
        ),
        (
            'record = "ConfigurationItem"',
            'record = "BusinessGoals"',
            "work_product WP.02: record is BusinessGoals, but must be kept as records.",
        ),
        (
            'record = "BusinessGoals"',
            'record = "ActionItem"',
            "work_product WP.01: record is ActionItem, but must be kept as document.",
        ),
        (
            'record = "ImprovementReport"',
            'record = "ActionItem"',
            "work_product WP.07: record is ActionItem, but must be kept as report.",
        ),
        (
            '1 = ["goals"]',
            '1 = ["gaols"]',
            "work_product WP.01: content: 1 names gaols, but must name a field of Business",
        ),
        (
            '"services.hours"',
            '"services.hour"',
            "work_product WP.10: content: b names services.hour, but must name a",
        ),
        (
            'b = { guarantee = "number" }',
            'b = { guarantee = "luck" }',
            "work_product WP.02: content: b names luck, but",
        ),
        (
            '"ChangeProcedure.create_request"',
            '"ChangeProcedure.ask"',
            "work_product WP.11: met_by draft names Change",
        ),
        (
            'approved = { step = "ServiceChangeRequest.approve" }',
            'approved = { step = "ServiceChangeRequest.agree" }',
            "work_product WP.11: met_by approved names ServiceChangeRequest.agree, but must name a step of",
        ),
        (
            '["ServiceScope.approve"]',
            '["ServiceScope.sign"]',
            "task GO.1.1: steps names ServiceScope.sign, but must name",
        ),
        (
            '["ServiceScope.approve"]',
            '["Scope.approve"]',
            "task GO.1.1: steps names Scope, but must name one of Business",
        ),
        (
            '["ServiceScope.approve"]',
            '["ServiceChangeRequest.clear"]',
            "task GO.1.1: steps has ServiceChangeRequest.clear, but must have a step of MGT, SM.",
        ),
        (
            'paper = "ServiceDesign"',
            'paper = "ServiceBuild"',
            "task CO.2.3: paper is ServiceBuild, but the steps must",
        ),
        (
            'paper = "ServiceDesign"',
            'paper = "Person"',
            "task CO.2.3: paper is Person, but must be a kind of record that",
        ),
        (
            'paper = "ServiceDesign"',
            'paper = "Design"',
            "task CO.2.3: paper names Design, but must name one of",
        ),
        (
            'due_while = "training is overdue"',
            'due_while = "it rains"',
            "task IN.1.1: due_while names it rains, but must",
        ),
        (
            'sections = ["Review"]',
            'sections = ["Revue"]',
            "task CO.3.5: page: sections names Revue, but must name one of",
        ),
        (
            '"CustomerAgreement.name"',
            '"CustomerAgreement.nam"',
            "task CO.1.1: page: fields names CustomerAgreement.nam,",
        ),
        (
            'page = { view = "trends" }',
            'page = { view = "stars" }',
            "task IN.1.3: page: view names stars, but must name",
        ),
        (
            'page = { view = "trends" }',
            'page = { sections = ["Review"] }',
            "task IN.1.3: page: sections are for a case",
        ),
        (
            'panel = "deployment"',
            'panel = "moon"',
            "task CO.3.2: page: panel names moon, but must name one of deployment.",
        ),
        (
            'P17 = { rule = "causes are found"',
            'P17 = { rule = "luck"',
            "requirement P17: rule names luck, but must name",
        ),
        (
            'P16 = { rule = "steps are told" }',
            'P16 = { rule = "steps are told", parameters = { days = 30 } }',
            "requirement P16: parameters: days must be one of none, but is not.",
        ),
        (
            P17,
            'P17 = { records = ["Luck"] }',
            "requirement P17: records names Luck, but must name one of BusinessGoals,",
        ),
    ],
)
def test_a_name_that_is_none_of_ours(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert fault_after(tmp_path, "bindings.toml", old, new).startswith(f"{FILE}: {message}")


def test_a_task_that_makes_what_its_record_cannot_become(tmp_path: Path) -> None:
    changes = [("requirements.toml", 'produces = ["WP.02 recorded"]', 'produces = ["WP.02 approved"]')]
    assert fault_of(copied(tmp_path, changes)) == (
        f"{FILE}: work_product WP.02: record is kept as ConfigurationItem, "
        "but that cannot be approved, as task CO.1.4 makes it."
    )


def test_a_set_with_tasks_has_to_be_bound(tmp_path: Path) -> None:
    copied(tmp_path)
    (tmp_path / "29110-4-3" / "bindings.toml").unlink()
    assert fault_of(tmp_path) == f"{FILE}: process GO must be bound to a tab, for task GO.1.1 is of it."


def test_a_work_product_that_a_task_names_has_to_be_bound(tmp_path: Path) -> None:
    copied(tmp_path)
    file = tmp_path / FILE
    text = file.read_text(encoding="utf-8")
    start, end = text.index('[work_product."WP.15"]'), text.index('[work_product."WP.16"]')
    file.write_text(text[:start] + text[end:], encoding="utf-8")
    assert (
        fault_of(tmp_path)
        == f"{FILE}: work_product WP.15 must be bound to a record, for task GO.1.1 names it."
    )


RULES = Vocabulary(rules={**Vocabulary().rules, "causes found": {"days": int, "share": float, "said": bool}})


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ("days = 30, share = 0.5, said = true", ""),
        ("days = 30, share = 1, said = false", ""),
        ("days = 30.5, share = 1, said = true", "days is 30.5, but must be a whole number."),
        ("days = true, share = 1, said = true", "days is True, but must be a whole number."),
        ("days = 30, share = nan, said = true", "share must be a text, a number, true or false."),
        ("days = 30, share = inf, said = true", "share must be a text, a number, true or false."),
        ("days = 30, share = true, said = true", "share is True, but must be a number."),
        ('days = "30", share = 1, said = true', "days is '30', but must be a whole number."),
        ("days = 30, share = 1, said = 1", "said is 1, but must be true or false."),
        ("days = 30, share = 1", "said is missing, but must be true or false."),
        ("days = 30, share = 1, said = true, x = 1", "x must be one of days, share, said, but is not."),
    ],
)
def test_parameters_of_a_rule(tmp_path: Path, parameters: str, message: str) -> None:
    rule = f'P17 = {{ rule = "causes found", parameters = {{ {parameters} }} }}'
    copied(tmp_path, [("bindings.toml", P17, rule)])
    if message:
        assert fault_of(tmp_path, RULES) == f"{FILE}: requirement P17: parameters: {message}"
    else:
        bound = loaded(tmp_path, RULES)[0].bindings.requirement("P17")
        assert (bound.rule, bound.parameters["days"]) == ("causes found", 30)


@pytest.mark.parametrize(
    ("field", "state", "message"),
    [
        ("ServiceIncident.impact", "classified", ""),
        (
            "ServiceIncident.nothing",
            "classified",
            "field names ServiceIncident.nothing, but must name a field of Ser",
        ),
        ("Incident.impact", "classified", "field names Incident, but must name one of BusinessGoals,"),
        (
            "ServiceIncident.impact",
            "sorted",
            "state names sorted, but must name one of draft, recorded, classified,",
        ),
        (
            "ServiceChangeRequest.decision",
            "closed",
            "field is computed, but must be one that people fill in.",
        ),
    ],
)
def test_a_set_can_ask_for_more(tmp_path: Path, field: str, state: str, message: str) -> None:
    added(tmp_path, {"bindings.toml": f'[[mandatory]]\nfield = "{field}"\nstate = "{state}"\n'})
    if message:
        assert fault_of(tmp_path).startswith(f"{FILE}: mandatory {field}: {message}")
    else:
        *_ours, more = loaded(tmp_path)[0].bindings.mandatory
        assert (more.field, more.state) == (field, state)


def test_every_fault_is_found_not_only_the_first(tmp_path: Path) -> None:
    changes = [
        ("bindings.toml", 'MGT = { role = "MGT" }', 'MGT = { role = "CEO" }'),
        ("bindings.toml", 'panel = "deployment"', 'panel = "moon"'),
        ("bindings.toml", '1 = ["goals"]', '1 = ["gaols"]'),
    ]
    (pack,) = load_packs(copied(tmp_path, changes))
    said = " ".join(str(error.message) for error in binding_faults(pack, Vocabulary()))
    assert all(name in said for name in ("CEO", "moon", "gaols"))
