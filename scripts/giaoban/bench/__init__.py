"""Measuring the builder on an archive that does not exist: a synthetic one of any size, the same for the same seed."""
