"""The benchmark of search: making the index, and what a reader's queries cost in a browser, beside other searches."""
