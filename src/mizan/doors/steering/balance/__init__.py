"""The balance per fund and branch."""
