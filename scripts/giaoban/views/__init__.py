"""Views: everything that a page shows, as one frozen, typed value of plain text, computed through a reader."""
