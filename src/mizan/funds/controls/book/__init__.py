"""The controls, as data: what each looks for in both languages, its ground, and its query beside it."""
