"""Spreadsheets of all makes."""
