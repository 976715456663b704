"""What advisers ask of the knowledge base."""
