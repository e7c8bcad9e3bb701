"""Mail, mailboxes, and the files of Outlook."""
