"""Bytes to segments of text and pictures, each with a locator; one folder per family of formats, one registry."""
