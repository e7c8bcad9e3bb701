"""Rich Text Format, also as Outlook packs it."""
