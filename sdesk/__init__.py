"""sdesk: service delivery for very small providers, after ISO/IEC 29110-4-3."""

__version__ = "0.1.0"
