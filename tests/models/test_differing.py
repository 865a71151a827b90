"""Two versions held against each other: nothing that differs is left out, nothing that is the same is told."""

from hypothesis import given
from hypothesis import strategies as st

from sdesk.models import AssignedRoles, BusinessGoals, DocumentProcedure, fields_of
from sdesk.models.differing import differences, paragraphs, pieces
from sdesk.models.governance import Goal
from sdesk.models.governance.roles import Competence, RoleAssignment, ServiceRole

WORDS = st.lists(st.sampled_from(["we", "copy", "daily", "\n", " ", "weekly", ".", "é"]), max_size=30).map(
    "".join
)
ROWS = st.lists(
    st.builds(Competence, detail=st.sampled_from(["a", "b", "c"])), max_size=5, unique_by=lambda row: row.id
)


@given(WORDS, WORDS)
def test_pieces_make_both_texts(before: str, after: str) -> None:
    found = pieces(before, after)
    assert "".join(each.text for each in found if each.how != "added") == before
    assert "".join(each.text for each in found if each.how != "removed") == after
    assert (before == after) == all(each.how == "same" for each in found)


@given(WORDS, WORDS)
def test_paragraphs_that_differ_are_all_there(before: str, after: str) -> None:
    told = paragraphs(before, after)
    assert (before.strip() == after.strip()) == (not told)
    assert all(one != other for one, other in told)


@given(WORDS, WORDS, WORDS)
def test_every_field_that_differs_is_told_and_no_other(one: str, other: str, third: str) -> None:
    older = DocumentProcedure(identification=one, versioning=third, backup=other)
    newer = DocumentProcedure(identification=other, versioning=third, backup=third)
    told = {each.field.name: (each.before, each.after) for each in differences(older, newer)}
    slow = {
        spec.name: (getattr(older, spec.name), getattr(newer, spec.name))
        for spec in fields_of(DocumentProcedure)
        if getattr(older, spec.name) != getattr(newer, spec.name)
    }
    assert told == slow


@given(ROWS, ROWS, st.data())
def test_rows_can_be_made_of_what_is_told(before: list, added: list, data) -> None:
    kept = data.draw(st.permutations(before)) if before else []
    kept = kept[: data.draw(st.integers(0, len(kept)))]
    changed = [row.model_copy(update={"detail": data.draw(st.sampled_from("abc"))}) for row in kept]
    after = (*changed, *added)
    found = differences(AssignedRoles(competences=tuple(before)), AssignedRoles(competences=after))
    if not found:
        assert [row.detail for row in before] == [row.detail for row in after]
        return
    [told] = found
    rows = list(before)
    for each in told.rows:
        if each.how == "removed":
            rows.remove(each.before)
        elif each.how == "changed":
            assert each.columns
            rows[rows.index(each.before)] = each.after
        else:
            rows.append(each.after)
    said = sorted(row.detail for row in rows)
    assert said == sorted(row.detail for row in after)
    assert told.rows or told.reordered


def test_a_line_that_was_written_anew_with_the_same_words_is_the_same() -> None:
    one, other = Competence(detail="Course"), Competence(detail="Course")
    assert differences(AssignedRoles(competences=(one,)), AssignedRoles(competences=(other,))) == ()


def test_lines_in_another_order_are_told_as_that() -> None:
    rows = tuple(RoleAssignment(role=role) for role in list(ServiceRole)[:3])
    [told] = differences(AssignedRoles(assignments=rows), AssignedRoles(assignments=rows[::-1]))
    assert told.reordered and told.rows == ()


def test_a_line_written_anew_with_the_same_words_is_the_one_that_changed() -> None:
    """A goal that was typed again in the next version says what differs, instead of going and coming."""
    before = BusinessGoals(goals=(Goal(statement="Sooner", target=90), Goal(statement="Cheaper", target=1)))
    after = BusinessGoals(goals=(Goal(statement="Cheaper", target=1), Goal(statement="Sooner", target=92)))
    [told] = differences(before, after)
    [changed] = told.rows
    assert (changed.how, [each.name for each in changed.columns]) == ("changed", ["target"])
    assert isinstance(changed.before, Goal) and isinstance(changed.after, Goal)
    assert (changed.before.target, changed.after.target) == (90, 92)
