"""What test_rasa_webchat.py stands on: Rasa's two processes, the client in its page, and our own door to compare with."""
