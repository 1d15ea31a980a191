"""The benchmark of the build: what it takes cold, after an edit, from a kept cache, in the preview, and with more records."""
