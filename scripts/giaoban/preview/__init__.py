"""The preview: the site while it is being written, on the editor's machine, with what the editor needs to know on every page."""
