"""Files kept with records."""

from sdesk.practice.approvals import attachments_of
from sdesk.storage.attachments import attach, attach_file, content_of_attachment, remove_attachment

__all__ = ["attach", "attach_file", "attachments_of", "content_of_attachment", "remove_attachment"]
