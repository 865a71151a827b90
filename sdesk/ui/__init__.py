"""The window. Everything of Qt is in here and in sdesk.app."""

from sdesk.ui.constants import keep_constants_alive

keep_constants_alive()
