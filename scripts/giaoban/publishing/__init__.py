"""Bringing a finished site to where readers see it."""
