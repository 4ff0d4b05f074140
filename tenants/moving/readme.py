"""What the archive says of itself, in French."""

README = """Archive du territoire « {name} » ({slug})

Cette archive se lit sans Éclore. Ouvrez-la avec n'importe quel outil qui lit le format ZIP.

csv/            ce que l'on demande le plus souvent, pour un tableur : les idées, les projets, les personnes
                (points-virgules, UTF-8, virgule décimale).
tables/         toutes les tables du territoire : une ligne de JSON par enregistrement (JSON Lines, UTF-8).
                tables/schema.json dit, pour chaque table, ses colonnes, leur type (PostgreSQL), leur sens,
                les valeurs possibles, et vers quelle table mène chaque clé.
shared/         ce que les tables communes à tous les territoires disent de celui-ci, et de lui seul : ses réglages,
                ses membres, les dossiers qu'il a nommés à des forums et les décisions publiées, son portefeuille.
files/          les fichiers joints, tels quels, sous la clé de l'enregistrement qui les décrit
                (tables/ideas_attachment.jsonl donne leur nom, leur type et leur empreinte), et le logo.
manifest.json   l'empreinte SHA-256 et la taille de chaque fichier de l'archive, la version d'Éclore,
                l'instant de l'export (toutes les tables sont lues au même instant) et la fin du journal d'audit.

Le journal d'audit (tables/territory_audit_entry.jsonl) se vérifie ligne par ligne : l'empreinte « digest » est le
SHA-256 des champs number, previous, id, at, act, verb, by_id, by_kind, subject_kind, subject_id et facts, séparés par
un saut de ligne ; at est en UTC (2026-01-31T08:00:00.000000Z), une valeur absente est un texte vide.

Aucun secret n'est ici : ni mot de passe, ni session, ni jeton, ni second facteur, ni lien d'accès. « withheld », dans
les deux schema.json, nomme les colonnes qui restent pour cette raison.

Les données personnelles que contient cette archive obligent qui la détient : rangez-la en lieu sûr, et effacez-la
quand elle ne sert plus.

Pour la reprendre dans une autre installation d'Éclore : python manage.py import_territory ARCHIVE
"""
