"""Addresses of the statute book."""

from __future__ import annotations

from django.urls import path

from mizan.doors.law.ask.page import ask
from mizan.doors.law.branch.page import branch
from mizan.doors.law.fact.page import fact
from mizan.doors.law.home.page import home
from mizan.doors.law.questions.page import questions
from mizan.doors.law.rule.page import rule
from mizan.doors.law.search.page import search
from mizan.doors.law.sources.page import source, sources
from mizan.doors.law.standing.page import standing
from mizan.doors.law.switches.page import switch, switches
from mizan.doors.law.value.page import value

app_name = "law"
urlpatterns = [
    path("", home, name="home"),
    path("search", search, name="search"),
    path("questions", questions, name="questions"),
    path("ask/<lawname:topic>", ask, name="ask"),
    path("branch/<folder:folder>", branch, name="branch"),
    path("rule/<lawname:name>", rule, name="rule"),
    path("value/<lawname:name>", value, name="value"),
    path("fact/<lawname:name>", fact, name="fact"),
    path("switches", switches, name="switches"),
    path("switch/<lawname:name>", switch, name="switch"),
    path("sources", sources, name="sources"),
    path("source/<lawname:source>", source, name="source"),
    path("standing", standing, name="standing"),
]
