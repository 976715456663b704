"""The store's tests again, on a PostgreSQL of their own."""
