"""What is beyond its budget today, and why: a line needed no more fails the tests, so that this only shrinks."""

JURIES = "shows a jury whole, or offers all its dossiers: it wants pages"
NATION = "tells of every territory: figures of the nation want a bound"
NAMES = "the names of people and the titles that a line tells are of both sides: one is read for each, beside the lines"
HOURS = "the hour of each dossier is added up from those before it: the whole day is read, without its texts"
WHOLE = "a member answers once, for every dossier: they are all on the page"
HOME = "tells of each territory which dossiers go home: of a joint jury of hundreds, all of them"
MORNING = "a morning is made of every dossier of its forum, whose quota bounds them to some dozens in life"
FEWER = "has pages, and less than one of them in the season of sixty"
DEMONSTRATION = "served to nobody else: everybody of every place is offered"

ROWS: dict[str, str] = {
    **dict.fromkeys(
        (
            f"{kind} /jurys/<uuid:pk>/{name}"
            for kind in ("national", "territory")
            for name in ("livret.pdf", "ordre-du-jour.ics")
        ),
        HOURS,
    ),
    **dict.fromkeys(
        (
            f"national /forums/<slug:slug>/matinee/{name}"
            for name in ("", "composer/", "envoyer/", "coachs/<uuid:pk>.ics")
        ),
        MORNING,
    ),
    "auth /demo/": DEMONSTRATION,
    "national /journal-audit.csv": NAMES,
    "national /journal-audit.xlsx": NAMES,
    "national /jurys/<uuid:pk>/publication/": HOME,
    "national /statistiques/": NATION,
    "territory /journal-audit.csv": NAMES,
    "territory /journal-audit.xlsx": NAMES,
}

LETTERS: dict[str, str] = {}

NODES: dict[str, str] = {
    "national /jurys/<uuid:pk>/conflits/": WHOLE,
    "territory /jurys/<uuid:pk>/conflits/": WHOLE,
    "national /jurys/<uuid:pk>/publication/": HOME,
    "territory /comites/<uuid:pk>/projets/": FEWER,
    "national /jurys/<uuid:pk>/ordre-du-jour/": JURIES,
    "territory /jurys/<uuid:pk>/ordre-du-jour/": JURIES,
    "national /jurys/<uuid:pk>/ordre/": JURIES,
    "national /jurys/<uuid:pk>/pv/": JURIES,
    "territory /jurys/<uuid:pk>/ordre/": JURIES,
    "territory /jurys/<uuid:pk>/pv/": JURIES,
}

SHOWN: dict[str, str] = {
    "national /api/v1/juries/<uuid:pk>/conflicts/": WHOLE,
    "territory /api/v1/juries/<uuid:pk>/conflicts/": WHOLE,
    "national /jurys/<uuid:pk>/conflits/": WHOLE,
    "territory /jurys/<uuid:pk>/conflits/": WHOLE,
    "national /jurys/<uuid:pk>/ordre-du-jour/": JURIES,
    "territory /jurys/<uuid:pk>/ordre-du-jour/": JURIES,
    "national /api/v1/statistics/": NATION,
    "national /jurys/<uuid:pk>/membres/": JURIES,
    "national /jurys/<uuid:pk>/ordre/": JURIES,
    "national /jurys/<uuid:pk>/pv/": JURIES,
    "territory /api/v1/nominations/": FEWER,
    "territory /jurys/<uuid:pk>/ordre/": JURIES,
    "territory /jurys/<uuid:pk>/pv/": JURIES,
}

