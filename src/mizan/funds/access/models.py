"""What is kept about access. Constraints that Django can not express are in the migration's SQL."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.crypto import constant_time_compare, salted_hmac


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts; they are opened by ``actions.open_account`` only."""

    def get_by_natural_key(self, username: str | None) -> Account:
        """The account of this name; raises ``Account.DoesNotExist``."""
        return self.get(username=username)


class Account(AbstractBaseUser):
    """A person (or the system itself) who can act. The secret is kept elsewhere, where the web role can not read it."""

    password = None  # type: ignore[assignment]
    last_login = None
    username = models.TextField(unique=True)
    name_ar = models.TextField()
    name_fr = models.TextField()
    language = models.CharField(max_length=2, default="ar")
    stamp = models.CharField(max_length=32)
    is_active = models.BooleanField(default=True)
    opened_at = models.DateTimeField()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = AccountManager()

    class Meta:
        """Usernames are lower case; the form is checked by the database."""

        db_table = "access_account"

    def _get_session_auth_hash(self, secret: Any = None) -> str:
        """A session lives as long as the account's stamp: a new stamp signs out everywhere."""
        return salted_hmac("mizan.access.session", self.stamp, secret=secret, algorithm="sha256").hexdigest()

    def check_password(self, raw_password: str | None) -> bool:
        """Whether this is the account's password (asked of the database, which never gives the hash away)."""
        from mizan.funds.access.passwords import account_with

        if raw_password is None:
            return False
        return constant_time_compare(str(account_with(self.username, raw_password)), str(self.pk))


class Secret(models.Model):
    """How to derive the proof of a password, and the digest of that proof. No role reads this table; functions compare."""

    account = models.OneToOneField(Account, on_delete=models.PROTECT, primary_key=True, related_name="+")
    recipe = models.TextField()
    digest = models.BinaryField()

    class Meta:
        """No run-time role has any right on it."""

        db_table = "access_secret"


class Grant(models.Model):
    """A role given to an account within a scope, for a half-open span of days; revoking voids it at once."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    role = models.TextField()
    scope_kind = models.TextField()
    scope_id = models.TextField(default="")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        """A grant can only be revoked, once (trigger)."""

        db_table = "access_grant"


class Token(models.Model):
    """A machine client's key: only the SHA-256 of its secret is kept."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    label = models.TextField()
    digest = models.BinaryField(unique=True)
    scopes = ArrayField(models.TextField())
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        """Only the digest of the secret is here."""

        db_table = "access_token"


class Act(models.Model):
    """One line of the log of acts; append only."""

    at = models.DateTimeField()
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=True)
    verb = models.TextField()
    subject_kind = models.TextField()
    subject_id = models.TextField()
    detail = models.JSONField(default=dict)
    written_at = models.DateTimeField(editable=False)
    """The server's clock when the row was written: nobody says it. `at` is the instant the act says of itself."""

    class Meta:
        """Who did it, to what."""

        db_table = "access_act"
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["subject_kind", "subject_id"], name="access_act_subject")]


class Read(models.Model):
    """One line of the log of reads of personal data; append only."""

    at = models.DateTimeField()
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=True)
    purpose = models.TextField()
    subject_kind = models.TextField()
    subject_id = models.TextField()
    route = models.TextField()
    written_at = models.DateTimeField(editable=False)
    """The server's clock when the row was written: nobody says it. `at` is the instant the act says of itself."""

    class Meta:
        """Who looked, at what, why."""

        db_table = "access_read"
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["subject_kind", "subject_id"], name="access_read_subject")]


class Idempotency(models.Model):
    """What a keyed request was answered; append only, never expires."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    key = models.TextField()
    body_hash = models.CharField(max_length=64)
    status = models.SmallIntegerField()
    response = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        """One answer per account and key."""

        db_table = "access_idempotency"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["account", "key"], name="access_idempotency_once")
        ]


class LogSeal(models.Model):
    """One link of a log's chain: the digest of a row, bound to the link before."""

    pk = models.CompositePrimaryKey("log", "seq")
    log = models.TextField()
    seq = models.BigIntegerField()
    row_id = models.BigIntegerField()
    digest = models.BinaryField()
    previous = models.BinaryField()
    link = models.BinaryField()
    sealed_at = models.DateTimeField()

    class Meta:
        """Written by the sealer only."""

        db_table = "access_seal"
        constraints: ClassVar[list[models.BaseConstraint]] = [models.UniqueConstraint(fields=["log", "row_id"], name="access_seal_row")]
