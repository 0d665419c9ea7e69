"""Addresses of the officer's pages."""

from __future__ import annotations

from django.urls import path

from mizan.doors.officer.award.debt.page import debt, notice
from mizan.doors.officer.award.page import award
from mizan.doors.officer.claim.new.page import new_claim
from mizan.doors.officer.claim.page import claim
from mizan.doors.officer.decision.page import decision, letter
from mizan.doors.officer.file.career.page import career
from mizan.doors.officer.file.disputes.page import dispute, disputes, new_dispute
from mizan.doors.officer.file.household.page import household
from mizan.doors.officer.file.person.page import person
from mizan.doors.officer.file.proof.page import proof, proof_letter
from mizan.doors.officer.find.page import find
from mizan.doors.officer.proofs.archive import proof_letters
from mizan.doors.officer.proofs.page import proofs
from mizan.doors.officer.queue.page import queue

app_name = "officer"
urlpatterns = [
    path("", queue, name="home"),
    path("find", find, name="find"),
    path("proofs", proofs, name="proofs"),
    path("proofs/letters.zip", proof_letters, name="proof-letters"),
    path("persons/<id:person_id>/", person, name="person"),
    path("persons/<id:person_id>/career", career, name="career"),
    path("persons/<id:person_id>/household", household, name="household"),
    path("persons/<id:person_id>/disputes", disputes, name="disputes"),
    path("persons/<id:person_id>/disputes/new", new_dispute, name="new-dispute"),
    path("persons/<id:person_id>/disputes/<id:dispute_id>", dispute, name="dispute"),
    path("persons/<id:person_id>/proof", proof, name="proof"),
    path("persons/<id:person_id>/proof/<id:ask_id>/letter.<letterlang:language>.pdf", proof_letter, name="proof-letter"),
    path("persons/<id:person_id>/claim", new_claim, name="new-claim"),
    path("claims/<id:claim_id>", claim, name="claim"),
    path("decisions/<id:decision_id>", decision, name="decision"),
    path("decisions/<id:decision_id>/letter.<letterlang:language>.pdf", letter, name="letter"),
    path("awards/<id:award_id>", award, name="award"),
    path("awards/<id:award_id>/debts/<id:debt_id>", debt, name="debt"),
    path("awards/<id:award_id>/debts/<id:debt_id>/notice.<letterlang:language>.pdf", notice, name="notice-of-debt"),
]
