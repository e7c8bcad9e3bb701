"""Certificates, signatures, and exports of electronic identity cards."""
