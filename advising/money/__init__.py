"""What a programme costs, what stopping early costs, and what would have to be true for it to pay back; nothing is promised."""
