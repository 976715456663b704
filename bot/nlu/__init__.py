"""Understanding a message: Rasa graph components, and the parts they are made of."""
