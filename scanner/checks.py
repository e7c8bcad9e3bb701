"""The checks that a custom entity may name: one explicit table of check digits, from python-stdnum where it has them."""

from __future__ import annotations

from collections.abc import Callable

from stdnum import damm, ean, iban, imei, isbn, lei, luhn, verhoeff
from stdnum.be import bis, nn, ogm_vcs
from stdnum.be import vat as be_vat
from stdnum.de import idnr as de_idnr
from stdnum.fr import nir as fr_nir
from stdnum.fr import siren, siret
from stdnum.iso7064 import mod_11_2, mod_11_10, mod_37_2, mod_37_36, mod_97_10
from stdnum.nl import bsn as nl_bsn
from stdnum.pl import pesel as pl_pesel

Check = Callable[[str], bool]
LONGEST = 64  # characters; nothing longer has check digits


def mod97(number: str) -> bool:
    """The last two digits are the rest of the others divided by 97, with 97 for 0 (Belgian bank accounts, cards, OGM)."""
    return _digits(number) and (int(number[:-2]) % 97 or 97) == int(number[-2:])


def mod97_complement(number: str) -> bool:
    """The last two digits are 97 minus the rest of the others divided by 97 (Belgian enterprise and register numbers)."""
    return _digits(number) and 97 - int(number[:-2]) % 97 == int(number[-2:])


def _digits(number: str) -> bool:
    return number.isascii() and number.isdecimal() and 2 < len(number) <= LONGEST


def _of_digits(check: Check) -> Check:
    """A check that looks at the digits of a value only: the letters before `P-123455` take no part in it."""
    return lambda number: check("".join(char for char in number if char.isdigit()))


CHECKS: dict[str, Check] = {
    "mod97": _of_digits(mod97),
    "mod97_complement": _of_digits(mod97_complement),
    "luhn": _of_digits(luhn.is_valid),
    "verhoeff": _of_digits(verhoeff.is_valid),
    "damm": _of_digits(damm.is_valid),
    "iso7064_mod_11_2": mod_11_2.is_valid,
    "iso7064_mod_11_10": _of_digits(mod_11_10.is_valid),
    "iso7064_mod_37_2": mod_37_2.is_valid,
    "iso7064_mod_37_36": mod_37_36.is_valid,
    "iso7064_mod_97_10": mod_97_10.is_valid,
    "ean": _of_digits(ean.is_valid),
    "iban": lambda number: bool(iban.is_valid(number, check_country=False)),
    "imei": _of_digits(imei.is_valid),
    "isbn": isbn.is_valid,
    "lei": lei.is_valid,
    "be_enterprise": _of_digits(be_vat.is_valid),
    "be_national_number": _of_digits(nn.is_valid),
    "be_bis_number": _of_digits(bis.is_valid),
    "be_structured_communication": _of_digits(ogm_vcs.is_valid),
    "nl_bsn": _of_digits(nl_bsn.is_valid),
    "fr_nir": fr_nir.is_valid,
    "fr_siren": _of_digits(siren.is_valid),
    "fr_siret": _of_digits(siret.is_valid),
    "de_idnr": _of_digits(de_idnr.is_valid),
    "pl_pesel": _of_digits(pl_pesel.is_valid),
}
"""A check gets the value without spaces and signs, letters in capitals; one of digits sees only those."""
