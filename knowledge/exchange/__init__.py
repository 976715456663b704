"""How the facts go out and come in: exchange formats and catalogues of others; whatever is read is only proposed."""
