"""Pictures: what they say in words, OCR, bar codes, drawings, previews."""
