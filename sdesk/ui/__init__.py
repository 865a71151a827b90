"""The window. Everything of Qt is in here and in sdesk.app."""

from sdesk.ui.constants import keep_constants_alive
from sdesk.ui.imports import import_plainly

keep_constants_alive()
import_plainly()
