"""Text that people read, in their language where there is a catalogue of it in `resources/translations`."""

from gettext import translation

from sdesk.paths import resource

_CATALOGUE = translation("sdesk", localedir=resource("translations"), fallback=True)
"""Found once: gettext's own functions look for it on the disk at every call as long as there is none."""

gettext = _CATALOGUE.gettext
ngettext = _CATALOGUE.ngettext

__all__ = ["gettext", "ngettext"]
