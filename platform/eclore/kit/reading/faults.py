"""Why a file is not kept: a stable code, and the numbers that its sentence bears."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Cost:
    """CPU seconds and bytes of memory, of the reading process alone."""

    cpu: float
    memory: float


class Fault(Exception):
    """`Fault("picture_too_large", 50, 40)`; written `picture_too_large:50,40`."""

    def __init__(self, code: str, *numbers: int) -> None:
        super().__init__(code)
        self.code = code
        self.numbers = numbers
        self.cost = Cost(0, 0)

    def __str__(self) -> str:
        return f"{self.code}:{','.join(map(str, self.numbers))}" if self.numbers else self.code

    @classmethod
    def of(cls, text: str) -> "Fault":
        """What `str` has written."""
        code, _colon, numbers = text.partition(":")
        return cls(code, *map(int, filter(None, numbers.split(","))))
