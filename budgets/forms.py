"""Forms: the shape of an account, a line, an actual and an uploaded file."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import formats
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from budgets.interchange.actuals_csv import MAX_BYTES
from budgets.interchange.amounts import EARLIEST, LATEST, bare_number, decimal_mark_of, plain_decimal
from budgets.models import Actual, BudgetLine, CostAccount
from budgets.queries.status import account_choices, accounts_in_outline
from common.forms import VersionedForm
from common.money import digits, parse_minor
from projects.models import Project
from schedules.models import Activity


class AmountField(forms.CharField):
    """An amount typed with or without thousands and decimals, cleaned to minor units.

    What a person of another country would read differently is refused, not guessed.
    """

    def __init__(self, *, currency: str, **kwargs: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off", "class": "short num"}
        super().__init__(widget=forms.TextInput(attrs=attrs), max_length=40, **kwargs)
        self.currency = currency

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        number = bare_number(text, self.currency)
        try:
            if number is None:
                raise ValueError
            return parse_minor(plain_decimal(number, self._mark(number)), self.currency)
        except ValueError as error:
            sentence = str(error) if "“" in str(error) else ""
            raise forms.ValidationError(sentence or self._expected(), code="amount") from error

    def _mark(self, number: str) -> str | None:
        """Return the reader's decimal mark, unless ``number`` would then have a group after it."""
        mark = str(formats.get_format("DECIMAL_SEPARATOR"))
        ambiguous = decimal_mark_of(number) is None and mark in number and digits(self.currency) < 3
        return None if ambiguous else mark

    def _expected(self) -> str:
        sentence = _t("Write an amount in %(currency)s with at most %(digits)d decimals, such as 1200.50.")
        return sentence % {"currency": self.currency, "digits": digits(self.currency)}

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, int):
            return value
        places = digits(self.currency)
        whole = value % 10**places == 0
        return f"{Decimal(value).scaleb(-places):.{0 if whole else places}f}"


class MonthField(forms.DateField):
    """A month picked or typed as ``2027-01``, cleaned to its first day."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "month", "class": "short"}, format="%Y-%m")
        super().__init__(widget=widget, input_formats=["%Y-%m", "%m/%Y", "%m.%Y"], **kwargs)
        self.error_messages["invalid"] = _("Write a month such as 2027-01.")

    def clean(self, value: Any) -> Any:
        month = super().clean(value)
        if month is not None and not EARLIEST <= month <= LATEST:
            raise forms.ValidationError(_("The month lies between 1984 and 2149."), code="range")
        return month

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%Y-%m}" if isinstance(value, date) else value


class ActivityField(forms.CharField):
    """An activity by its ID in the plan, cleaned to the row; suggestions come while typing."""

    def __init__(self, *, project: Project, suggestions: str, **kwargs: Any) -> None:
        attrs = {
            "class": "short",
            "autocomplete": "off",
            "list": "activity-options",
            "hx-get": suggestions,
            "hx-trigger": "focus once, input changed delay:150ms",
            "hx-target": "#activity-options",
            "hx-swap": "innerHTML",
        }
        super().__init__(widget=forms.TextInput(attrs=attrs), required=False, max_length=40, **kwargs)
        self.project = project

    def clean(self, value: Any) -> Any:
        code = super().clean(value)
        if not code:
            return None
        activity = Activity.objects.filter(project=self.project, code=code).first()
        if activity is None:
            sentence = _t("The plan has no activity with the ID “%(code)s”.") % {"code": code}
            raise forms.ValidationError(sentence, code="activity")
        return activity

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Activity):
            return value.code
        if isinstance(value, int):
            return (
                Activity.objects.filter(project=self.project, pk=value).values_list("code", flat=True).first()
            )
        return value


class BookForm(VersionedForm):
    """A form on a row of the books: its choices are those of one project."""

    def __init__(self, *args: Any, project: Project, suggestions: str = "", **kwargs: Any) -> None:
        self.project = project
        self.suggestions = suggestions
        super().__init__(*args, **kwargs)
        self._offer_accounts()

    def _offer_accounts(self) -> None:
        name = "parent" if "parent" in self.fields else "account"
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        ordered = accounts_in_outline(self.project)
        field.queryset = CostAccount.objects.filter(project=self.project)
        taken = {self.instance.pk} if isinstance(self.instance, CostAccount) else set()
        none = [("", "—" if field.required else _t("None"))]
        offered = [(account, depth) for account, depth in ordered if account.pk not in taken]
        field.choices = [*none, *account_choices(offered)]

    def _add_amount_and_activity(self) -> None:
        label = _t("Amount, %(currency)s") % {"currency": self.project.currency}
        self.fields["amount"] = AmountField(currency=self.project.currency, label=label)
        self.fields["activity"] = ActivityField(
            project=self.project, suggestions=self.suggestions, label=_("Activity ID")
        )

    def _post_clean(self) -> None:
        """Leave the row alone: the services check it."""


class CostAccountForm(BookForm):
    class Meta:
        model = CostAccount
        fields = ["code", "name", "type", "parent"]
        help_texts = {"code": _("As in the ledger; imports find the account by it. Such as 1.2.")}


class BudgetLineForm(BookForm):
    period = MonthField(label=_("Month"))

    class Meta:
        model = BudgetLine
        fields = ["account", "period", "description"]

    field_order = ["account", "amount", "period", "until", "activity", "description"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._add_amount_and_activity()
        self.fields["activity"].help_text = _("Its % complete earns this budget.")
        if self.instance.pk is None:
            self.fields["until"] = MonthField(
                label=_("Every month until"),
                required=False,
                help_text=_("The same amount on each month; empty for the one month."),
            )
        self.order_fields(self.field_order)
        self.initial.update(amount=self.instance.amount, activity=self.instance.activity)


class ActualForm(BookForm):
    date = forms.DateField(label=_("Date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    class Meta:
        model = Actual
        fields = ["account", "date", "reference", "description"]
        help_texts = {"reference": _("Number of the invoice or document.")}

    field_order = ["account", "amount", "date", "reference", "activity", "description"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._add_amount_and_activity()
        self.fields["amount"].help_text = _("Negative for a credit.")
        self.order_fields(self.field_order)
        self.initial.update(amount=self.instance.amount, activity=self.instance.activity)

    def clean_date(self) -> Any:
        day = self.cleaned_data["date"]
        if not EARLIEST <= day <= LATEST:
            raise forms.ValidationError(_("The date lies between 1984 and 2149."), code="range")
        return day


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("CSV file"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv,text/plain"}),
        help_text=_(
            "Columns date, account and amount; reference, activity and description if there are any. "
            "Up to 10,000 rows, 2 MB."
        ),
    )

    def clean_file(self) -> UploadedFile:
        upload: UploadedFile = self.cleaned_data["file"]
        if (upload.size or 0) > MAX_BYTES:
            raise forms.ValidationError(_("The file is larger than 2 MB. Split it by month."), code="size")
        return upload
