"""Bytes to segments of text and pictures, each with a locator; one module per format family, one registry."""
