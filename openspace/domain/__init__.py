"""The rules of the board, pure: no clock, no randomness, no logging, no I/O."""
