"""Several replicas behind a real proxy on one PostgreSQL: what learners notice when replicas die, come and go."""
