"""How bytes from a Yjs client are refused.

Malformed                  no Yjs client of a plain text writes this
├── BadUpdate              a document update or a state vector
└── BadFrame               a message of y-protocols
"""


class Malformed(Exception):
    """where: offset of the byte that is wrong; why: for the log, in English."""

    def __init__(self, where: int, why: str) -> None:
        super().__init__(f"byte {where}: {why}")
        self.where = where
        self.why = why


class BadUpdate(Malformed):
    pass


class BadFrame(Malformed):
    pass
