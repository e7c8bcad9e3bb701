"""Mails with fixed boundaries and dates."""

from __future__ import annotations

from email.message import EmailMessage

_KINDS = {
    "docx": ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": ("application", "pdf"),
    "jpg": ("image", "jpeg"),
}


def mail(number, sender, to, subject, body, *, date="Mon, 10 Mar 2025 09:30:00 +0100", html="", attachments=None):
    """Return a message; `attachments` is {name: bytes, or a message made by this function}."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"], message["Date"] = sender, to, subject, date
    message["Message-ID"] = f"<{number:05d}@werkpunt.example.org>"
    message.set_content(body.strip() + "\n")
    if html:
        message.add_alternative(html, subtype="html")
    for name, data in (attachments or {}).items():
        if isinstance(data, EmailMessage):
            message.add_attachment(data, filename=name)
        else:
            main, sub = _KINDS[name.rsplit(".", 1)[1]]
            message.add_attachment(data, maintype=main, subtype=sub, filename=name)
    for index, part in enumerate(own for own in message.walk() if own.get_content_maintype() == "multipart"):
        part.set_boundary(f"=_werkpunt_{number}_{index}")
    return message
