"""What the tables of a jury hold of people, local or joint."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from eclore.kit.personal import Through, history, register


def declare(app: str, *, passage: tuple[Through, ...], origin: str = "", kept: str = "", **decision: Any) -> None:
    """Declare the tables of one app; `decision` adds the columns of its own decisions, `kept` those of its passages."""
    seats = (Through("seat_id", f"{app}_seat"),)
    dossiers = (Through("passage_id", f"{app}_passage"),)
    _declare_session(app, plain="state" if origin else "state kind")
    register(
        f"{app}_passage",
        _("Passages devant un jury"),
        free=f"title summary {origin} {kept}",
        plain="kind state lapsed clock_phase",
        through=passage,
    )
    _declare_ballots(app, seats)
    register(f"{app}_vote", _("Votes à main levée"), free="question", plain="casting", through=dossiers)
    register(f"{app}_opinion", _("Réserves et opinions dissidentes"), own="text", plain="kind", through=seats)
    register(f"{app}_preference", _("Comparaisons de dossiers deux à deux"), plain="choice", through=seats)
    register(f"{app}_recusal", _("Déports"), own="reason", through=seats)
    register(
        f"{app}_decision",
        _("Décisions"),
        keys="author_id",
        names="author_name",
        plain="verdict phase",
        hidden="salt",
        through=dossiers,
        shown="published_at IS NOT NULL",
        free=f"means conditions motivation {decision.get('free', '')}",
    )
    register(
        f"{app}_amendment",
        _("Rectifications"),
        keys="author_id",
        free="correction reason",
        plain="act",
        through=dossiers,
    )
    _declare_minutes(app)
    history(f"{app}_juryevent", _("Histoire des jurys"))


def _declare_session(app: str, *, plain: str) -> None:
    register(
        f"{app}_jury", _("Jurys"), free="title place", plain=plain, hidden="pin_salt projection_salt projection_hash"
    )
    register(f"{app}_criterion", _("Critères de jury"), free="label hint", plain="kind")
    register(
        f"{app}_seat",
        _("Places au jury"),
        keys="user_id",
        emails="email",
        names="name",
        own="quality",
        plain="role quality_group",
    )


def _declare_ballots(app: str, seats: tuple[Through, ...]) -> None:
    """What a member has marked, whichever way it came."""
    register(f"{app}_ballot", _("Bulletins et commentaires"), free="comment", hidden="salt", through=seats)
    register(f"{app}_mark", _("Notes données"), through=(Through("ballot_id", f"{app}_ballot"),))
    register(
        f"{app}_lateballot",
        _("Bulletins arrivés après la clôture"),
        keys="author_id",
        free="comment reason",
        plain="marks",
        hidden="salt",
        through=seats,
    )
    register(
        f"{app}_paperentry",
        _("Saisies de bulletins papier"),
        keys="author_id",
        free="comment",
        plain="marks",
        through=seats,
    )


def _declare_minutes(app: str) -> None:
    """Their bytes are an archive, and stay as they were; what is kept beside them follows its person."""
    register(
        f"{app}_minutes",
        _("Procès-verbaux figés"),
        keys="author_id",
        free="motive",
        plain="facts_sha256 full_sha256 redacted_sha256",
    )
    register(
        f"{app}_minutessignature",
        _("Signatures de procès-verbaux"),
        keys="signer_id",
        names="name",
        own="quality",
        plain="capacity means",
    )


register(
    "juries_entrycard",
    _("Cartes d'entrée aux jurys"),
    emails="email",
    names="name",
    plain="app opens",
    forget=True,
    hidden="secret_hash device_hash code_hash",
)
