"""What a test is given of a generator."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from bench.load.generator import Generator
from bench.load.plan import Crowd

Started = Callable[[Crowd], AbstractAsyncContextManager[Generator]]
