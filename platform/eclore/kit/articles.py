"""« de » before the name of a place: « de la Somme », « du Nord », « de l'Oise », « d'Amiens », « de La Réunion ».

Articles of départements and regions are those of INSEE's code officiel géographique (Licence ouverte 2.0), field TNCC.
"""

import re

from django.utils.translation import get_language

from eclore.kit.folding import fold

DU = (
    "Bas-Rhin,Calvados,Cantal,Centre-Val de Loire,Cher,Doubs,Finistère,Gard,Gers,Grand Est,Haut-Rhin,Jura,Loiret,Lot,"
    "Morbihan,Nord,Pas-de-Calais,Puy-de-Dôme,Rhône,Tarn,Territoire de Belfort,Val-d'Oise,Val-de-Marne,Var"
)
DE_LA = (
    "Bourgogne-Franche-Comté,Bretagne,Charente,Charente-Maritime,Corrèze,Corse,Corse-du-Sud,Côte-d'Or,Creuse,Dordogne,"
    "Drôme,Gironde,Guadeloupe,Guyane,Haute-Corse,Haute-Garonne,Haute-Loire,Haute-Marne,Haute-Saône,Haute-Savoie,"
    "Haute-Vienne,Loire,Loire-Atlantique,Lozère,Manche,Marne,Martinique,Mayenne,Meuse,Moselle,Nièvre,Normandie,"
    "Nouvelle-Aquitaine,Nouvelle-Calédonie,Polynésie française,Sarthe,Savoie,Seine-Maritime,Seine-Saint-Denis,Somme,"
    "Vendée,Vienne"
)
DE_L = (
    "Ain,Aisne,Allier,Ardèche,Ariège,Aube,Aude,Aveyron,Essonne,Eure,Hérault,Île-de-France,Indre,Isère,Occitanie,Oise,"
    "Orne,Yonne"
)
DES = (
    "Alpes-de-Haute-Provence,Alpes-Maritimes,Ardennes,Bouches-du-Rhône,Côtes-d'Armor,Deux-Sèvres,Hautes-Alpes,"
    "Hautes-Pyrénées,Hauts-de-France,Hauts-de-Seine,Landes,Pays de la Loire,Pyrénées-Atlantiques,Pyrénées-Orientales,"
    "Vosges,Yvelines"
)
BY_NAME = {
    fold(name): before
    for before, names in (("du ", DU), ("de la ", DE_LA), ("de l’", DE_L), ("des ", DES))
    for name in names.split(",")
}
# What a name of several words begins with, when that is a common noun.
NOUNS = {
    "departement": "du ",
    "conseil": "du ",
    "ministere": "du ",
    "grand": "du ",
    "metropole": "de la ",
    "ville": "de la ",
    "region": "de la ",
    "communaute": "de la ",
    "collectivite": "de la ",
    "agence": "de l’",
    "eurometropole": "de l’",
}
VOWEL = re.compile(r"[aeiouy]")


def of(name: str) -> str:
    """« de » and the name, as one says it; "of Somme" in English."""
    if not (get_language() or "fr").startswith("fr"):
        return f"of {name}"
    folded = fold(name)
    if before := BY_NAME.get(folded) or NOUNS.get(folded.split(" ")[0] if " " in folded else ""):
        return before + name
    article, _space, rest = name.partition(" ")
    if article in ("Le", "Les") and rest:
        return f"{'du' if article == 'Le' else 'des'} {rest}"
    return f"d’{name}" if VOWEL.match(folded) else f"de {name}"
