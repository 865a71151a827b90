"""A fault in what a set asks names file, entry, key and what was expected."""

from pathlib import Path

import pytest

from tests.packs.folders import copied, fault_after, fault_of, written

SMALL = """
[set]
id = "mine"
standard = "Ours"
edition = "1"
language = "en"
status = "draft"
"""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            'requirement = "P07"',
            'requirement = "P77"',
            "requirement names P77, but must name a requirement of",
        ),
        ('roles = ["CM"]', 'roles = ["XX"]', "roles names XX, but must name a role of the set."),
        ('roles = ["CM"]', "roles = []", "roles must be a list of texts with at least one in it."),
        ('roles = ["CM"]', 'roles = ["CM", 3]', "roles must be a text that is not empty."),
        ('roles = ["CM"]', 'roles = ["CM", "CM"]', 'roles has "CM" twice, but each only once is allowed.'),
        ('roles = ["CM"]', 'roles = "CM"', "roles must be a list of texts with at least one in it."),
        (
            'cadence = "case"',
            'cadence = "often"',
            'cadence is "often", but must be one of setup, recurring, case.',
        ),
        (
            'cadence = "case"',
            'cadence = "setup"',
            "case is not known here; known are activity, cadence, id, needs",
        ),
        ('case = "WP.11"\n', "", "case is missing."),
        ('case = "WP.11"', 'case = "WP.98"', "case names WP.98, but must name a work product of the set."),
        (
            '"WP.11 approved"]',
            '"WP.11 aproved"]',
            'produces has "WP.11 aproved", but must name a work product and',
        ),
        (
            '"WP.11 approved"]',
            '"WP.11"]',
            'produces has "WP.11", but must name a work product and one of given,',
        ),
        (
            '"WP.11 approved"]',
            '"WP.01 given"]',
            'produces has "WP.01 given", but a task leaves it draft, recorded',
        ),
        (
            '"WP.11 approved"]',
            '"WP.97 approved"]',
            "produces names WP.97, but must name a work product of the set.",
        ),
        (
            '"WP.02 recorded"',
            '"WP.99 recorded"',
            "needs names WP.99, but must name a work product of the set.",
        ),
        (
            'cadence = "case"',
            'cadence = "case"\ncolour = "red"',
            "colour is not known here; known are activity,",
        ),
        (
            'cadence = "case"',
            'cadence = "case"\nname = "Evaluate"',
            "name is not known here; known are activity,",
        ),
        (
            'activity = "CO.2"',
            'activity = "CO.7"',
            "activity names CO.7, but must name a activity of the set.",
        ),
        ('activity = "CO.2"', "activity = 2", "activity must be a text that is not empty."),
        ('activity = "CO.2"', 'activity = "  "', "activity must be a text that is not empty."),
    ],
)
def test_a_fault_in_a_task(tmp_path: Path, old: str, new: str, message: str) -> None:
    copied(tmp_path)
    file = tmp_path / "29110-4-3" / "requirements.toml"
    text = file.read_text(encoding="utf-8")
    task = text[text.index('id = "CO.2.1"') :].partition("\n\n")[0]
    assert old in task
    file.write_text(text.replace(task, task.replace(old, new, 1)), encoding="utf-8")
    assert fault_of(tmp_path).startswith(f"29110-4-3/requirements.toml: task CO.2.1: {message}")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('id = "CO.2.1"', 'id = "CO.1.1"', ": task CO.1.1 is there twice, but each must have its own id."),
        (
            'id = "CO.2.1"',
            'id = "WP.11"',
            ": work product WP.11 is there as task too, but each must have its own id.",
        ),
        ('id = "CO.2.1"', 'id = "CO/2"', ": task CO/2 must have no / in its id."),
        ('id = "CO.2.1"', "id = 21", ": task number 16 must have a text as id."),
        ('id = "CO.2.1"', 'id = " "', ": task number 16 must have a text as id."),
        (
            'id = "CO.2"\n',
            'id = "CX.2"\n',
            ": task CO.2.1: activity names CO.2, but must name a activity of the set.",
        ),
        (
            'processes = ["GO"]',
            'processes = ["G"]',
            ": variant governance: processes names G, but must name a process",
        ),
        (
            'reports_to = "MGT"',
            'reports_to = "CEO"',
            ": role SM: reports_to names CEO, but must name a role of the set.",
        ),
        (
            'reports_to = "MGT"',
            'reports_to = "PT"',
            ": role SM: reports_to leads back to SM, but must lead to an end.",
        ),
        ("mandatory = true", 'mandatory = "yes"', ": role SM: mandatory must be true or false."),
        ("external = true", "external = 1", ": role CUS: external must be true or false."),
        (
            'kind = "schedule"',
            'kind = "list"',
            ': work_product WP.12: kind is "list", but must be one of document,',
        ),
        (
            '{ ref = "b", text',
            '{ ref = "a", text',
            ": work_product WP.02: content a is there twice, but each must",
        ),
        (
            'text = "Owner" }',
            'text = "" }',
            ": work_product WP.02: content f: text must be a text that is not empty.",
        ),
        (
            'text = "Owner" }',
            'text = "Owner", x = 1 }',
            ": work_product WP.02: content f: x is not known here; known are",
        ),
        ("[[variant]]", "[[variants]]", ": variants is not known here; known are activity, clause, process,"),
        ("[set]", "clause = 3\n[set]", ": clause must be a list of tables."),
        ('standard = "ISO', 'standart = "ISO', ": set: standard is missing."),
        (
            'status = "published"',
            'status = "good"',
            ': set: status is "good", but must be one of draft, published,',
        ),
        ("[set]", "[sett]", ": set: id is missing."),
        ("tasks = 40", "tasks = 41", ": set: counts: tasks says 41, but there are 40."),
        ("tasks = 40", 'tasks = "40"', ": set: counts: tasks must be a whole number, 0 or more."),
        ("tasks = 40", "tasks = true", ": set: counts: tasks must be a whole number, 0 or more."),
        ("tasks = 40", "jobs = 40", ": set: counts: jobs is not known here; known are "),
        (
            "content_items = 112",
            "content_items = 111",
            ": set: counts: content_items says 111, but there are 112.",
        ),
        (
            "evidence_points = 71",
            "evidence_points = 7",
            ": set: counts: evidence_points says 7, but there are 71.",
        ),
        (
            '"20000-1-2011/4.2"',
            '"4.2"',
            ": requirement P01: related names 4.2, but",
        ),
        (
            'id = "29110-4-3"',
            'id = "29110-4-4"',
            ": set: id is 29110-4-4, but must be 29110-4-3, its folder.",
        ),
        ('id = "29110-4-3"', 'id = "29110/3"', ": set: id must have no / in it."),
        ("[set]", "[set", " is not valid TOML: "),
        ("[set]\n", '[set]\nid = "twice"\n', " is not valid TOML: "),
    ],
)
def test_a_fault_in_the_set(tmp_path: Path, old: str, new: str, message: str) -> None:
    said = fault_after(tmp_path, "requirements.toml", old, new)
    assert said.startswith(f"29110-4-3/requirements.toml{message}")


