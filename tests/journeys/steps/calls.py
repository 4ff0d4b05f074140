"""Step 1: a programme manager opens an edition and its call from the template."""

from datetime import timedelta

from django.utils import timezone

from eclore.kit import clock
from tests.journeys.steps.people import Land

CLOSES_AFTER = 30


def open_call(land: Land, *, quota: int = 4) -> None:
    """One page, already filled; the preview; then everybody reads it."""
    manager = land.manager
    manager.open(land.url("/appels/"))
    page = manager.follow("Ouvrir une édition")
    form = page.form("Enregistrer et voir l'aperçu")
    assert form.named("Semaines d'investigation")[0].value == "9"
    assert len(form.named("questions-0-label")[0].value) > 10
    opening = timezone.localtime(clock.now() - timedelta(hours=1))
    closing = timezone.localtime(clock.now() + timedelta(days=CLOSES_AFTER))
    page = manager.send(
        "Enregistrer et voir l'aperçu",
        {
            "Nom de l'appel": "Appel à idées",
            "Problèmes de départ": land.text("Les routes") + "\n" + land.text("Les cantines"),
            "Ouverture": f"{opening:%Y-%m-%dT%H:%M}",
            "Clôture": f"{closing:%Y-%m-%dT%H:%M}",
            "Réponse promise au plus tard le": f"{closing + timedelta(days=40):%Y-%m-%d}",
            "Début de la présélection": f"{closing + timedelta(days=1):%Y-%m-%d}",
            "Fin de la présélection": f"{closing + timedelta(days=5):%Y-%m-%d}",
            "Jury": f"{closing + timedelta(days=14):%Y-%m-%d}",
            "Début des investigations": f"{closing + timedelta(days=40):%Y-%m-%d}",
            "Comité": f"{closing + timedelta(days=110):%Y-%m-%d}",
            "Lauréats au plus": quota,
            "questions-2-label": land.text("Qui s'en servira d'abord ?"),
            "criteres-0-label": land.text("Le problème"),
            "criteres-0-weight": 2,
        },
    )
    assert land.text("Les cantines") in page.words
    edition = page.address.removesuffix("apercu/")
    land.addresses["edition"] = edition
    manager.open(f"{edition}publier/")
    page = manager.send("Publier l'appel")
    assert page.address == edition
    anybody = land.newcomer("passante")
    assert land.text("Les routes") in anybody.open(land.url("/appel/")).words
