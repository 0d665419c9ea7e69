"""The fund accountant's and controller's pages: each dinar in, where it goes, and whether the books agree."""
