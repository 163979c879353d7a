"""allauth's mails and rules."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up is by invitation only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
