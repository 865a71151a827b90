"""From the states that records declare to the marks that the theme paints."""

from sdesk.models import Level, Record
from sdesk.models import Shape as Declared
from sdesk.practice.lifecycle.claimed import is_claimed
from sdesk.practice.workspaces import Workspace
from sdesk.translation import gettext as _
from sdesk.ui.theme.marks import Shape, StateMark

_BY_GLYPH = {shape.glyph: shape for shape in Shape}


def shape_of(declared: Declared) -> Shape:
    """The painted shape of a declared one."""
    return _BY_GLYPH[declared.value]


def mark_of(model: type[Record], state: str) -> StateMark:
    """How a state of a record of this model is shown. Raises StopIteration for a state it does not know."""
    known = model.state_called(state)
    return StateMark(shape_of(known.shape), _(known.label))


def mark_here(workspace: Workspace, record: Record) -> StateMark:
    """The same of a record as it stands: of an approval that only an import tells of, that it is claimed."""
    says_approved = record.state_called(record.state).level is Level.APPROVED
    if says_approved and is_claimed(workspace, record):
        return StateMark(Shape.NEEDS_REVIEW, _("Claimed"))
    return mark_of(type(record), record.state)
