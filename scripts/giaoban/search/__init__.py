"""Search: lunr's index and lunr's scores, cut by term into small files that a browser fetches as it needs them."""

from __future__ import annotations
