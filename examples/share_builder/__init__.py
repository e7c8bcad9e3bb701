"""The parts from which `make_share.py` puts the example share together."""
