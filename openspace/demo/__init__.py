"""A day to try the board on: `run.py demo` serves one with a simulated crowd of real WebSocket clients."""

from openspace.demo.stage import run

__all__ = ["run"]
