"""Renderers: a view becomes HTML. They take the value and nothing else, and they escape."""