# Statements of each thing that is sent, at most: how many there are today.
OF_IDEAS: dict[str, int] = {
    "territory DELETE /api/v1/ideas/<uuid:pk>/team/<uuid:member>/": 19,
    "territory POST /api/v1/calls/": 20,
    "territory POST /api/v1/calls/<uuid:pk>/publish/": 14,
    "territory POST /api/v1/commitments/<str:secret>/": 17,
    "territory POST /api/v1/ideas/<uuid:pk>/ask-completion/": 22,
    "territory POST /api/v1/ideas/<uuid:pk>/files/": 16,
    "territory POST /api/v1/ideas/<uuid:pk>/merge/": 43,
    "territory POST /api/v1/ideas/<uuid:pk>/set-aside/": 32,
    "territory POST /api/v1/ideas/<uuid:pk>/submit/": 31,
    "territory POST /api/v1/ideas/<uuid:pk>/take-up/": 19,
    "territory POST /api/v1/ideas/<uuid:pk>/team/": 23,
    "territory POST /api/v1/ideas/<uuid:pk>/withdraw/": 28,
    "territory POST /api/v1/projects/<uuid:pk>/ideas/": 18,
    "territory POST /appels/<uuid:pk>/actions/": 20,
    "territory POST /appels/<uuid:pk>/modifier/": 25,
    "territory POST /appels/nouveau/": 21,
    "territory POST /engagement/<str:secret>/": 17,
    "territory POST /idees/<uuid:pk>/completer/": 19,
    "territory POST /idees/<uuid:pk>/deposer/": 27,
    "territory POST /idees/<uuid:pk>/ecarter/": 29,
    "territory POST /idees/<uuid:pk>/equipe/": 22,
    "territory POST /idees/<uuid:pk>/equipe/<uuid:member_pk>/relance/": 17,
    "territory POST /idees/<uuid:pk>/equipe/<uuid:member_pk>/retirer/": 19,
    "territory POST /idees/<uuid:pk>/nommer/<slug:slug>/": 35,
    "territory POST /idees/<uuid:pk>/rattacher/": 40,
    "territory POST /idees/<uuid:pk>/rejoindre/": 15,
    "territory POST /idees/<uuid:pk>/reprendre/": 19,
    "territory POST /idees/<uuid:pk>/retirer/": 25,
}
OF_JURIES: dict[str, int] = {
    "national DELETE /api/v1/juries/<uuid:pk>/seats/<uuid:seat>/": 21,
    "national POST /jurys/<uuid:pk>/ordre-du-jour/envoyer/": 20,  # each territory is told, by a row and a job
    "territory POST /jurys/<uuid:pk>/ordre-du-jour/envoyer/": 17,
    # They look for a mark and for a typed sheet of any dossier before they write.
    "national PUT /api/v1/juries/<uuid:pk>/criteria/": 15,
    "national POST /jurys/<uuid:pk>/criteres/": 13,
    "territory PUT /api/v1/juries/<uuid:pk>/criteria/": 15,
    "territory POST /jurys/<uuid:pk>/criteres/": 13,
    "territory POST /api/v1/juries/<uuid:pk>/unopen/": 13,
    "territory POST /jurys/<uuid:pk>/ouvrir/annuler/": 13,
    # They read who is awaited, or has marked, from the whole session, and letters leave.
    "national POST /jurys/<uuid:pk>/relances/tous/": 13,
    "national POST /api/v1/juries/<uuid:pk>/reminders/": 13,
    "territory POST /api/v1/juries/<uuid:pk>/reminders/": 17,
    "national POST /jurys/<uuid:pk>/membres/<uuid:seat>/relancer/": 13,
    "territory POST /jurys/<uuid:pk>/relances/tous/": 17,
    "territory POST /jurys/<uuid:pk>/membres/<uuid:seat>/relancer/": 15,
    "national POST /jurys/<uuid:pk>/notes-des-membres/envoyer/": 14,
    "national POST /jurys/<uuid:pk>/membres/<uuid:seat>/notes/envoyer/": 14,
    "territory POST /jurys/<uuid:pk>/notes-des-membres/envoyer/": 16,
    "territory POST /jurys/<uuid:pk>/membres/<uuid:seat>/notes/envoyer/": 14,
    "national POST /api/v1/juries/": 21,
    "national POST /api/v1/juries/<uuid:pk>/late-ballots/<uuid:late>/count/": 19,
    "national POST /api/v1/juries/<uuid:pk>/late-ballots/<uuid:late>/set-aside/": 14,
    "national POST /api/v1/juries/<uuid:pk>/minutes/": 19,
    "national POST /api/v1/juries/<uuid:pk>/minutes/<uuid:version>/sign/": 18,
    "national POST /jurys/<uuid:pk>/conflits/": 18,
    "territory POST /jurys/<uuid:pk>/conflits/": 18,
    "national POST /api/v1/juries/<uuid:pk>/open/": 24,
    "national POST /api/v1/juries/<uuid:pk>/passages/<uuid:passage>/recusal/": 15,
    "national POST /jurys/<uuid:pk>/presidence/": 13,
    "national POST /api/v1/juries/<uuid:pk>/publish/": 22,
    "national POST /api/v1/juries/<uuid:pk>/seats/": 24,
    "national POST /api/v1/juries/<uuid:pk>/unopen/": 15,
    "national POST /jurys/<uuid:pk>/bulletins-tardifs/<uuid:late>/": 19,
    "national POST /jurys/<uuid:pk>/deports/": 14,
    "national POST /jurys/<uuid:pk>/membres/": 18,
    "national POST /jurys/<uuid:pk>/membres/<uuid:seat>/retirer/": 21,
    "national POST /jurys/<uuid:pk>/ordre/actualiser/": 15,
    "national POST /jurys/<uuid:pk>/ouvrir/": 24,
    "national POST /jurys/<uuid:pk>/ouvrir/annuler/": 15,
    "national POST /jurys/<uuid:pk>/passages/<uuid:passage>/decision/": 15,
    "national POST /jurys/<uuid:pk>/passages/<uuid:passage>/deport/": 15,
    "national POST /jurys/<uuid:pk>/passages/<uuid:passage>/papier/<uuid:seat>/confirmer/": 15,
    "national POST /api/v1/juries/<uuid:pk>/reveal/": 15,
    "national POST /jurys/<uuid:pk>/devoiler/": 15,
    "national POST /jurys/<uuid:pk>/pv/figer/": 18,
    "national POST /jurys/<uuid:pk>/pv/signer/": 16,
    "national POST /jurys/<uuid:pk>/publier/": 21,
    "national PUT /api/v1/juries/<uuid:pk>/passages/<uuid:passage>/ballot/": 17,
    "national POST /jurys/<uuid:pk>/decisions/": 20,
    "national PUT /api/v1/juries/<uuid:pk>/decisions/together/": 14,
    "national PUT /api/v1/juries/<uuid:pk>/passages/<uuid:passage>/decision/": 14,
    "territory DELETE /api/v1/juries/<uuid:pk>/passages/<uuid:passage>/": 28,
    "territory DELETE /api/v1/juries/<uuid:pk>/seats/<uuid:seat>/": 30,
    "territory POST /api/v1/juries/": 23,
    "territory POST /api/v1/juries/<uuid:pk>/cancel/": 28,
    "territory POST /api/v1/juries/<uuid:pk>/late-ballots/<uuid:late>/count/": 19,
    "territory POST /api/v1/juries/<uuid:pk>/late-ballots/<uuid:late>/set-aside/": 14,
    "territory POST /api/v1/juries/<uuid:pk>/minutes/": 20,
    "territory POST /api/v1/juries/<uuid:pk>/minutes/<uuid:version>/sign/": 18,
    "territory POST /api/v1/juries/<uuid:pk>/open/": 24,
    "territory POST /api/v1/juries/<uuid:pk>/passages/": 23,
    "territory POST /api/v1/juries/<uuid:pk>/passages/<uuid:passage>/recusal/": 15,
    "territory POST /jurys/<uuid:pk>/presidence/": 13,
    "territory POST /api/v1/juries/<uuid:pk>/publish/": 47,
    "territory POST /api/v1/juries/<uuid:pk>/seats/": 26,
    "territory POST /jurys/<uuid:pk>/annuler/": 28,
    "territory POST /jurys/<uuid:pk>/bulletins-tardifs/<uuid:late>/": 19,
    "territory POST /jurys/<uuid:pk>/decisions/": 20,
    "territory POST /jurys/<uuid:pk>/deports/": 14,
    "territory POST /jurys/<uuid:pk>/membres/": 26,
    "territory POST /jurys/<uuid:pk>/membres/<uuid:seat>/retirer/": 30,
    "territory POST /jurys/<uuid:pk>/ouvrir/": 24,
    "territory POST /jurys/<uuid:pk>/passages/": 21,
    "territory POST /jurys/<uuid:pk>/passages/<uuid:passage>/decision/": 15,
    "territory POST /jurys/<uuid:pk>/passages/<uuid:passage>/deport/": 15,
    "territory POST /jurys/<uuid:pk>/passages/<uuid:passage>/papier/<uuid:seat>/confirmer/": 15,
    "territory POST /jurys/<uuid:pk>/passages/<uuid:passage>/retirer/": 28,
    "territory POST /api/v1/juries/<uuid:pk>/reveal/": 15,
    "territory POST /jurys/<uuid:pk>/devoiler/": 15,
    "territory POST /jurys/<uuid:pk>/pv/figer/": 18,
    "territory POST /jurys/<uuid:pk>/pv/signer/": 16,
    "territory POST /jurys/<uuid:pk>/publier/": 46,
    "territory POST /jurys/nouveau/": 17,
    "territory PUT /api/v1/juries/<uuid:pk>/passages/<uuid:passage>/ballot/": 15,
    "territory PUT /api/v1/juries/<uuid:pk>/decisions/together/": 14,
    "territory PUT /api/v1/juries/<uuid:pk>/passages/<uuid:passage>/decision/": 14,
}
OTHERS: dict[str, int] = {
    "national POST /api/v1/forums/<slug:slug>/publish/": 18,
    "national POST /forums/<slug:slug>/jury/": 20,
    "national POST /forums/<slug:slug>/matinee/composer/": 14,
    "national POST /forums/<slug:slug>/matinee/envoyer/": 14,
    "national POST /forums/<slug:slug>/publier/": 16,
    "territory POST /api/v1/committees/<uuid:pk>/close/": 29,
    "territory POST /api/v1/nominations/": 36,
    "territory POST /api/v1/nominations/<uuid:pk>/withdraw/": 16,
    "territory POST /api/v1/projects/<uuid:pk>/hearings/": 23,
    "territory POST /api/v1/projects/<uuid:pk>/members/": 15,
    "territory POST /api/v1/projects/<uuid:pk>/start/": 17,
    "territory POST /api/v1/projects/<uuid:pk>/wake/": 16,
    "territory POST /comites/<uuid:pk>/clore/": 27,
    "territory POST /nominations/<uuid:pk>/retirer/": 16,
    "territory POST /projets/<uuid:pk>/demarrer/": 14,
    "territory POST /projets/<uuid:pk>/jury/": 23,
    "territory POST /projets/<uuid:pk>/personnes/": 15,
    "territory POST /projets/<uuid:pk>/rattacher/": 15,
}
WRITES: list[tuple[dict[str, int], str]] = [
    (OF_IDEAS, "being changed: what an idea's write locks, checks and records is said in fewer statements"),
    (OF_JURIES, "being changed: what a jury's write locks, checks and records is said in fewer statements"),
    (OTHERS, "each thing that it moves is locked, checked, recorded and told on its own: to be said together"),
]
