"""lib0's encoding, as far as we write it."""


def uint(number: int) -> bytes:
    """Write a variable-length unsigned integer, seven bits a byte, the lowest first."""
    written = bytearray()
    while number > 127:
        written.append(number & 127 | 128)
        number >>= 7
    written.append(number)
    return bytes(written)


def block(data: bytes) -> bytes:
    """Write a length and as many bytes."""
    return uint(len(data)) + data
