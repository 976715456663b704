"""What a learner with a keyboard and nothing else does, and what is looked at after every key."""
