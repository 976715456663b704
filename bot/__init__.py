"""The running bot: graph components, runtime, stores, the public door and the command line."""
