"""As which laptop a copy of the workspace exchanges: the others know it, or it says by what they can."""

from collections.abc import Mapping
from uuid import UUID

from sdesk.errors import SdeskError
from sdesk.models import Operation
from sdesk.storage.bundles.laptops import JOIN, Laptops, box_of, keys_of, laptops_in, note, pledge
from sdesk.storage.bundles.sealing import sealed_for
from sdesk.storage.merging.pasts import pasts_in
from sdesk.storage.signing import Key
from sdesk.storage.workspace import Workspace
from sdesk.translation import message as _


def laptops_of(workspace: Workspace) -> Laptops:
    """Raises SdeskError where nobody else was ever invited."""
    found = workspace.kept(("laptops",), lambda: _read(workspace), of=(Operation,))
    if found is None or found.begun is None:
        raise SdeskError(
            _("Nobody else has this workspace yet, so there is nobody to exchange with."),
            _("Add a laptop first: sdesk invite FILE -o INVITATION"),
        )
    return found


def _read(workspace: Workspace) -> Laptops | None:
    with workspace.reading() as session:
        return laptops_in(session.connection())


def replicas_of_others(workspace: Workspace) -> frozenset[UUID]:
    """As which other laptops have written here; none where nobody was ever invited. What this one wrote before its copy was
    restored is its own."""
    return workspace.kept(("replicas of others",), lambda: _of_others(workspace), of=(Operation,))


def _of_others(workspace: Workspace) -> frozenset[UUID]:
    laptops = _read(workspace)
    if laptops is None or laptops.begun is None:
        return frozenset()
    signer = workspace.signer()
    first = laptops.first_of(signer[0]) if signer else None
    return frozenset(
        each for each in laptops.devices if laptops.first_of(each) != first and workspace.key_of(each) is None
    )


def as_a_laptop(workspace: Workspace) -> tuple[UUID, Key]:
    """As which replica this copy exchanges, and its key. Raises SdeskError where the others do not know it."""
    laptops = laptops_of(workspace)
    signer = workspace.signer()
    if signer is not None and signer[0] in laptops.out:
        raise SdeskError(
            _(
                "This laptop was taken out of those that exchange. Nothing was taken in, and nothing went out."
            ),
            _("To work with the others again, have it invited anew."),
        )
    if signer is None or not _is_known(workspace, laptops, signer[0]):
        _vouch_for_ourselves(workspace, laptops)
        signer = workspace.signer()
        assert signer
    return signer


def _is_known(workspace: Workspace, laptops: Laptops, own: UUID) -> bool:
    """Whether the others know this replica: it was there before they were, or was brought in."""
    assert laptops.begun
    with workspace.reading() as session:
        known = pasts_in(session.connection()).at(*laptops.begun)
    return own in laptops.vouched or known.get(own, 0) > 0


def _vouch_for_ourselves(workspace: Workspace, laptops: Laptops) -> None:
    """A copy that was restored goes on as a replica of its own: the key of the one that it was says that it is ours."""
    keys = ((each, workspace.key_of(each)) for each in laptops.public_keys if each not in laptops.out)
    ours = next(((each, key) for each, key in keys if key and key.public == laptops.public_keys[each]), None)
    if ours is None:
        raise SdeskError(
            _("This copy of the workspace is none of the laptops that exchange: it was copied by hand."),
            _(
                "Have this laptop invited, and join with the invitation; where no other laptop is left, take them out here, and all begins anew."
            ),
        )
    before, key = ours
    folder_keys = keys_of(laptops, before, key)
    with workspace.transaction(JOIN):
        replica, own = workspace.about_to_sign()
        said = pledge(laptops.workspace, replica, own.public)
        brings_in(workspace, replica, own, before.hex, key.sign(said), folder_keys, laptops.key)


def brings_in(
    workspace: Workspace,
    replica: UUID,
    key: Key,
    by: str,
    signature: str,
    keys: Mapping[str, bytes],
    current: str,
) -> None:
    """Let the operation under way say how the replica came in, with the keys of the folder for its own box."""
    box = box_of(key.secret)
    note(workspace, replica, by=by, signature=signature, box=box)
    for name, raw in sorted(keys.items(), key=lambda each: each[0] == current):
        note(workspace, replica, key=name, sealed={replica.hex: sealed_for(box, raw)})


__all__ = ["as_a_laptop", "brings_in", "laptops_of", "replicas_of_others"]
