"""What the portfolio says of a project: where it stands, what comes next, what is wrong and since when."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.http import QueryDict

from eclore.kit import clock
from programs.joint.portfolio import exports
from programs.joint.portfolio.clusters import Cluster
from programs.joint.portfolio.lines import lines
from programs.joint.portfolio.models import ProjectRow, RowState
from programs.joint.portfolio.queries import LATE_COMMITTEE, MORE_WEEKS, SILENT

TODAY = date(2026, 3, 16)


def line(attention=0, **fields):
    row = ProjectRow(name="Allo 80", **{"state": RowState.INVESTIGATION, **fields})
    row.attention = attention
    with clock.at(datetime(2026, 3, 16, 10, tzinfo=UTC)):
        (told,) = lines([row])
    return told


@pytest.mark.parametrize(
    ("attention", "fields", "said"),
    [
        (LATE_COMMITTEE, {"next_committee_on": TODAY - timedelta(days=1)}, "Comité en retard de 1 jour"),
        (LATE_COMMITTEE, {"next_committee_on": TODAY - timedelta(days=13)}, "Comité en retard de 13 jours"),
        (MORE_WEEKS, {"phase_end": TODAY - timedelta(days=14)}, "Plus longue que prévu de 2 semaines"),
        (SILENT, {"last_session_on": TODAY - timedelta(days=30)}, "Aucune séance depuis 4 semaines"),
        (SILENT, {"phase_start": TODAY - timedelta(days=35)}, "Aucune séance depuis 5 semaines"),
    ],
)
def test_what_is_wrong_is_said_with_its_time(attention, fields, said):
    told = line(attention, **fields)
    assert (told.next, told.late) == (said, True)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"next_committee_on": TODAY}, "Comité le 16\xa0mars"),
        ({"state": RowState.TO_SIGN}, "Engagements à signer"),
        ({"state": RowState.STOPPED, "closed_at": TODAY}, "Terminé le 16\xa0mars"),
        ({}, "Pas de comité prévu"),
    ],
)
def test_when_nothing_is_wrong_the_next_thing_is_said(fields, said):
    told = line(**fields)
    assert (told.next, told.late) == (said, False)


def test_a_common_problem_explains_its_two_first_endings():
    rows = [
        ProjectRow(name=name, state=RowState.STOPPED, why=why)
        for name, why in (("A", "Couvert"), ("B", ""), ("C", "X"))
    ]
    running = ProjectRow(name="D", state=RowState.INVESTIGATION, why="Rien")
    assert [row.name for row in Cluster((running, *rows)).explained] == ["A"]


def test_exports_keep_the_filters_of_the_page():
    links = exports.links(QueryDict("etat=termines&q=a b"))
    assert (links.xlsx, links.csv) == (
        "/portefeuille/portefeuille.xlsx?etat=termines&q=a+b",
        "/portefeuille/portefeuille.csv?etat=termines&q=a+b",
    )
