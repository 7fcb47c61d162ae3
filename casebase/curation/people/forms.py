"""What people type to come in: name and password, codes, the account they make."""

from typing import Any

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.forms import SetPasswordForm, UserCreationForm

from casebase.curation import audit
from casebase.curation.models import Curator, InterestStatement

from . import attempts
from .orcid import clean_orcid

HOW_LONG = (
    "At least 15 characters; four or five words are easy to keep. Not one of the "
    "passwords that everybody uses."
)


class LogIn(AdminAuthenticationForm):
    """The log-in, with a limit on how often it may be tried."""

    def clean(self) -> dict[str, Any]:
        """Judge name and password, unless there were too many attempts."""
        username = self.cleaned_data.get("username")
        if not username or not self.cleaned_data.get("password"):
            return super().clean()
        assert self.request is not None
        try:
            attempt = attempts.begin(attempts.PASSWORD, username, self.request)
        except attempts.TooMany as refusal:
            raise forms.ValidationError(str(refusal), code="too_many") from refusal
        try:
            cleaned = super().clean()
        except forms.ValidationError:
            # An unknown name is not kept: it may be a password in the wrong box.
            person = Curator.objects.filter(username=username).first()
            unknown = "" if person else " No account has the name."
            audit.note(None, f"A log-in failed.{unknown}", person)
            raise
        attempts.succeed(attempt)
        person = self.get_user()
        assert person is not None, "the name and password are right"
        audit.note(person, "Gave the password.")
        return cleaned


class CodeForm(forms.Form):
    """A code of the app, or a recovery code."""

    code = forms.CharField(
        max_length=40,
        widget=forms.TextInput(
            {"autocomplete": "one-time-code", "autofocus": True, "size": 12}
        ),
        error_messages={"required": "Type the code."},
    )


class JoinForm(UserCreationForm):
    """The account that an invited person makes."""

    orcid = forms.CharField(
        label="ORCID iD",
        max_length=60,  # with its address, as it is copied
        required=False,
        help_text="If you have one: 0000-0002-1825-0097.",
    )

    class Meta:
        model = Curator
        fields = ("display_name", "institution", "orcid", "username")
        labels = {"display_name": "Your name", "username": "User name"}
        help_texts = {
            "display_name": "As it stands in published versions; readers see it.",
            "institution": "Where you work; readers do not see it.",
            "username": "For logging in. Letters, digits and @ . + - _",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("display_name", "institution"):
            self.fields[name].required = True
        self.fields["username"].widget.attrs.pop("autofocus", None)
        self.fields["password1"].help_text = HOW_LONG
        self.fields["password2"].label = "The password again"
        self.fields["password2"].help_text = ""

    def clean_orcid(self) -> str:
        """Refuse what is no iD, or has a slip in it."""
        return clean_orcid(self.cleaned_data["orcid"])


class NewPassword(SetPasswordForm):
    """A new password, twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].help_text = HOW_LONG
        self.fields["new_password2"].label = "The new password again"
        self.fields["new_password2"].help_text = ""


class AddressForm(forms.Form):
    """Where the link for a new password shall go."""

    email = forms.EmailField(
        max_length=254,
        label="Your e-mail address",
        widget=forms.EmailInput({"autocomplete": "email", "size": 40}),
    )


class StatementForm(forms.ModelForm):
    """What a person declares of their interests."""

    class Meta:
        model = InterestStatement
        fields = ("statement",)
        labels = {"statement": "Your interests"}
        help_texts = {
            "statement": "Employers, consultancies, speakers' fees, grants, shares, "
            "patents and family ties that could touch the drugs and tests of these "
            "cases. “None” if there are none."
        }
        error_messages = {"statement": {"required": "Say “None” if there are none."}}
        widgets = {"statement": forms.Textarea({"rows": 6, "cols": 60})}
