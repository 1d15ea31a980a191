"""The finished site, looked at as a crawler would: what may not be published, and its measures on one page for an editor."""
