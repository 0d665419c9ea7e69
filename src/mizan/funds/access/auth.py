"""Django's door to accounts: name and password at sign-in, the account of a session afterwards."""

from __future__ import annotations

from django.contrib.auth.backends import BaseBackend
from django.db import transaction
from django.http import HttpRequest

from mizan.funds.access.context import acting_as, set_account
from mizan.funds.access.models import Account
from mizan.funds.access.passwords import account_with


class Backend(BaseBackend):
    """Signs people in. Throttling of failed attempts is django-axes's, which stands before this backend."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **_: object
    ) -> Account | None:
        """The account, or ``None``. The rest of the request's transaction then works for that account."""
        if not username or not password or "\x00" in username:
            return None
        name = username.strip().lower()
        with transaction.atomic():
            account_id = account_with(name, password)
            if account_id is None:
                return None
            set_account(account_id)
            return Account.objects.filter(pk=account_id, is_active=True).first()

    def get_user(self, user_id: int) -> Account | None:
        """The active account of a session; it is read in its own name, so no other row can come back."""
        with acting_as(user_id):
            return Account.objects.filter(pk=user_id, is_active=True).first()
