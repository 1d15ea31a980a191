"""What editors do to records by command: add, move, merge, withdraw and mend them, with comments and layout kept."""
