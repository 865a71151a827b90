"""What a provider is audited against."""

from sdesk.models.audit.adopted_pack import AdoptedPack

__all__ = ["AdoptedPack"]
