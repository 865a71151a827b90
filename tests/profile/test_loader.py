"""A fault in a profile file names the file, the entry and the key."""

from pathlib import Path

import pytest

from sdesk.errors import SdeskError
from sdesk.paths import resource
from sdesk.profile import load_profile

SHIPPED = resource("profile", "iso29110-4-3.toml").read_text(encoding="utf-8")
TASK = SHIPPED[SHIPPED.index('id = "CO.2.1"') :].partition("\n\n")[0]


def written(folder: Path, text: str) -> Path:
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def fault_after(folder: Path, old: str, new: str) -> str:
    """What is said of the shipped file after one change to it."""
    assert old in SHIPPED
    with pytest.raises(SdeskError) as raised:
        load_profile(written(folder, SHIPPED.replace(old, new, 1)))
    return raised.value.message


def fault_in_task(folder: Path, old: str, new: str) -> str:
    """What is said after one change to task CO.2.1."""
    assert old in TASK
    return fault_after(folder, TASK, TASK.replace(old, new, 1))


def test_a_need_of_an_unknown_work_product(tmp_path: Path) -> None:
    message = fault_in_task(tmp_path, '"WP.02 recorded"', '"WP.99 recorded"')
    assert message == "mine.toml: task CO.2.1: needs names WP.99, which is no work product."


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('requirement = "P07"', 'requirement = "P77"', "requirement names P77, which is no requirement."),
        ('roles = ["CM"]', 'roles = ["XX"]', "roles names XX, which is no role."),
        ('roles = ["CM"]', "roles = []", "roles must be a list of texts with at least one in it."),
        ('roles = ["CM"]', 'roles = ["CM", "CM"]', 'roles has "CM" twice.'),
        ('roles = ["CM"]', 'roles = "CM"', "roles must be a list of texts with at least one in it."),
        ('cadence = "case"', 'cadence = "often"', "cadence is"),
        ('cadence = "case"', 'cadence = "setup"', "case is no key that a profile has here."),
        ('case = "WP.11"\n', "", "case is missing."),
        ('case = "WP.11"', 'case = "WP.98"', "case names WP.98, which is no work product."),
        ('"rejected"]', '"requested"]', "to has requested, where the case comes from."),
        (
            '"WP.11 approved"]',
            '"WP.11 aproved"]',
            'produces has "WP.11 aproved", but a state is one of given,',
        ),
        ('"WP.11 approved"]', '"WP.11"]', 'produces has "WP.11", but a state is one of given,'),
        (
            '"WP.11 approved"]',
            '"WP.01 given"]',
            'produces has "WP.01 given", but a task cannot leave it given.',
        ),
        ('"WP.11 approved"]', '"WP.97 approved"]', "produces names WP.97, which is no work product."),
        ('cadence = "case"', 'cadence = "case"\ncolour = "red"', "colour is no key that a profile has here."),
        ('name = "Evaluate', 'title = "Evaluate', "name is missing."),
    ],
)
def test_a_fault_in_a_task(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert fault_in_task(tmp_path, old, new).startswith(f"mine.toml: task CO.2.1: {message}")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('id = "CO.2.1"', 'id = "CO.7.1"', "mine.toml: task CO.7.1: id names CO.7, which is no activity."),
        (
            'id = "CO.2.1"',
            'id = "CO.1.1"',
            "mine.toml: task CO.1.1 is there twice, but id must be different.",
        ),
        ('id = "CO.2"', 'id = "CX.2"', "mine.toml: activity CX.2: id names CX, which is no process."),
        ('id = "CO.2.1"', "id = 21", "mine.toml: task number 16 must have a text as id."),
        ('processes = ["GO"]', 'processes = ["G"]', "mine.toml: variant governance: processes names G,"),
        (
            'reports_to = "MGT"',
            'reports_to = "CEO"',
            "mine.toml: role SM: reports_to names CEO, which is no role.",
        ),
        ("mandatory = true", 'mandatory = "yes"', "mine.toml: role SM: mandatory must be true or false."),
        (
            'kind = "schedule"',
            'kind = "list"',
            'mine.toml: work_product WP.12: kind is "list", which is none of',
        ),
        ('{ ref = "b", text', '{ ref = "a", text', "mine.toml: work_product WP.02: content a is there twice"),
        ('text = "Owner" }', 'text = "" }', "mine.toml: work_product WP.02: content f: text must be a text"),
        ("[[variant]]", "[[variants]]", "mine.toml: variants is no key"),
        ('title = "ISO', 'titel = "ISO', "mine.toml: profile: title is missing."),
        ("[profile]", "[profil]", "mine.toml: profile is missing."),
        ("[profile]", "[profile", "mine.toml is not valid TOML: "),
    ],
)
def test_a_fault_elsewhere(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert fault_after(tmp_path, old, new).startswith(message)


def test_an_activity_without_tasks(tmp_path: Path) -> None:
    idle = '[[activity]]\nid = "GO.9"\nname = "Rest"\n\n[[activity]]\nid = "GO.1"'
    message = fault_after(tmp_path, '[[activity]]\nid = "GO.1"', idle)
    assert message == "mine.toml: activity GO.9: id is the activity of no task."


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SdeskError, match=r"nowhere\.toml cannot be read"):
        load_profile(tmp_path / "nowhere.toml")


def test_a_file_that_is_not_text(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SdeskError, match=r"mine\.toml is not valid TOML"):
        load_profile(path)


def test_a_profile_need_not_have_every_section(tmp_path: Path) -> None:
    profile = load_profile(written(tmp_path, '[profile]\nid = "small"\ntitle = "Small"\n'))
    assert (profile.id, profile.guide, profile.tasks, profile.work_products) == ("small", "", (), ())
