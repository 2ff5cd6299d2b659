"""Comparing annotation sets: matching, scores, agreement, differences, adjudication. Pure: no disk, no clock."""
