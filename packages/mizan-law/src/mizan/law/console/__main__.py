"""`python -m mizan.law.console`."""

from mizan.law.console import main

if __name__ == "__main__":
    raise SystemExit(main())
