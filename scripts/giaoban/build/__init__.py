"""Building: from the content folder to the site that readers see, remaking only what an edit changed."""
