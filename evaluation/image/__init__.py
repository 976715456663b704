"""The Dockerfile's steps without Docker: is what the last stage holds enough to serve, and how large is it?"""
