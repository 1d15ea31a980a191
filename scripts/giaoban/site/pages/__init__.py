"""One module for each kind of page: pure functions from the archive to a `Page`."""
