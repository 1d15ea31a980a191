"""Other programs that make a site of the same records, measured in the same run."""
