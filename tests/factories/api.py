"""Call the API as a script would: with a token."""

from rest_framework.test import APIClient

from accounts.models import ApiToken, User, hash_secret, new_secret


def make_api_client(user: User, *, read_only: bool = False) -> APIClient:
    """Return a client that sends a new token of ``user``."""
    secret = new_secret()
    ApiToken.objects.create(user=user, name="script", read_only=read_only, secret_hash=hash_secret(secret))
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
    return client
