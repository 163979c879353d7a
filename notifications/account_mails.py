"""What the account mails say; :mod:`notifications.adapter` sends them."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class AccountMail:
    """Title, paragraphs and the button's word; ``link`` names the context value that holds its address."""

    title: Any
    paragraphs: tuple[Any, ...]
    link: str = ""
    label: Any = ""
    note: Any = ""


IGNORE = _("If this was not you, do nothing: without the link nobody can do anything.")
ACT = _("If this was not you, reset your password, end all sessions and tell your administrator.")


def _notice(title: Any) -> AccountMail:
    return AccountMail(title, (_("Changed at %(timestamp)s from %(ip)s by %(user_agent)s."),), note=ACT)


MAILS = {
    "account/email/password_reset_key": AccountMail(
        _("Choose a new password"),
        (
            _("A new password was asked for %(email)s."),
            _("The button opens a page where you choose it. It works once."),
        ),
        link="password_reset_url",
        label=_("Choose a password"),
        note=IGNORE,
    ),
    "account/email/unknown_account": AccountMail(
        _("There is no account for this address"),
        (
            _("A new password was asked for %(email)s, but nobody signs in with this address."),
            _("Try the address you were invited at. Accounts are made by invitation only."),
        ),
        note=_("If this was not you, do nothing."),
    ),
    "account/email/email_confirmation": AccountMail(
        _("Confirm your address"),
        (_("%(email)s was given as the address of a Throughline account."),),
        link="activate_url",
        label=_("Confirm"),
        note=IGNORE,
    ),
    "account/email/password_changed": _notice(_("Your password was changed")),
    "account/email/password_reset": _notice(_("Your password was reset")),
    "account/email/password_set": _notice(_("Your password was set")),
    "account/email/email_changed": _notice(_("The address of your account was changed")),
    "mfa/email/totp_activated": _notice(_("A second factor was added to your account")),
    "mfa/email/totp_deactivated": _notice(_("The second factor of your account was removed")),
    "mfa/email/recovery_codes_generated": _notice(_("New recovery codes were made for your account")),
}
