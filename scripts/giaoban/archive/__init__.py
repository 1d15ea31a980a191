"""The linked whole: entities, backlinks, timelines and task threads."""

from giaoban.archive.link import link
from giaoban.archive.model import Archive, Card, Entities, Join, LaterItem, Viewpoint

__all__ = ["Archive", "Card", "Entities", "Join", "LaterItem", "Viewpoint", "link"]
