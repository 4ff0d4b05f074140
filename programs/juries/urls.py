"""Addresses of a jury, the same under both hosts; what a side alone has is added in its own urls."""

from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import URLPattern, path

from programs.juries.contract import AnySide
from programs.juries.views import (
    conflicts,
    deciding,
    entering,
    entry_cards,
    late,
    leading,
    marking,
    minutes,
    ordering,
    paper_entries,
    papers,
    presiding,
    projected,
    projection,
    reminders,
    sessions,
    transcripts,
    unplugged,
    voting,
)

JURY = "jurys/<uuid:pk>/"
PASSAGE = f"{JURY}passages/<uuid:passage>/"
SEAT = f"{JURY}membres/<uuid:seat>/"
SHEET = f"{PASSAGE}papier/<uuid:seat>/"
RECUSAL = f"{JURY}deports/<uuid:recusal>/"
SCREEN = f"{JURY}ecran/"
MINUTES = f"{JURY}pv/"
CARDS = f"{JURY}cartes/"
TRANSCRIPTS = f"{JURY}notes-des-membres/"
CARD = "carte/<str:secret>/"

VIEWS: dict[str, tuple[str, Callable[..., HttpResponseBase]]] = {
    "list": ("jurys/", sessions.jury_list),
    "jury": (JURY, sessions.jury),
    "room": (f"{JURY}salle/", sessions.room),
    "screen": (SCREEN, projected.screen),
    "projection": (f"{SCREEN}code/", projection.index),
    "projection-open": (f"{SCREEN}ouvrir/", projection.open_projection),
    "projection-renew": (f"{SCREEN}remplacer/", projection.renew),
    "projection-close": (f"{SCREEN}fermer/", projection.close),
    "projection-show": (f"{SCREEN}montrer/", projection.show),
    "projection-hide": (f"{SCREEN}masquer/", projection.hide),
    "projected": ("ecran/", projected.projected),
    "projected-live": ("ecran/etat/", projected.projected_state),
    "projected-leave": ("ecran/quitter/", projected.leave),
    "live": (f"{JURY}etat/", sessions.live_state),
    "change": (f"{JURY}corriger/", ordering.change),
    "order": (f"{JURY}ordre/", ordering.order),
    "sort": (f"{JURY}ordre/alphabetique/", ordering.sort),
    "arrange": (f"{JURY}ordre/ranger/", ordering.arrange),
    "move": (f"{PASSAGE}deplacer/", ordering.move),
    "agenda": (f"{JURY}ordre-du-jour/", papers.agenda),
    "agenda-send": (f"{JURY}ordre-du-jour/envoyer/", papers.send),
    "agenda-pdf": (f"{JURY}ordre-du-jour.pdf", papers.order_pdf),
    "agenda-calendar": (f"{JURY}ordre-du-jour.ics", papers.calendar),
    "booklet": (f"{JURY}livret.pdf", papers.dossiers),
    "table-cards": (f"{JURY}chevalets.pdf", papers.table_cards),
    "paper-ballots": (f"{JURY}bulletins.pdf", papers.paper_ballots),
    "paper": (f"{JURY}papier/", paper_entries.index),
    "paper-sheet": (SHEET, paper_entries.sheet),
    "paper-confirm": (f"{SHEET}confirmer/", paper_entries.confirm),
    "open": (f"{JURY}ouvrir/", sessions.open_session),
    "unopen": (f"{JURY}ouvrir/annuler/", sessions.unopen_session),
    "cancel": (f"{JURY}annuler/", sessions.cancel),
    "deliberate": (f"{JURY}deliberer/", sessions.close_marks),
    "resume": (f"{JURY}reprendre/", sessions.reopen_marks),
    "reveal": (f"{JURY}devoiler/", sessions.show_ranking),
    "publish": (f"{JURY}publier/", sessions.publish),
    "ranking": (f"{JURY}classement/", deciding.ranking),
    "advisory": (f"{JURY}classement/avis/", deciding.advisory),
    "workbook": (f"{JURY}resultats.xlsx", deciding.workbook),
    "minutes": (MINUTES, minutes.minutes),
    "minutes-freeze": (f"{MINUTES}figer/", minutes.freeze),
    "minutes-sign": (f"{MINUTES}signer/", minutes.sign),
    "minutes-code": (f"{MINUTES}signer/code/", minutes.send_code),
    "minutes-pdf": (f"{JURY}pv.pdf", minutes.pdf),
    "amend": (f"{JURY}rectifier/", minutes.amend),
    "verify": ("verifier/", minutes.verify),
    "seats": (f"{JURY}membres/", leading.seats),
    "seat-remove": (f"{SEAT}retirer/", leading.remove_seat),
    "seat-preside": (f"{SEAT}presider/", leading.hand_over),
    "seat-quality": (f"{SEAT}qualite/", leading.quality),
    "presence": (f"{SEAT}presence/", leading.presence),
    "hours": (f"{SEAT}heures/", leading.hours),
    "conflicts": (f"{JURY}conflits/", conflicts.conflicts),
    "reminders": (f"{JURY}relances/", reminders.index),
    "remind-all": (f"{JURY}relances/tous/", reminders.remind_all),
    "remind": (f"{SEAT}relancer/", reminders.remind),
    "propose": (f"{JURY}deports/", leading.propose),
    "recusal-undo": (f"{RECUSAL}annuler/", conflicts.undo),
    "recusal-confirm": (f"{RECUSAL}confirmer/", marking.confirm),
    "recusal-decline": (f"{RECUSAL}decliner/", marking.decline),
    "passage": (PASSAGE, marking.ballot),
    "dossier": (f"{PASSAGE}dossier/", marking.dossier),
    "file": (f"{PASSAGE}fichiers/<uuid:file>/", marking.download),
    "recuse": (f"{PASSAGE}deport/", marking.recuse),
    "start": (f"{PASSAGE}commencer/", leading.start),
    "finish": (f"{PASSAGE}terminer/", leading.finish),
    "clock": (f"{PASSAGE}chronometre/", leading.clock),
    "decisions": (f"{JURY}decisions/", deciding.decisions),
    "decide": (f"{PASSAGE}decision/", deciding.decide),
    "undecide": (f"{PASSAGE}decision/reprendre/", deciding.undecide),
    "presidency": (f"{JURY}presidence/", presiding.presidency),
    "presidency-back": (f"{PASSAGE}presidence/rendre/", presiding.give_back),
    "votes": (f"{PASSAGE}votes/", voting.hands),
    "vote": (f"{PASSAGE}votes/<uuid:vote>/", voting.correct),
    "vote-withdraw": (f"{PASSAGE}votes/<uuid:vote>/retirer/", voting.withdraw),
    "opinions": (f"{JURY}reserves/", voting.opinions),
    "opinion": (f"{PASSAGE}reserve/", voting.opinion),
    "opinion-withdraw": (f"{PASSAGE}reserve/retirer/", voting.withdraw_opinion),
    "late": (f"{JURY}bulletins-tardifs/", late.late_ballots),
    "late-answer": (f"{JURY}bulletins-tardifs/<uuid:late>/", late.answer),
    "transcript": (f"{JURY}mes-notes/", transcripts.own),
    "transcripts": (TRANSCRIPTS, transcripts.index),
    "transcripts-send": (f"{TRANSCRIPTS}envoyer/", transcripts.send_all),
    "transcript-send": (f"{SEAT}notes/envoyer/", transcripts.send),
    "transcript-withdraw": (f"{SEAT}notes/retirer/", transcripts.withdraw),
    "transcript-by-link": ("mes-notes/<str:secret>/", transcripts.by_link),
    "worker": (f"{JURY}hors-ligne.js", unplugged.worker),
    "kept-pages": (f"{JURY}hors-ligne/", unplugged.kept_pages),
    "manifest": (f"{JURY}application.webmanifest", unplugged.manifest),
    "sheet": (f"{PASSAGE}feuille/", unplugged.sheet),
    "entry-cards": (CARDS, entry_cards.index),
    "entry-cards-prepare": (f"{CARDS}preparer/", entry_cards.prepare),
    "entry-cards-pin": (f"{CARDS}pin/", entry_cards.renew_pin),
    "entry-card-free": (f"{CARDS}<uuid:seat>/liberer/", entry_cards.free),
    "entry-card-take-back": (f"{CARDS}<uuid:seat>/retirer/", entry_cards.take_back),
    "enter": (CARD, entering.enter),
    "enter-send": (f"{CARD}message/", entering.send),
    "enter-code": (f"{CARD}code/", entering.by_code),
}


def addresses(side: AnySide) -> list[URLPattern]:
    """Every shared address for one kind of jury: `juries-list`, `juries-passage`…"""
    return [path(route, view, {"side": side}, name=f"juries-{name}") for name, (route, view) in VIEWS.items()]
