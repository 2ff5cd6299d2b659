"""Annotated news as data."""
