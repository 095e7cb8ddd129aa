"""Authentication: passwords, sessions, OpenID Connect identities. Rights are in `dxkpi.domain.model.permissions`.

It uses the store, and neither cookies nor the system clock: callers pass `now`.
"""

from dxkpi.accounts.actors import actor_for
from dxkpi.accounts.first_administrator import make_first
from dxkpi.accounts.identities import IdTokenClaims, actor_of_identity, sign_in_identity
from dxkpi.accounts.passwords import first_password, hash_password
from dxkpi.accounts.sessions import actor_of, change_password, sign_in, sign_out, sign_out_everywhere

__all__ = [
    "IdTokenClaims",
    "actor_for",
    "actor_of",
    "actor_of_identity",
    "change_password",
    "first_password",
    "hash_password",
    "make_first",
    "sign_in",
    "sign_in_identity",
    "sign_out",
    "sign_out_everywhere",
]
