"""Places of birth: one way to tell them a module."""
