"""What is on a sheet, and the wording that its formats share, before anybody decides how it looks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from backrelief.render.body_map.figure import Figure

WEEK: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True)
class Told:
    """Sentences below what they have in common."""

    lead: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conditional:
    """Names of cautions that would change the sheet if they were true of the person who reads it."""

    all_out: tuple[str, ...]
    """Cautions that leave none of it."""
    some_out: tuple[str, ...]
    """Cautions that take single steps out."""
    changed: tuple[str, ...]
    """Cautions that ask for another position or place."""


@dataclass(frozen=True, slots=True)
class Row:
    """One technique, on both sides if it has sides."""

    title: str
    numbers: tuple[int, ...]
    """Its numbers in the pictures."""
    brief: str
    how: tuple[str, ...]
    """Every sentence of how it is done."""
    feel: str
    stop: tuple[str, ...]
    time: str
    """The time of one side."""
    note: str
    """The order of the sides and the rests: "each side, then rest 10 s"."""
    pressure: str
    """Empty if nothing presses."""
    position: str
    boxes: tuple[str, ...]
    """The boxes to tick: the sides, or that it is done."""

    @property
    def in_full(self) -> tuple[str, str, str]:
        """How it is done, how it should feel and when to stop, a line each."""
        return " ".join(self.how), f"It should feel like this: {self.feel}", f"Stop: {' '.join(self.stop)}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything on the page. Plain text: no field holds markup."""

    title: str
    purpose: str
    minutes: int
    needs: tuple[str, ...]
    """The tools, each with what serves instead: "foam roller or towel"."""
    notices: tuple[Told, ...]
    """What has to be read before anything else."""
    screened: bool
    """True if the questions about danger signs were answered; if not, the stop box comes first."""
    dangers: tuple[str, ...]
    """Signs with which nobody should begin; the first of many."""
    stop: tuple[Told, ...]
    """When to stop during a session, by what to do then, the worst first."""
    figures: tuple[Figure, ...]
    how_hard: tuple[str, ...]
    """The pressures and the limits that hold for everyone, as far as these steps could touch them."""
    steps: tuple[Row, ...]
    changes: tuple[str, ...]
    """The adaptations to the person, each with its reason."""
    cautions: tuple[Told, ...]
    """The cautions of the person it was made for, each with what to do instead."""
    conditional: Conditional
    """Cautions that nobody has answered."""
    lists: tuple[Told, ...]
    """The lists and single questions that were not answered, in full."""
    later: tuple[Told, ...]
    """Signs after a session and over the weeks."""
    see_clinician: tuple[str, ...]
    """Signs that it has gone on for too long, or stops too much of life."""
    aftercare: tuple[str, ...]
    sources: tuple[str, ...]
    dated: dt.date | None
    """The newest day on which something on the page was compared with its sources."""
    draft: bool
    """True if no clinician has confirmed something on the page."""
    entry: str | None
    """The id under which the program shows it in full; ``None`` for a routine that was put together."""

    @property
    def facts(self) -> tuple[str, ...]:
        """The minutes, and the tools if there are any."""
        minutes = f"{self.minutes} minute{'s' if self.minutes != 1 else ''}"
        return (minutes, f"you need: {', '.join(self.needs)}") if self.needs else (minutes,)

    @property
    def dangers_lead(self) -> str:
        """The line above the danger signs."""
        when = "On any day" if self.screened else "Before you start"
        return f'{when}: do none of this, and get help, if for example ("backrelief screen" asks for all):'

    @property
    def ask_first(self) -> tuple[str, ...]:
        """The people who should ask a clinician first, in full: a screen has room for it."""
        names = self.conditional
        leads = (
            ("Not without asking a clinician", names.all_out),
            ("Leave single steps out, or ask a clinician first, with", names.some_out),
            ("Another position, place or time with", names.changed),
        )
        return tuple(f"{lead}: {'; '.join(them)}." for lead, them in leads if them)

    @property
    def ask_first_counted(self) -> tuple[str, ...]:
        """The same in the one line that paper has room for."""
        if not self.ask_first:
            return ()
        out, some = len(self.conditional.all_out), len(self.conditional.some_out) + len(self.conditional.changed)
        where = f'"backrelief show {self.entry}" names them all.' if self.entry else "The program names them all."
        return (f"{out} things about a person speak against all of it and {some} against single steps. {where}",)

    @property
    def too_long(self) -> tuple[str, ...]:
        """When to see a clinician because it has gone on for too long, in one line."""
        return (f"See a clinician: {'; '.join(self.see_clinician)}.",) if self.see_clinician else ()

    @property
    def closing(self) -> tuple[str, ...]:
        """The sources, the day of the knowledge, and what the sheet is not."""
        dated = f"Knowledge of {self.dated.isoformat()}." if self.dated else ""
        draft = "A draft: no clinician has confirmed it yet." if self.draft else ""
        end = "backrelief: general self-care, not a diagnosis, and no replacement for a clinician."
        sources = (f"Sources: {'; '.join(self.sources)}.",) if self.sources else ()
        return (*sources, " ".join(part for part in (dated, draft, end) if part))
