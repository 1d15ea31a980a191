"""Bringing files of records into form: what is safe to mend, and never what a record means."""
