"""ProConnect, the State's OpenID Connect for public agents: an allauth provider of our own, on the auth host only.

What it demands is at partenaires.proconnect.gouv.fr/docs/fournisseur-service; what we add, in docs/decisions/0010.
"""
