"""Where the cells of a row stand: text gives way, a day or an answer does not."""

from hypothesis import given
from hypothesis import strategies as st

from sdesk.ui.pieces import TextField
from sdesk.ui.pieces.fields.row_columns import RowColumn, fitted, planned

LETTER = 7


@given(
    st.lists(st.tuples(st.integers(4, 24), st.integers(0, 4)), min_size=1, max_size=9),
    st.integers(240, 1400),
)
def test_what_is_always_as_long_is_never_cut(sizes: list[tuple[int, int]], width: int) -> None:
    """Unless it stands alone in a line that is too narrow for it; and no line is wider than there is room."""
    columns = [
        RowColumn(str(at), "", TextField, least=least, stretch=stretch)
        for at, (least, stretch) in enumerate(sizes)
    ]
    for wanted in (columns, fitted(columns, {each.name: ["26/09/2026 12:30"] for each in columns})):
        plan = planned(wanted, width, LETTER)
        for place in plan.places:
            assert place.left >= 0 and place.left + place.width <= max(width, place.column.least * LETTER)
            if place.column.stretch == 0:
                assert place.width >= place.column.least * LETTER - 1, plan
