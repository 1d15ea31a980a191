"""Giao ban: the builder of a public archive of briefing meetings of Vietnam's party-building organization sector."""
