"""How allauth behaves here: accounts are made and kept on the auth host only."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    pass
