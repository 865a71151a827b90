"""The key of a replica (Ed25519): who has no more than the file can rewrite its history, but not sign what comes out."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from sdesk.models.identity import founding_secret

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


@dataclass(frozen=True)
class Key:
    """The two halves in hexadecimal: the public one stands in the workspace, the secret one never does."""

    secret: str = field(repr=False)
    public: str

    @classmethod
    def made(cls) -> "Key":
        secret = founding_secret()
        return cls(secret.hex(), _public_half(secret))

    @classmethod
    def read(cls, text: str) -> "Key | None":
        """None where it is none, or its halves do not belong together."""
        try:
            secret, public = text.split()
            return cls(secret, public) if _public_half(bytes.fromhex(secret)) == public else None
        except ValueError:
            return None

    def written(self) -> str:
        return f"{self.secret} {self.public}\n"

    def sign(self, digest: str) -> str:
        """The signature over the hash of an operation, in hexadecimal."""
        return self._signer.sign(digest.encode()).hex()

    @cached_property
    def _signer(self) -> "Ed25519PrivateKey":
        return _private(bytes.fromhex(self.secret))


def is_signed(public: str, digest: str, signature: str) -> bool:
    """Whether who has the secret half has signed this hash. Of the ways to write a signature only one is right."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        given = bytes.fromhex(signature)
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(given, digest.encode())
    except (AttributeError, InvalidSignature, TypeError, ValueError):
        return False
    return given.hex() == signature


def _public_half(secret: bytes) -> str:
    return _private(secret).public_key().public_bytes_raw().hex()


def _private(secret: bytes) -> "Ed25519PrivateKey":
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # imported when used

    return Ed25519PrivateKey.from_private_bytes(secret)


__all__ = ["Key", "is_signed"]
