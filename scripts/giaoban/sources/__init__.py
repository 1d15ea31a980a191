"""Keeping what a record rests on: which text an editor worked from, a snapshot of the page, and whether it is still there."""
