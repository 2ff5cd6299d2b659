"""The exercises, one module each, and the step of an id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.course.checks import marking, reading, stockpile

if TYPE_CHECKING:
    from onrecord.course.steps import Exercise

EXERCISES: tuple[Exercise, ...] = (reading.EXERCISE, marking.EXERCISE, stockpile.EXERCISE)
STEPS = {step.id: step for exercise in EXERCISES for step in exercise.steps}
