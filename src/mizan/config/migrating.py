"""Bringing the tables up to date without rendering the whole country's models again for each new one."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.migrations.state import ProjectState

__all__ = ["rendering_only_what_is_new"]


@contextmanager
def rendering_only_what_is_new() -> Iterator[None]:
    """While it lasts, a model that a migration creates or alters is rendered by itself; with its direct relations where they are altered.

    Django renders again whatever can be reached from the model by any chain of relations: here everything, since every table says who
    wrote it, so that a new database took twice as long. What migrations ask of a rendered model is its own table and the tables it
    points to; the tables made are the same (tests/house/test_migrating.py compares two catalogues).
    """
    whole = ProjectState._find_reload_model  # type: ignore[attr-defined]

    def narrow(state: ProjectState, app_label: str, model_name: str, delay: bool = False) -> set[tuple[str, str]]:
        if delay or model_name not in state.apps.all_models[app_label]:
            return {(app_label, model_name)}
        found: set[tuple[str, str]] = whole(state, app_label, model_name, True)
        return found

    ProjectState._find_reload_model = narrow  # type: ignore[attr-defined]
    try:
        yield
    finally:
        ProjectState._find_reload_model = whole  # type: ignore[attr-defined]
