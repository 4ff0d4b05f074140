"""The living style guide: every component with believable content. Routed in demonstration mode only."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from eclore.kit import charts
from eclore.kit.forms import Form, Steps

WORDS = [(1, "Pas du tout"), (2, "Peu"), (3, "Assez"), (4, "Bien"), (5, "Tout à fait")]
DIRECTIONS = [("", "Choisir"), ("autonomie", "Autonomie"), ("enfance", "Enfance et famille"), ("routes", "Routes")]
PUBLICS = [("agents", "Agents"), ("usagers", "Usagers"), ("communes", "Communes")]


class IdeaForm(Form):
    """One field of each kind."""

    title = forms.CharField(label="Un nom pour votre idée", max_length=80)
    problem = forms.CharField(
        label="Quel est le problème ?",
        help_text="Par exemple : « Chaque année, des centaines de familles attendent plus de trois semaines… »",
        max_length=900,
        widget=forms.Textarea,
    )
    direction = forms.ChoiceField(label="Votre direction", choices=DIRECTIONS)
    publics = forms.MultipleChoiceField(
        label="Qui est concerné ?", choices=PUBLICS, widget=forms.CheckboxSelectMultiple, required=False
    )
    days = forms.IntegerField(label="Jours par semaine", min_value=1, max_value=5, help_text="Un jour au moins.")
    start = forms.DateField(label="Premier jour possible", required=False)
    meeting = forms.DateTimeField(label="Entretien", required=False)
    callback = forms.ChoiceField(
        label="Faut-il vous rappeler avant la fin ?", choices=[("oui", "Oui"), ("non", "Non")], widget=forms.RadioSelect
    )
    score = forms.TypedChoiceField(
        label="Le problème est réel et important", choices=WORDS, coerce=int, widget=Steps, help_text="Poids : 2 sur 6."
    )
    file = forms.FileField(label="Une illustration", required=False, help_text="PDF ou image, 5 Mo au plus.")
    consent = forms.BooleanField(label="J’accepte que les services de l’appel lisent mon idée.")


class FilterForm(forms.Form):
    q = forms.CharField(label="Rechercher", required=False, widget=forms.SearchInput)
    phase = forms.ChoiceField(
        label="Phase", required=False, choices=[("", "Toutes"), ("investigation", "Investigation")]
    )
    late = forms.BooleanField(label="En retard seulement", required=False)


PROJECTS: list[dict[str, Any]] = [
    {
        "name": "Toute une histoire",
        "place": "Somme",
        "phase": "Investigation",
        "tone": "",
        "done": 6,
        "total": 9,
        "days": "8 sur 10",
        "next": "Comité le 12 mars",
        "late": False,
    },
    {
        "name": "Allo 62",
        "place": "Pas-de-Calais",
        "phase": "Investigation",
        "tone": "",
        "done": 11,
        "total": 9,
        "days": "6 sur 11",
        "next": "Comité en retard de 2 semaines",
        "late": True,
        "mark": "waited",
    },
    {
        "name": "Intraprenord",
        "place": "Nord",
        "phase": "Investigation",
        "tone": "",
        "done": 8,
        "total": 9,
        "days": "7 sur 8",
        "next": "Aucune séance depuis 4 semaines",
        "late": True,
        "mark": "waited",
    },
    {
        "name": "Carbolocal",
        "place": "Le Havre Seine Métropole",
        "phase": "Expérimentation n° 2",
        "tone": "good",
        "done": 14,
        "total": 26,
        "days": "13 sur 14",
        "next": "Comité le 15 septembre",
        "late": False,
    },
    {
        "name": "Prev’ Accueil",
        "place": "Val-d’Oise",
        "phase": "Reprise en interne",
        "tone": "warn",
        "done": 20,
        "total": 26,
        "days": "–",
        "next": "Point à 6 mois",
        "late": False,
    },
]

STEPS = [
    {"label": "Appel", "detail": "16 sept. – 31 oct.", "state": "done"},
    {"label": "Présélection", "detail": "4 – 15 novembre", "state": "now"},
    {"label": "Jury", "detail": "28 novembre"},
    {"label": "Investigation", "detail": "9 à 12 semaines"},
    {"label": "Comité", "detail": "avril"},
]

FACTS = [
    ("Équipe", "3 agents de 2 directions"),
    ("Engagement", "1 jour par semaine, signé le 4 novembre"),
    ("Prochaine étape", "Comité du 12 mars"),
]

FILES = [
    {"url": "#fiche", "name": "Fiche d’engagement", "detail": "PDF, 84 ko"},
    {"url": "#entretiens", "name": "Synthèse des entretiens", "detail": "PDF, 310 ko"},
]


FUNNEL = charts.Funnel(
    "Le Havre Seine Métropole, édition 2",
    (charts.Stage("Idées déposées", 15), charts.Stage("Équipes entendues", 7), charts.Stage("Lauréates", 4)),
)
WEEKS = charts.Bars(
    "Semaines d’investigation",
    "semaines",
    (charts.Span("Toute une histoire", 6, 9), charts.Span("Allo 62", 11, 9), charts.Span("Intraprenord", 8, 9)),
)
RANKING = charts.Ranking(
    "Moyenne des notes",
    (
        charts.Ranked("Toute une histoire", 4.4, 3.9, 4.9, 0.97),
        charts.Ranked("Anti-Gaspi-Cantine", 4.3, 3.7, 4.9, 0.95),
        charts.Ranked("Intraprenord", 4.1, 3.5, 4.7, 0.9),
        charts.Ranked("Allo 62", 3.9, 3.3, 4.5, 0.77, debated=True),
        charts.Ranked("Les Locavors", 3.8, 3.1, 4.5, 0.66, debated=True),
        charts.Ranked("Prev’ Accueil", 3.7, 3.1, 4.3, 0.55, debated=True),
        charts.Ranked("Sur la route !", 3.5, 2.9, 4.1, 0.26),
    ),
    places=6,
)
RANKING_NOTE = (
    "Le trait montre où la moyenne se situerait avec un autre jury de même composition. Les notes éclairent ; le jury"
    " décide."
)
SCALE = charts.Scale(2, 5, zone=(3.5, 3.9))
DELIBERATED = [
    {
        "title": "Le bon guichet du premier coup",
        "shown": "4,4",
        "interval": charts.Mark(4.4, 4.1, 4.8),
        "reason": "Problème mesuré.",
    },
    {
        "title": "Relais aidants",
        "shown": "4,0",
        "interval": charts.Mark(4.0, 3.6, 4.5),
        "reason": "Temps libéré signé.",
    },
    {
        "title": "Bibliobus à la demande",
        "shown": "3,7",
        "interval": charts.Mark(3.7, 3.2, 4.2),
        "reason": "–",
        "mark": "in-zone waited",
    },
    {
        "title": "Tournées partagées",
        "shown": "(3,8)",
        "interval": charts.Mark(3.8, 3.4, 4.2, comparable=False),
        "reason": "Autre panel : moyenne non comparable.",
        "mark": "in-zone waited",
    },
    {
        "title": "Factures sans aller-retour",
        "shown": "3,1",
        "interval": charts.Mark(3.1, 2.7, 3.5),
        "reason": "Outil existant à améliorer.",
    },
]
IDEAS = [
    {
        "title": "Le bon guichet du premier coup",
        "state": "Présélectionnée",
        "tone": "good",
        "label": "accueil",
        "done": 5,
        "days": 6,
    },
    {"title": "Tournées partagées", "state": "En lecture", "tone": "", "label": "mobilité", "done": 2, "days": 2},
    {
        "title": "L’assistante familiale jointe",
        "state": "À compléter",
        "tone": "warn",
        "label": "jeunesse",
        "done": 1,
        "days": 5,
        "late": True,
        "mark": "waited",
    },
    {
        "title": "Un intranet qui répond",
        "state": "Hors champ",
        "tone": "neutral",
        "label": "numérique",
        "done": 0,
        "days": 3,
    },
]
VIEWS = [
    {"label": "Toutes", "url": "#toutes", "count": 43},
    {"label": "Pré-jury", "url": "#prejury", "count": 25, "current": True},
    {"label": "À compléter", "url": "#completer", "count": 4},
]
MAP = charts.FranceMap(
    "Projets suivis", {"80": 4, "59": 3, "62": 3, "60": 2, "95": 2, "76": 4, "14": 1, "33": 2, "69": 2, "974": 1}
)
SERIES = charts.Series(
    "Jours libérés, sur 10 signés",
    ("septembre", "octobre", "novembre", "décembre"),
    (charts.Line("Somme", (2, 5, 7, 8)), charts.Line("Nord", (1, 2, 6, 6))),
)


WORK = {"body_class": "work", "other_density": {"label": "Voir en page de lecture", "url": "?"}}
READING = {"body_class": "", "other_density": {"label": "Voir en page de travail", "url": "?travail=1"}}


def styleguide(request: HttpRequest) -> HttpResponse:
    """Everything on one page; `?erreurs=1` shows the form with its errors, `?travail=1` all of it as on a work page."""
    form = IdeaForm({"title": "", "days": 0, "problem": "Trop long"} if "erreurs" in request.GET else None)
    return render(
        request,
        "eclore/styleguide.html",
        {
            **(WORK if "travail" in request.GET else READING),
            "form": form,
            "note": "Personne d’autre ne voit votre idée tant que vous ne l’avez pas déposée.",
            "nothing": "Décrivez ce qui complique la vie des usagers ou la vôtre. Dix minutes suffisent.",
            "views": VIEWS,
            "ideas": IDEAS,
            "scale": SCALE,
            "deliberated": DELIBERATED,
            "ranking_note": RANKING_NOTE,
            "filter_form": FilterForm(request.GET),
            "projects": PROJECTS,
            "steps": STEPS,
            "facts": FACTS,
            "files": FILES,
            "charts": [FUNNEL, WEEKS, SERIES],
            "ranking": RANKING,
            "map": MAP,
            "trail": [("Accueil", "/"), ("Projets", "#"), ("Toute une histoire", "")],
            "events": _events(),
            "page": Paginator(range(240), 20).get_page(request.GET.get("page", 3)),
            "closing": _next_closing(),
            "opening": date(_next_closing().year, 9, 16),
            "ends_at": timezone.now() + timedelta(minutes=2, seconds=41),
        },
    )


def _next_closing() -> datetime:
    return timezone.make_aware(datetime(timezone.localdate().year, 10, 31, 18, 5))


def _events() -> list[dict[str, Any]]:
    now = timezone.now()
    return [
        {"at": now - timedelta(days=2), "title": "Idée déposée", "who": "Camille Durand"},
        {"at": now - timedelta(days=1), "title": "Présélectionnée", "who": "Direction de l’innovation", "tone": "good"},
        {"at": now, "title": "Complément demandé", "text": "Combien de familles sont concernées ?", "tone": "warn"},
    ]
