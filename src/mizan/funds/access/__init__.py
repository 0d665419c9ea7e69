"""Accounts, roles and their scope, tokens, and the logs of acts and of reads. Who may see what is decided here, in the database."""
