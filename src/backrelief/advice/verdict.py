"""What the limits leave of one technique: who may apply it, how firmly, in which positions, where, how long."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from backrelief.advice.limits import Limit
from backrelief.advice.reasons import Change, NotIf, Reason
from backrelief.knowledge.base import KnowledgeBase
from backrelief.knowledge.properties import NO_PRESSURE
from backrelief.logic import Criterion

if TYPE_CHECKING:
    from backrelief.knowledge.models.practice import Technique

HEAT = "heat"
"""The word of the vocabulary of means that `cap-heat-minutes` is about; the field is named after it."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One technique after all limits. Released when ``refused`` is ``None``."""

    technique: str
    refused: Reason | None
    pressures: Mapping[str, str]
    """Giver -> the strongest pressure left; ``none`` where nothing presses."""
    positions: tuple[str, ...]
    surfaces: tuple[str, ...]
    keep_off: tuple[str, ...]
    """Places that it would touch and must not."""
    minutes: int | None
    """The longest that it may take, where a limit says so."""
    changes: tuple[Change, ...]
    not_if: tuple[NotIf, ...]
    says: tuple[Reason, ...]
    """Sentences of limits that are printed with it."""


@dataclass(slots=True)
class _State:
    """The technique while it is being narrowed."""

    pressures: dict[str, str]
    positions: tuple[str, ...]
    surfaces: tuple[str, ...]
    touches: tuple[str, ...]
    minutes: int | None = None
    changes: list[Change] = field(default_factory=list)
    not_if: dict[tuple[str, str], NotIf] = field(default_factory=dict)
    says: dict[str, Reason] = field(default_factory=dict)


def judge(knowledge: KnowledgeBase, technique: Technique, limits: Iterable[Limit]) -> Verdict:
    """Apply every limit in turn. Each one only narrows, so the order changes no outcome, only which reason is named."""
    pressures: dict[str, str] = {
        giver: pressure.strongest if pressure else NO_PRESSURE for giver, pressure in technique.by.items()
    }
    state = _State(pressures, technique.position, technique.surface, technique.touches)
    refused: Reason | None = None
    for limit in limits:
        refused = _Applying(knowledge, technique, state, limit).outcome()
        if refused is not None:
            break
    return Verdict(
        technique.id,
        refused,
        dict(state.pressures),
        state.positions,
        state.surfaces,
        tuple(place for place in technique.touches if place not in state.touches),
        state.minutes,
        tuple(state.changes),
        tuple(state.not_if.values()),
        tuple(state.says.values()),
    )


