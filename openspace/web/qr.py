"""QR codes as SVG: dark squares as one path, a quiet zone round them, nothing else."""

import re
from io import BytesIO
from typing import Final

import segno

QUIET_MODULES: Final = 4  # ISO/IEC 18004 asks for four

_WIFI_SPECIAL = re.compile(r'([\\;,:"])')


def svg(text: str) -> str:
    """Error correction M or better: a poster gets creased. It scales to the box it stands in; always dark on white."""
    written = BytesIO()
    code = segno.make(text, error="m", micro=False)
    code.save(
        written,
        kind="svg",
        border=QUIET_MODULES,
        dark="#000",
        light="#fff",
        xmldecl=False,
        omitsize=True,
        svgclass="qr",
    )
    return written.getvalue().decode()


def wifi(name: str, password: str) -> str:
    """What a phone's camera joins a network by."""
    return f"WIFI:T:{'WPA' if password else 'nopass'};S:{_escaped(name)};P:{_escaped(password)};;"


def _escaped(text: str) -> str:
    return _WIFI_SPECIAL.sub(r"\\\1", text)
