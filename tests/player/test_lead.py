"""Lead a session with a fake clock, fake keys and real signals."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from backrelief.player.lead import HANG_UP, clock, lead
from backrelief.player.session import Event, Key, Session

from .scripts import SCRIPT, SECONDS


@dataclass
class World:
    """A stage, a keyboard and a clock in one; it records how they are used."""

    acts: dict[int, Key | Callable[[], object]] = field(default_factory=dict)
    """Number of the look -> the key that is pressed then, or a function to call."""
    step: float = 0.5
    looks: int = 0
    time: float = 0.0
    notes: list[str] = field(default_factory=list)

    @contextmanager
    def stage(self) -> Iterator[Callable[[Session], None]]:
        self.notes.append("enter")
        try:
            yield self.show
        finally:
            self.notes.append("leave")

    @contextmanager
    def keyboard(self) -> Iterator[Callable[[float], Key | None]]:
        self.notes.append("hold")
        try:
            yield self.read
        finally:
            self.notes.append("release")

    def show(self, session: Session) -> None:
        assert session.script is SCRIPT

    def read(self, seconds: float) -> Key | None:
        assert 0 < seconds <= 0.25
        self.looks += 1
        self.time += self.step
        act = self.acts.get(self.looks)
        if callable(act):
            act()
            return None
        return act

    def now(self) -> float:
        return self.time

    def lead(self) -> tuple[Session, int]:
        return lead(Session(SCRIPT), self.keyboard, self.stage, (self.cue,), self.now)

    def cue(self, event: Event) -> None:
        self.notes.append(event.kind)


@pytest.fixture(autouse=True)
def _handlers_are_restored() -> Iterator[None]:
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGTSTP, signal.SIGCONT)
    before = [signal.getsignal(number) for number in numbers]
    yield
    assert [signal.getsignal(number) for number in numbers] == before


def send(number: int) -> Callable[[], None]:
    """Return a function that sends the signal to this process."""
    return lambda: signal.raise_signal(number)


def test_a_session_is_led_to_its_end_and_the_terminal_restored() -> None:
    world = World()
    end, number = world.lead()
    assert (end.ended, number) == ("done", 0)
    assert world.notes[:3] == ["hold", "enter", "ready"]
    assert world.notes[-3:] == ["done", "leave", "release"]
    assert world.time == SECONDS


def test_keys_reach_the_session() -> None:
    world = World({3: "next", 5: "more", 9: "quit"})
    end, number = world.lead()
    assert (end.ended, number) == ("quit", 0)
    assert [note for note in world.notes if note in {"work", "more", "quit"}] == ["work", "more", "quit"]


LEFT = {"KILL", "STOP", "CHLD", "URG", "WINCH", "INFO", "CONT", "TSTP", "TTIN", "TTOU"}
"""Signals that cannot be caught or do not end a program."""
FAULTS = {signal.SIGSEGV, signal.SIGBUS, signal.SIGFPE, signal.SIGILL}
ENDS = sorted(signal.valid_signals() - {getattr(signal, f"SIG{name}", 0) for name in LEFT})


@pytest.fixture
def heard() -> Iterator[None]:
    """Reset signals to their defaults: Python ignores some, and programs in the background ignore others."""
    before = {number: signal.signal(number, signal.SIG_DFL) for number in ENDS if number not in FAULTS}
    yield
    for number, handler in before.items():
        signal.signal(number, signal.SIG_DFL if handler is None else handler)


@pytest.mark.usefixtures("heard")
@pytest.mark.parametrize("number", ENDS)
def test_every_signal_that_can_be_caught_ends_the_session_and_restores_the_terminal(number: int) -> None:
    world = World({30: send(number)})
    end, ended_by = world.lead()
    assert ended_by == number
    assert end.worked == 5
    assert world.notes[-2:] == ["leave", "release"]


@pytest.mark.usefixtures("heard")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGUSR1])
def test_a_signal_that_is_ignored_stays_ignored(number: int) -> None:
    signal.signal(number, signal.SIG_IGN)
    assert World({5: send(number)}).lead()[0].ended == "done"


@pytest.mark.usefixtures("heard")
def test_a_fault_of_the_program_itself_is_not_caught() -> None:
    """A handler would return to the failing instruction, which would fail again for ever."""
    masks: list[set[int]] = []
    world = World({5: lambda: masks.append({*signal.pthread_sigmask(signal.SIG_BLOCK, ())}), 9: "quit"})
    handlers = [signal.getsignal(number) for number in FAULTS]
    world.acts[6] = lambda: masks.append({number for number in FAULTS if callable(signal.getsignal(number))})
    world.lead()
    assert masks == [FAULTS, set()]
    assert [signal.getsignal(number) for number in FAULTS] == handlers
    assert not FAULTS & {*signal.pthread_sigmask(signal.SIG_BLOCK, ())}


def test_ctrl_z_restores_the_terminal_and_the_session_comes_back_paused(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World({5: send(signal.SIGTSTP), 50: "quit"})
    monkeypatch.setattr(os, "kill", lambda _, number: world.notes.append(signal.Signals(number).name))
    end, _ = world.lead()
    assert end.paused
    assert end.elapsed == 2.5
    assert "leave release SIGTSTP hold enter" in " ".join(world.notes)


def test_a_session_that_was_stopped_from_outside_comes_back_paused() -> None:
    world = World({5: send(signal.SIGCONT), 50: "quit"})
    assert world.lead()[0].paused


def test_a_session_is_paused_when_the_machine_has_slept() -> None:
    world = World({50: "quit"})

    def sleep() -> None:
        world.time += 3600

    world.acts[5] = sleep
    end, _ = world.lead()
    assert end.paused
    assert end.elapsed == 2.0
    assert "slept" in world.notes


def test_a_crash_restores_the_terminal() -> None:
    def crash() -> None:
        raise ZeroDivisionError

    world = World({5: crash})
    with pytest.raises(ZeroDivisionError):
        world.lead()
    assert world.notes[-2:] == ["leave", "release"]


@pytest.mark.parametrize("gone", [EOFError, OSError])
def test_a_terminal_that_is_gone_counts_as_a_hang_up(gone: type[Exception]) -> None:
    def hang_up() -> None:
        raise gone

    assert World({5: hang_up}).lead()[1] == HANG_UP


def test_the_clock_goes_forward() -> None:
    assert clock() <= clock()
