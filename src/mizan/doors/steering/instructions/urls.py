"""Addresses of the register of instructions."""

from __future__ import annotations

from django.urls import path

from mizan.doors.steering.instructions.carry import evidence, measure
from mizan.doors.steering.instructions.documents import document, document_file, documents
from mizan.doors.steering.instructions.draft import amend, draft
from mizan.doors.steering.instructions.one import one
from mizan.doors.steering.instructions.page import home
from mizan.doors.steering.instructions.take import communique, take

app_name = "instructions"
urlpatterns = [
    path("", home, name="home"),
    path("take", take, name="take"),
    path("communiques/<id:communique_id>", communique, name="communique"),
    path("drafts/<id:draft_id>", draft, name="draft"),
    path("adopted", documents, name="documents"),
    path("adopted/<id:document_id>", document, name="document"),
    path("adopted/<id:document_id>/file", document_file, name="document-file"),
    path("measures/<id:measure_id>/evidence", evidence, name="evidence"),
    path("<id:instruction_id>", one, name="one"),
    path("<id:instruction_id>/amend", amend, name="amend"),
    path("<id:instruction_id>/measure", measure, name="measure"),
]
