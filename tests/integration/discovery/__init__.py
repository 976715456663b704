"""Importing from a course-discovery server on this machine."""
