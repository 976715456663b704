"""Commands of `pathwise`, one file a group of them; `bot.cli` puts them together."""
