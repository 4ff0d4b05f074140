"""What operators see of a running installation: logs and, where ECLORE_SENTRY_DSN names one, errors sent to Sentry.

Told: the territory, the pattern of the address, the code's own lines. Never: a name, an e-mail or network address, what
people write, the secrets that links hold.
"""
