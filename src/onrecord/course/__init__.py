"""The course: exercises that check themselves, offline. `answer` is what an exercise calls."""

from onrecord.course.answers import answer

__all__ = ["answer"]
