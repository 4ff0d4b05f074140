"""What an operator is told, in one sentence that says what to type."""


class BackupError(Exception):
    """Nothing of what was asked may be counted on; the sentence says why, and what to do."""
