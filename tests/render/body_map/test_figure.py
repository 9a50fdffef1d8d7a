"""A picture shows every target on the correct side, and the zones nearby that must not be pressed."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backrelief.advice.routine.compose import as_written
from backrelief.knowledge.models.body_map import Region
from backrelief.lint.examine import load_knowledge
from backrelief.render.body_map.figure import (
    KEEP_OFF,
    OUTSIDE,
    SKIN,
    TARGET,
    Figure,
    area_figure,
    figures,
    label_grid,
    legend,
    number_spots,
    numbers,
)
from backrelief.render.body_map.shapes import Polygon, edge, polygon
from backrelief.render.body_map.svg import figure_svg
from backrelief.render.body_map.terminal import Mode, draw

KNOWLEDGE = load_knowledge()
OUTSIDE_THE_PICTURE = {"knee", "knee-back", "lower-leg"}
"""Targets below the end of the figure, which stops above the knee."""
OVER_THE_EDGE = {
    # Muscles at the side of the body reach past its edge, so the picture cuts them off.
    *("back-sternocleidomastoid", "back-tensor-fasciae-latae", "back-iliotibial-band", "back-serratus-anterior"),
    *(
        "back-oblique-external",
        "back-scalenes",
        "front-scalenes",
        "front-tensor-fasciae-latae",
        "front-serratus-anterior",
    ),
    *("front-oblique-external", "back-deltoid-posterior", "front-deltoid-anterior"),
}
TARGETS = sorted(
    {one for region in KNOWLEDGE.regions for one in (*region.muscles, *region.places)} - OUTSIDE_THE_PICTURE
)
MODES: tuple[Mode, ...] = ("truecolor", "256", "16", "braille", "ascii")
SIDES = ("left", "right", "both", "middle")
wanted = st.lists(st.tuples(st.sampled_from(TARGETS), st.sampled_from(SIDES)), min_size=1, max_size=6)


def routine_figures(routine: str) -> tuple[Figure, ...]:
    composed = as_written(KNOWLEDGE, KNOWLEDGE.routines[routine])
    return figures(KNOWLEDGE, ((step.target, step.side) for step in composed.steps))


def test_every_muscle_and_place_is_on_the_map() -> None:
    known = {*KNOWLEDGE.muscles.ids, *KNOWLEDGE.places.ids}
    assert known - set(TARGETS) == OUTSIDE_THE_PICTURE


DRAWN = [region for region in KNOWLEDGE.regions if region.layer not in {"outline", "line"}]


@pytest.mark.parametrize("region", DRAWN, ids=lambda region: region.id)
def test_a_region_lies_on_the_body(region: Region) -> None:
    outline = polygon(KNOWLEDGE.regions["outline"])
    corners = polygon(region)
    center = sum(corners) / len(corners)
    inner = [corner + (center - corner) * 0.2 for corner in corners]
    share = sum(_inside(point, outline) for point in inner) / len(inner)
    assert share >= (0.3 if region.id in OVER_THE_EDGE else 0.85)


def _inside(point: complex, shape: Polygon) -> bool:
    y = point.imag
    crossed = [
        one.real + (y - one.imag) / (other.imag - one.imag) * (other.real - one.real) > point.real
        for one, other in pairwise((*shape, shape[0]))
        if (one.imag <= y) != (other.imag <= y)
    ]
    return sum(crossed) % 2 == 1


def test_a_curve_on_one_side_of_the_midline_stays_there() -> None:
    for region in KNOWLEDGE.regions:
        for curve in edge(region):
            assert min(point.real for point in curve) >= 0


@given(wanted)
def test_every_target_has_one_number_and_one_line_of_the_legend(wanted: list[tuple[str, str]]) -> None:
    shown = figures(KNOWLEDGE, wanted)
    given_numbers = [target.number for figure in shown for target in figure.targets]
    assert sorted(given_numbers) == list(range(1, len(given_numbers) + 1))
    for figure in shown:
        lines = legend(figure)
        for target in figure.targets:
            assert any(line.startswith(f"{target.number} {target.name}") for line in lines)
    assert set(numbers(shown)) <= {target for target, _ in wanted}


@pytest.mark.parametrize(("side", "lit"), [("left", ("left",)), ("right", ("right",)), ("both", ("left", "right"))])
@pytest.mark.parametrize("target", ["gluteus-medius", "pectorals"])
def test_left_and_right_are_as_the_person_sees_them(target: str, side: str, lit: tuple[str, ...]) -> None:
    (figure,) = figures(KNOWLEDGE, [(target, side)])
    grid = label_grid(figure, 80, 60)
    halves = {"left": [row[:40] for row in grid], "right": [row[40:] for row in grid]}
    if figure.view == "front":
        halves = {"left": halves["right"], "right": halves["left"]}
    assert tuple(one for one, half in halves.items() if any(TARGET + 1 in row for row in half)) == lit


@given(wanted, st.sampled_from([20, 30, 40, 60]))
def test_a_picture_is_the_same_on_both_sides(wanted: list[tuple[str, str]], columns: int) -> None:
    for figure in figures(KNOWLEDGE, [(target, "both") for target, _ in wanted]):
        for row in label_grid(figure, columns, columns):
            assert row == row[::-1]


@given(wanted)
def test_every_number_is_on_its_target_and_none_is_missing(wanted: list[tuple[str, str]]) -> None:
    for figure in figures(KNOWLEDGE, wanted):
        grid = label_grid(figure, 60, 60)
        spots = number_spots(grid, figure)
        for (row, column), number in spots.items():
            assert grid[row][column] == TARGET + number
        seen = {label - TARGET for row in grid for label in row if label > TARGET}
        assert set(spots.values()) == seen


def test_the_spine_the_kidneys_and_the_nerve_are_shown_if_a_routine_comes_near() -> None:
    names = {kept.name for figure in routine_figures("lower-back-full") for kept in figure.keep_off}
    assert {"Bones of the spine and tailbone", "Over the kidneys", "The sciatic nerve"} <= names
    (figure,) = figures(KNOWLEDGE, [("trapezius-upper", "both")])
    assert "Over the kidneys" not in {kept.name for kept in figure.keep_off}
    assert any(KEEP_OFF in row for row in label_grid(figure, 80, 80))


def test_a_muscle_that_no_hand_reaches_is_drawn_only_by_itself() -> None:
    assert "diaphragm" not in numbers(routine_figures("lower-back-quick"))
    assert "diaphragm" in numbers(figures(KNOWLEDGE, [("diaphragm", "middle")]))


def test_areas_are_numbered_in_the_order_given() -> None:
    areas = [area.id for area in KNOWLEDGE.areas]
    figure = area_figure(KNOWLEDGE, areas)
    assert figure is not None
    assert all(areas[target.number - 1] == target.id for target in figure.targets)
    assert "whole-back" not in numbers((figure,))


@pytest.mark.parametrize("mode", MODES)
@given(wanted=wanted, columns=st.integers(12, 60), rows=st.integers(6, 40))
def test_a_drawing_fits_its_space(mode: Mode, wanted: list[tuple[str, str]], columns: int, rows: int) -> None:
    for figure in figures(KNOWLEDGE, wanted):
        drawn = draw(figure, columns, rows, mode)
        assert len(drawn) <= rows
        assert all(sum(len(span.text) for span in row) <= columns for row in drawn)
        letters = {letter for row in drawn for span in row for letter in span.text}
        if mode == "ascii":
            assert letters <= set(" :#x0123456789")
        if mode in {"ascii", "braille"}:
            assert all(span.ink is None and span.paper is None for row in drawn for span in row)


@pytest.mark.parametrize("mode", MODES)
def test_targets_can_be_told_apart_in_every_mode(mode: Mode) -> None:
    (figure,) = routine_figures("lower-back-full")
    drawn = draw(figure, 40, 30, mode)
    letters = "".join(span.text for row in drawn for span in row)
    assert all(str(target.number) in letters for target in figure.targets)
    if mode not in {"ascii", "braille"}:
        papers = {span.paper for row in drawn for span in row} | {span.ink for row in drawn for span in row}
        assert len(papers) >= len(figure.targets)


@pytest.mark.parametrize("columns", [20, 40, 100])
@pytest.mark.parametrize("mode", ["ascii", "braille"])
def test_small_targets_and_zones_to_keep_off_are_visible_without_colour(mode: Mode, columns: int) -> None:
    """The tailbone lies below the line of the spine, and the deepest muscles beside it."""
    for target in ("tailbone", "multifidus", "spinalis", "lower-back"):
        (figure,) = figures(KNOWLEDGE, [(target, "both")])
        letters = "".join(span.text for row in draw(figure, columns, 24, mode) for span in row)
        assert "1" in letters, target
        assert "x" in letters, target


@given(wanted)
def test_an_svg_is_well_formed_and_describes_what_it_shows(wanted: list[tuple[str, str]]) -> None:
    for figure in figures(KNOWLEDGE, wanted):
        root = ET.fromstring(figure_svg(figure, prefix="p"))  # noqa: S314  # made by this program
        space = "{http://www.w3.org/2000/svg}"
        ids = [one.get("id", "") for one in root.iter() if one.get("id")]
        assert len(set(ids)) == len(ids)
        assert all(one.startswith("p-") for one in ids)
        description = root.findtext(f"{space}desc") or ""
        assert all(target.name in description for target in figure.targets)
        discs = [one.text for one in root.iter(f"{space}text")]
        assert {str(target.number) for target in figure.targets} <= set(discs)


def test_names_cannot_become_markup() -> None:
    from msgspec.structs import replace

    (figure,) = figures(KNOWLEDGE, [("piriformis", "both")])
    nasty = replace(figure, targets=(replace(figure.targets[0], name='<script>"&'),))
    assert "<script>" not in figure_svg(nasty, prefix="p")


def test_the_grid_tells_the_body_from_what_is_around_it() -> None:
    (figure,) = figures(KNOWLEDGE, [("spine-midline", "middle")])
    grid = label_grid(figure, 80, 60)
    assert {OUTSIDE, SKIN} <= {label for row in grid for label in row}
