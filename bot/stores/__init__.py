"""Where conversations live: Rasa's tracker events and the messages that people saw, in one transaction."""
