"""A comparison of any mix of programmes, kinds of credential, degrees, schools and platforms: its rows, columns, cells, headline."""
