"""Segments to findings: Presidio as the framework, Belgian recognisers, and a decision that can be explained."""
