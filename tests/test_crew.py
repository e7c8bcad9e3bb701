"""A crew of processes: order, bounds, replacement, and what becomes of tasks whose process ends. Faults of readers: tests/faults."""

import os
import signal
import time
from itertools import pairwise

import pytest

from scanner import crew
from scanner.crew import Lost, Terms, Why
from scanner.errors import ProgramError


def nothing():
    pass


def square_and_process(task):
    time.sleep(task % 3 / 100)
    return task * task, os.getpid()


def end_once(path):
    """Ends its process the first time; a file keeps that in mind."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return "done"
    return os.kill(os.getpid(), signal.SIGKILL)


def end(code):
    os._exit(code)


def sleep(seconds):
    time.sleep(seconds)
    return seconds


def fail(task):
    raise KeyboardInterrupt("85073003328")


def terms(work, seconds=20.0, tasks=1000, prepare=nothing):
    return Terms(work, prepare, (), seconds, tasks)


def test_results_come_in_the_order_of_the_tasks():
    results = list(crew.run(range(300), 2, terms(square_and_process)))
    assert [(task, result[0]) for task, result in results] == [(task, task * task) for task in range(300)]
    assert len({result[1] for _, result in results}) == 2


def test_a_process_is_replaced_after_its_tasks():
    processes = [result[1] for _, result in crew.run(range(40), 1, terms(square_and_process, tasks=10))]
    assert [processes.count(process) for process in dict.fromkeys(processes)] == [10, 10, 10, 10]


def test_tasks_are_taken_as_they_are_needed():
    taken = []
    results = crew.run((taken.append(number) or number for number in range(10**9)), 2, terms(square_and_process))
    for _ in range(20):
        next(results)
    assert len(taken) <= 20 + 2 * 128
    results.close()


def test_no_more_processes_than_tasks():
    assert len({result[1] for _, result in crew.run(range(1), 8, terms(square_and_process))}) == 1


def test_no_tasks_no_processes():
    assert list(crew.run([], 4, terms(square_and_process))) == []


def test_what_a_process_worked_on_when_the_system_killed_it_is_tried_again(tmp_path):
    paths = [os.fspath(tmp_path / f"{number}") for number in range(6)]
    assert list(crew.run(paths, 2, terms(end_once))) == [(path, "done") for path in paths]


@pytest.mark.parametrize(("code", "lost"), [(0, Lost(Why.ENDED, 0)), (3, Lost(Why.ENDED, 3)), (86, Lost(Why.MEMORY, 86))])
def test_a_task_that_ends_its_process_each_time_is_lost(code, lost):
    assert list(crew.run([code], 1, terms(end))) == [(code, lost)]


def test_the_time_of_a_task_begins_when_its_process_does():
    results = list(crew.run([0.3, 0.3, 0.3, 5, 0.3], 1, terms(sleep, seconds=1.0)))
    assert results == [(0.3, 0.3), (0.3, 0.3), (0.3, 0.3), (5, Lost(Why.TIME)), (0.3, 0.3)]


def test_a_slow_caller_costs_no_task():
    results = crew.run([0.01] * 6, 2, terms(sleep, seconds=0.5))
    got = [next(results)]
    time.sleep(1.5)
    assert got + list(results) == [(0.01, 0.01)] * 6


def test_an_exception_is_told_by_its_kind_only():
    assert list(crew.run([1], 1, terms(fail))) == [(1, Lost(Why.FAILED, kind="KeyboardInterrupt"))]


def test_closing_ends_the_processes():
    results = crew.run([1, 2, 3], 1, terms(square_and_process))
    process = next(results)[1][1]
    results.close()
    stop = time.monotonic() + 10
    while is_running(process):
        assert time.monotonic() < stop
        time.sleep(0.05)


def is_running(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def fails_to_prepare():
    raise OSError("85073003328")


def test_processes_that_never_begin_are_our_failure():
    with pytest.raises(ProgramError, match=r"end before they begin \(exit code 1\)"):
        list(crew.run([1], 1, terms(sleep, prepare=fails_to_prepare)))


def test_processes_are_kept_while_there_is_nothing_to_do():
    def tasks():
        for number in (1, 2):
            yield number
            for _ in range(10):
                yield crew.IDLE

    begin = time.monotonic()
    results = list(crew.run(tasks(), 1, terms(square_and_process)))
    assert [(task, result[0]) for task, result in results] == [(1, 1), (2, 4)]
    assert len({result[1] for _, result in results}) == 1
    assert time.monotonic() - begin > 0.5  # it waited instead of asking on and on


def test_results_are_not_held_back_by_a_lack_of_tasks():
    seen = []

    def tasks():
        yield 3
        until = time.monotonic() + 30
        while not seen and time.monotonic() < until:
            yield crew.IDLE

    for task, _ in crew.run(tasks(), 1, terms(square_and_process)):
        seen.append(task)
    assert seen == [3]


def test_whoever_beats_can_end_it_while_all_are_busy():
    class Enough(Exception):
        pass

    beats = []

    def beat():
        beats.append(time.monotonic())
        if len(beats) > 5:
            raise Enough

    with pytest.raises(Enough):
        list(crew.run([600], 1, terms(sleep, seconds=1000), beat))
    assert max(after - before for before, after in pairwise(beats)) < 5
