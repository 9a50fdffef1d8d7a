"""The content of a sheet, and the wording that all its formats share."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from backrelief.render.body_map.figure import Figure

WEEK: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class Group(Struct, frozen=True):
    """Lines under a heading."""

    lead: str
    lines: tuple[str, ...]


class Conditional(Struct, frozen=True):
    """Names of cautions that would change the sheet if they were true of the reader."""

    all_out: tuple[str, ...]
    """Cautions that rule out every step."""
    some_out: tuple[str, ...]
    """Cautions that rule out some of the steps."""
    changed: tuple[str, ...]
    """Cautions that change steps without ruling any out."""


class Row(Struct, frozen=True):
    """A row of the steps: one technique, with all its sides."""

    title: str
    numbers: tuple[int, ...]
    """The numbers of its target in the pictures."""
    brief: str
    """The instructions, short enough for paper."""
    in_full: tuple[str, str, str]
    """All the instructions, how it should feel, and when to stop; each is a line."""
    time: str
    """The time for each side."""
    note: str
    """The sides and the rest: "each side, then rest 10 s"."""
    pressure: str
    """Empty if nothing presses."""
    position: str
    boxes: tuple[str, ...]
    """The labels of the boxes to tick: the sides, or "done"."""


class Sheet(Struct, frozen=True):
    """Everything on the page, as plain text without markup."""

    title: str
    purpose: str
    minutes: int
    needs: tuple[str, ...]
    """The tools, each with its alternatives: "foam roller or towel"."""
    notices: tuple[Group, ...]
    """Notices to read before anything else."""
    screened: bool
    """True if the questions about danger signs were answered; if not, the stop box comes first."""
    dangers: tuple[str, ...]
    """Examples of the signs with which nobody should begin."""
    stop: tuple[Group, ...]
    """Signs to stop during a session, grouped by what to do then, the worst first."""
    figures: tuple[Figure, ...]
    how_hard: tuple[str, ...]
    """The pressures of the steps, and the limits for everyone that the steps could break."""
    steps: tuple[Row, ...]
    changes: tuple[str, ...]
    """What was adapted to the person, each line with its reason."""
    cautions: tuple[Group, ...]
    """The cautions that are true of the person, each with what to do instead."""
    conditional: Conditional
    """Cautions that could be true of the reader, because nobody has asked."""
    lists: tuple[Group, ...]
    """The lists and single questions that were not answered."""
    later: tuple[Group, ...]
    """Signs to watch for after a session and over the weeks."""
    see_clinician: tuple[str, ...]
    """Signs over the weeks that call for a clinician."""
    aftercare: tuple[str, ...]
    sources: tuple[str, ...]
    dated: dt.date | None
    """The latest day on which an entry on the page was compared with its sources."""
    draft: bool
    """True if no clinician has confirmed some entry on the page."""
    entry: str | None
    """The id under which the program shows a curated routine in full; ``None`` for another routine."""

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
        """Who should ask a clinician first, in full, as a screen has room for."""
        names = self.conditional
        leads = (
            ("Not without asking a clinician", names.all_out),
            ("Leave single steps out, or ask a clinician first, with", names.some_out),
            ("Another position, place or time with", names.changed),
        )
        return tuple(f"{lead}: {'; '.join(cautions)}." for lead, cautions in leads if cautions)

    @property
    def ask_first_counted(self) -> tuple[str, ...]:
        """Who should ask a clinician first, in the single line that paper has room for."""
        if not self.ask_first:
            return ()
        out, some = len(self.conditional.all_out), len(self.conditional.some_out) + len(self.conditional.changed)
        where = f'"backrelief show {self.entry}" names them all.' if self.entry else "The program names them all."
        return (f"{out} things about a person speak against all of it and {some} against single steps. {where}",)

    @property
    def too_long(self) -> tuple[str, ...]:
        """When to see a clinician because of how it goes over the weeks, in a line."""
        return (f"See a clinician: {'; '.join(self.see_clinician)}.",) if self.see_clinician else ()

    @property
    def closing(self) -> tuple[str, ...]:
        """The lines at the end: the sources, the date of the knowledge, and the disclaimer."""
        dated = f"Knowledge of {self.dated.isoformat()}." if self.dated else ""
        draft = "A draft: no clinician has confirmed it yet." if self.draft else ""
        end = "backrelief: general self-care, not a diagnosis, and no replacement for a clinician."
        sources = (f"Sources: {'; '.join(self.sources)}.",) if self.sources else ()
        return (*sources, " ".join(part for part in (dated, draft, end) if part))
