"""All bad inputs of all families."""

from tests.hostile import cases_archive, cases_mail, cases_office, cases_ole, cases_pdf, cases_picture, cases_text, cases_zip

FAMILIES = (cases_zip, cases_office, cases_pdf, cases_picture, cases_ole, cases_mail, cases_text, cases_archive)
ALL = [case for family in FAMILIES for case in family.CASES]