def test_a_task_that_is_never_reached(tmp_path: Path) -> None:
    said = fault_after(
        tmp_path, "requirements.toml", 'produces = ["WP.15 approved"]', 'produces = ["WP.15 draft"]'
    )
    assert said == (
        "29110-4-3/requirements.toml: task GO.1.2: needs WP.15 approved, which no task that can be reached makes."
    )


def test_a_clause_within_itself(tmp_path: Path) -> None:
    said = fault_after(
        tmp_path, "requirements.toml", 'id = "4"\n', 'id = "4"\nparent = "4.1.1"\n', "20000-1-2011"
    )
    assert (
        said == "20000-1-2011/requirements.toml: clause 4: parent leads back to 4, but must lead to an end."
    )


def test_a_requirement_of_no_clause(tmp_path: Path) -> None:
    said = fault_after(tmp_path, "requirements.toml", 'clause = "4.1.1"', 'clause = "99"', "20000-1-2011")
    assert said.endswith("requirement 4.1.1 a: clause names 99, but must name a clause of the set.")


def test_a_relation_to_what_another_set_does_not_have(tmp_path: Path) -> None:
    copied(tmp_path, pack="20000-1-2011")
    copied(tmp_path, [("requirements.toml", '"20000-1-2011/4.2"', '"20000-1-2011/4.2 z"')])
    assert fault_of(tmp_path) == (
        "29110-4-3/requirements.toml: requirement P01: related names 20000-1-2011/4.2 z, "
        "but must name an element as 20000-1-2011/its id."
    )


def test_an_activity_without_a_task_and_a_work_product_without_content(tmp_path: Path) -> None:
    process = '\n[[process]]\nid = "A"\npurpose = "To act."\n'
    activity = '\n[[activity]]\nid = "A.1"\nprocess = "A"\n'
    product = '\n[[work_product]]\nid = "W"\nprocess = "A"\nkind = "document"\n'
    place = "mine/requirements.toml"
    assert fault_of(written(tmp_path, "mine", requirements=SMALL + process + activity)) == (
        f"{place}: activity A.1: id must be the activity of a task, but is of none."
    )
    assert fault_of(written(tmp_path, "mine", requirements=SMALL + process + product)) == (
        f"{place}: work_product W: content must have an item, but has none."
    )


def test_a_file_that_is_missing_or_none_of_a_pack(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert fault_of(tmp_path) == "empty/requirements.toml cannot be read: No such file or directory."
    (tmp_path / "empty").rmdir()
    copied(tmp_path)
    (tmp_path / "29110-4-3" / "binding.toml").write_text("", encoding="utf-8")
    assert fault_of(tmp_path) == (
        "29110-4-3: binding.toml is no file of a pack, "
        "but must be requirements.toml, bindings.toml or words-en.toml."
    )
    assert "cannot be read" in fault_of(tmp_path / "nowhere")


@pytest.mark.parametrize("damage", [b"\xff\xfe", b"\x00", b"a = " + b"[" * 5000])
def test_a_file_that_is_not_text(tmp_path: Path, damage: bytes) -> None:
    copied(tmp_path)
    (tmp_path / "29110-4-3" / "bindings.toml").write_bytes(damage)
    assert fault_of(tmp_path).startswith("29110-4-3/bindings.toml is not valid TOML: ")
