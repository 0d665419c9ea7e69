"""The legal verbs of the app, one a file."""

from mizan.funds.access.actions.change_password import change_password
from mizan.funds.access.actions.grant_role import grant_role
from mizan.funds.access.actions.issue_token import issue_token
from mizan.funds.access.actions.open_account import open_account
from mizan.funds.access.actions.record_act import record_act
from mizan.funds.access.actions.record_read import record_read
from mizan.funds.access.actions.revoke_grant import revoke_grant
from mizan.funds.access.actions.revoke_token import revoke_token
from mizan.funds.access.actions.seal_logs import seal_logs
from mizan.funds.access.actions.sign_out import sign_out
from mizan.funds.access.actions.sign_out_everywhere import sign_out_everywhere

__all__ = [
    "change_password",
    "grant_role",
    "issue_token",
    "open_account",
    "record_act",
    "record_read",
    "revoke_grant",
    "revoke_token",
    "seal_logs",
    "sign_out",
    "sign_out_everywhere",
]
