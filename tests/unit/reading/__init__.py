"""Tables of what learners say of themselves, and the tests that read them."""
