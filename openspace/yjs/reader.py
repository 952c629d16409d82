"""The primitives of lib0's encoding, read from hostile bytes: each bounded, each in its one shortest form."""

from openspace.yjs.errors import Malformed

# JavaScript counts exactly to here; lib0 writes no larger number.
NUMBER_MAX = 2**53 - 1


class Reader:
    """Walks once over `data`; every complaint is raised as `error`, with the offset."""

    __slots__ = ("data", "end", "error", "position")

    def __init__(self, data: bytes, error: type[Malformed]) -> None:
        self.data = data
        self.end = len(data)
        self.error = error
        self.position = 0

    def uint(self, most: int = NUMBER_MAX) -> int:
        """Read a variable-length unsigned integer of at most `most`."""
        data, position = self.data, self.position
        if position >= self.end:
            raise self.error(position, "ends too early")
        byte = data[position]
        position += 1
        number = byte & 127
        shift = 7
        while byte > 127:
            if position >= self.end:
                raise self.error(position, "ends too early")
            if shift > 49:
                raise self.error(self.position, "a number of more than 53 bits")
            byte = data[position]
            position += 1
            number |= (byte & 127) << shift
            shift += 7
        if number > most:
            raise self.error(self.position, f"{number} is over {most}")
        if byte == 0 and shift > 7:
            raise self.error(self.position, "a number longer than it need be")
        self.position = position
        return number

    def byte(self) -> int:
        position = self.position
        if position >= self.end:
            raise self.error(position, "ends too early")
        self.position = position + 1
        return self.data[position]

    def block(self, most: int = NUMBER_MAX) -> bytes:
        """Read a length, at most `most` bytes, and as many bytes."""
        length = self.uint(most)
        start = self.position
        if length > self.end - start:
            raise self.error(start, f"{length} bytes announced, {self.end - start} left")
        self.position = start + length
        return self.data[start : start + length]

    def text(self, most: int = NUMBER_MAX) -> str:
        """Read a length in bytes and a text in valid UTF-8; as lib0 writes it, never with half a surrogate pair."""
        start = self.position
        try:
            return self.block(most).decode()
        except UnicodeDecodeError as broken:
            raise self.error(start, f"not UTF-8: {broken.reason}") from None

    def finish(self) -> None:
        if self.position != self.end:
            raise self.error(self.position, f"{self.end - self.position} bytes too many")
