"""The check: rules for one record, and rules for the archive. Every problem is a finding with place and way out."""

from giaoban.check.archive import check as check_archive
from giaoban.check.definitions import Definitions
from giaoban.check.record import check as check_record
from giaoban.records.load import Definition, definitions

__all__ = ["Definition", "Definitions", "check_archive", "check_record", "definitions"]
