"""What the kernel says of a process."""

import os
import subprocess
import sys
import threading
import time

import pytest

from bench import machine

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")


@on_linux
def test_cpu_of_a_process_is_what_it_used_itself() -> None:
    own = time.process_time()

    told = machine.cpu_s(os.getpid())

    assert own <= told <= time.process_time()


@on_linux
def test_memory_is_resident_and_its_fair_part() -> None:
    assert 0 < machine.memory_kib(os.getpid(), "Pss") <= machine.memory_kib(os.getpid())


@on_linux
def test_pinning_goes_on_while_threads_end_and_gives_every_one_its_cores_back() -> None:
    ends = threading.Event()
    lasting = threading.Thread(target=ends.wait)
    lasting.start()
    for _ in range(50):
        short = [threading.Thread(target=int) for _ in range(20)]
        for thread in short:
            thread.start()
        with machine.pinned_here(machine.SERVER):
            pass

    assert lasting.native_id is not None
    assert os.sched_getaffinity(lasting.native_id) == set(machine.CORES)
    ends.set()
    lasting.join()


@on_linux
def test_a_process_is_pinned_with_all_its_threads_and_this_one_only_for_a_while() -> None:
    before = os.sched_getaffinity(0)
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        machine.pin(child.pid, machine.GENERATOR)
        pinned = os.sched_getaffinity(child.pid)
        child.communicate(b"\n")

    with machine.pinned_here(machine.SERVER):
        assert os.sched_getaffinity(0) == {machine.SERVER}

    assert pinned == {machine.GENERATOR}
    assert os.sched_getaffinity(0) == before


def test_the_versions_of_peers_are_those_that_are_pinned() -> None:
    assert machine.peers()["socket.io"].count(".") == 2


def test_a_tool_that_is_not_there_is_none() -> None:
    assert machine.told("no-such-tool-at-all") == "none"
