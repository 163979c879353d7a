"""Who acts: a person in the browser, an API token, a share link or the system itself."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from accounts.models import ApiToken, ShareLink, User


@dataclass(frozen=True, slots=True)
class Grant:
    """One role of a person in one scope, with the rights that are given separately.

    Parameters
    ----------
    scope
        ``("site", None)``, ``("portfolio", id)`` or ``("project", id)``.
    """

    scope: tuple[str, int | None]
    role: str
    cost: bool = False
    people: bool = False
    private: bool = False


GrantLoader = Callable[[User], tuple[Grant, ...]]
_loaders: list[GrantLoader] = []


def register_grants(loader: GrantLoader) -> None:
    """Name the function that reads a person's grants (filled by ``projects``)."""
    _loaders[:] = [loader]


@dataclass(frozen=True)
class Actor:
    """Who acts, and by which way in (``web``, ``api``, ``import``, ``task``, ``share``)."""

    kind: str
    user: User | None = None
    token: ApiToken | None = None
    share: ShareLink | None = None
    via: str = "web"

    @property
    def pk(self) -> int | None:
        """Return the id of the person, or of the share link."""
        if self.share is not None:
            return self.share.pk
        return self.user.pk if self.user is not None else None

    @cached_property
    def grants(self) -> tuple[Grant, ...]:
        """Return the person's grants, read once a request; a share link has none of its own."""
        if self.user is None or not self.user.is_active or self.share is not None:
            return ()
        return tuple(grant for loader in _loaders for grant in loader(self.user))

    @property
    def read_only(self) -> bool:
        """Return whether every write is refused, whatever the roles say."""
        return self.share is not None or (self.token is not None and self.token.read_only)


SYSTEM = Actor(kind="system", via="task")
NOBODY = Actor(kind="anonymous")


def user_actor(user: User, *, via: str = "web") -> Actor:
    """Return the actor for a person."""
    return Actor(kind="user", user=user, via=via)


def token_actor(token: ApiToken) -> Actor:
    """Return the actor for an API token: its owner, by way of the API."""
    return Actor(kind="user", user=token.user, token=token, via="api")


def share_actor(share: ShareLink) -> Actor:
    """Return the actor for a share link: it reads one scope and nothing else."""
    return Actor(kind="share", share=share, via="share")
