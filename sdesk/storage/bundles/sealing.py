"""Keys of the exchange folder: what is encrypted with them, and how each laptop gets one that nobody else can read."""

import hashlib
import hmac
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

KEY, NONCE = 32, 12
"""Bytes of a key of ChaCha20-Poly1305, and of what has to differ for each text under it."""
_BOX, _SEALED = b"sdesk box", b"sdesk sealed key"


class NotSealed(Exception):
    """The key is another one, or somebody changed what was encrypted."""


def name_of(key: bytes) -> str:
    """By which a key is known, without telling it."""
    return hashlib.sha256(b"sdesk folder key" + key).hexdigest()[:16]


def encrypted(key: bytes, text: bytes, beside: bytes) -> bytes:
    """The nonce, and the text encrypted. `beside` is not, but is vouched for. The same text is the same every time: its nonce is made of it."""
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    nonce = hmac.digest(key, hashlib.sha256(beside).digest() + text, "sha256")[:NONCE]
    return nonce + ChaCha20Poly1305(key).encrypt(nonce, text, beside)


def decrypted(key: bytes, sealed: bytes, beside: bytes) -> bytes:
    """Raises NotSealed."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    try:
        return ChaCha20Poly1305(key).decrypt(sealed[:NONCE], sealed[NONCE:], beside)
    except (InvalidTag, ValueError) as fault:
        raise NotSealed from fault


def box_of(secret: str) -> str:
    """The public half of the box into which others put keys for the replica that signs with this secret."""
    return _box(secret).public_key().public_bytes_raw().hex()


def sealed_for(box: str, key: bytes) -> str:
    """The key, for whoever has the secret of the box alone; "" where that is no box, so that nobody can open it."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    once = X25519PrivateKey.generate()
    try:
        shared = once.exchange(X25519PublicKey.from_public_bytes(bytes.fromhex(box)))
    except ValueError:
        return ""
    public = once.public_key().public_bytes_raw()
    return (public + encrypted(_derived(shared, public), key, _SEALED)).hex()


def opened(secret: str, sealed: str) -> bytes:
    """The key that was sealed for the box of this secret. Raises NotSealed."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

    try:
        raw = bytes.fromhex(sealed)
        shared = _box(secret).exchange(X25519PublicKey.from_public_bytes(raw[:KEY]))
    except ValueError as fault:
        raise NotSealed from fault
    return decrypted(_derived(shared, raw[:KEY]), raw[KEY:], _SEALED)


def _box(secret: str) -> "X25519PrivateKey":
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    return X25519PrivateKey.from_private_bytes(_derived(bytes.fromhex(secret), _BOX))


def _derived(secret: bytes, purpose: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), KEY, None, purpose).derive(secret)


def stretched(words: str, salt: bytes) -> bytes:
    """A key of words that were read out: it takes a while, against who guesses."""
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    return Scrypt(salt, KEY, 1 << 15, 8, 1).derive(" ".join(words.casefold().split()).encode())


__all__ = [
    "KEY",
    "NotSealed",
    "box_of",
    "decrypted",
    "encrypted",
    "name_of",
    "opened",
    "sealed_for",
    "stretched",
]
