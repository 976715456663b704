"""150 hostile texts through every door into the page, with the content policy and without it: text stays text."""