class _Applying:
    """One limit on one technique."""

    def __init__(self, knowledge: KnowledgeBase, technique: Technique, state: _State, limit: Limit) -> None:
        self.knowledge, self.technique, self.state, self.limit = knowledge, technique, state, limit

    def outcome(self) -> Reason | None:
        """The reason for leaving the technique out; ``None`` when something of it is left."""
        reason = self.limit.reason
        if self.limit.open:
            self._foresee()
            return self._too_strong() if self._cap() else None
        if self._forbid() or self._cap() or self._shorten() or self._narrow() or self._keep_off():
            return reason
        self._say()
        return None

    def _too_strong(self) -> Reason:
        """It cannot be done as lightly as an unanswered question demands."""
        reason = self.limit.reason
        return replace(reason, text=f"{reason.text} Until then it is too strong.")

    def _matching(self, test: Criterion) -> list[str]:
        """The givers in whose hands the technique passes the test, pressing no harder than the limit itself allows.

        Only its own cap counts: were the caps of other limits counted too, one more caution could free a technique.
        """
        return [
            giver
            for giver in self.state.pressures
            if self.knowledge.passes(test, self.technique, giver, self.limit.cap_pressure)
        ]

    def _forbid(self) -> bool:
        if self.limit.forbid is None:
            return False
        return self._drop_givers(self._matching(self.limit.forbid))

    def _drop_givers(self, out: Iterable[str]) -> bool:
        before = tuple(self.state.pressures)
        for giver in tuple(out):
            del self.state.pressures[giver]
        self._changed("by", before, tuple(self.state.pressures))
        return not self.state.pressures

    def _changed(self, what: str, before: tuple[str, ...], after: tuple[str, ...]) -> None:
        if after and after != before:
            self.state.changes.append(Change(what, before, after, self.limit.reason, self.limit.open))

    def _cap(self) -> bool:
        """Lower the pressure; true when no giver can go that low."""
        if self.limit.cap_pressure is None:
            return False
        scale = self.knowledge.pressure_scale
        cap_rank = scale.index(self.limit.cap_pressure)
        was = dict(self.state.pressures)
        for giver, strongest in was.items():
            pressure = self.technique.by[giver]  # type: ignore[index]  # a key of the same mapping
            concerned = self.limit.cap_givers is None or giver in self.limit.cap_givers
            if not concerned or pressure is None or scale.index(strongest) <= cap_rank:
                continue
            if scale.index(pressure.lightest) > cap_rank:
                del self.state.pressures[giver]
            else:
                self.state.pressures[giver] = self.limit.cap_pressure
        left = self.state.pressures
        self._changed("by", tuple(was), tuple(left))
        for giver, after in left.items():
            if after != was[giver]:
                self._changed("pressure", (was[giver],), (after,))
                break
        return not left

    def _minutes(self) -> int | None:
        """The most minutes that the limit allows this technique; ``None`` where it says nothing."""
        heat = self.limit.cap_heat_minutes if HEAT in self.technique.means else None
        minutes = self.limit.cap_minutes if self._concerns(self.limit.cap_minutes_for) else None
        return min((cap for cap in (minutes, heat) if cap is not None), default=None)

    def _shorten(self) -> bool:
        """Cap the minutes; true when it cannot be done that quickly."""
        cap, known = self._minutes(), self.state.minutes
        if cap is None or (known is not None and known <= cap):
            return False
        self.state.minutes = cap
        self._changed("minutes", () if known is None else (str(known),), (str(cap),))
        return self.technique.least_seconds > cap * 60

    def _narrow(self) -> bool:
        limit, state = self.limit, self.state
        if limit.givers is not None and self._drop_givers(set(state.pressures) - limit.givers):
            return True
        for what, allowed in (("positions", limit.positions), ("surfaces", limit.surfaces)):
            if allowed is None:
                continue
            before = getattr(state, what)
            after = tuple(one for one in before if one in allowed)
            if not after:
                return True
            setattr(state, what, after)
            self._changed(what.removesuffix("s"), before, after)
        return False

    def _keep_off(self) -> bool:
        before = self.state.touches
        if not self._concerns(self.limit.keep_off_for):
            return False
        after = tuple(place for place in before if place not in self.limit.keep_off)
        if before != after and (not after or not self._steerable()):
            return True
        self.state.touches = after
        self._changed("place", before, after)
        return False

    def _steerable(self) -> bool:
        """Whether it can be done beside a place; a stretch pulls on all of its places at once."""
        return all(self.knowledge.actions[action].steerable for action in self.technique.action)

    def _concerns(self, test: Criterion | None) -> bool:
        return test is None or bool(self._matching(test))

    def _say(self) -> None:
        limit = self.limit
        if limit.say and self._concerns(limit.say_for):
            self.state.says.setdefault(
                limit.say, Reason(limit.reason.rule, limit.say, limit.reason.because, limit.reason.sources)
            )

    def _foresee(self) -> None:
        """Name everything that the limit would do to this technique once its question is answered with yes."""
        limit, state = self.limit, self.state
        if limit.forbid is not None and self._matching(limit.forbid):
            self._note("forbid")
        if limit.givers is not None and not set(state.pressures) <= limit.givers:
            self._note("forbid")
        for before, allowed in ((state.positions, limit.positions), (state.surfaces, limit.surfaces)):
            if allowed is not None and not set(before) <= allowed:
                self._note("position")
        touched = limit.keep_off.intersection(state.touches) or (limit.keep_off_named and state.touches)
        if touched and self._concerns(limit.keep_off_for):
            self._note("keep-off" if self._steerable() else "forbid")
        if (minutes := self._minutes()) is not None:
            self._note("forbid" if self.technique.least_seconds > minutes * 60 else "cap")
        if limit.cap_pressure is not None and limit.forbid is None and not limit.keep_off:
            self._note("cap")

    def _note(self, effect: str) -> None:
        reason = self.limit.reason
        said = {"forbid": "Not if {}.", "keep-off": "Not there, if {}."}.get(effect, "Gentler or differently if {}.")
        note = NotIf(reason.rule, self.limit.kind, effect, reason.because, said.format(self.limit.clause))
        self.state.not_if.setdefault((reason.rule, effect), note)
