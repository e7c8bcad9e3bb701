"""Numbers with right check digits for people and firms that do not exist.

Order numbers of the national register numbers lie from 900 up: an ordinary birthday does not get that far (some 170 births
of each sex a day use the first 340), so these numbers are hardly anyone's.
"""

from __future__ import annotations


def digits(text):
    """Return only the digits of `text`."""
    return "".join(char for char in text if char.isdigit())


def national_number(birth, order, bis=0):
    """Return `YY.MM.DD-SSS.CC` for an ISO birth date; `bis` is added to the month (20 or 40).

    Check: 97 minus the first nine digits mod 97, with a 2 before them for births from 2000 on.
    """
    year, month, day = birth.split("-")
    body = f"{year[2:]}{int(month) + bis:02d}{day}{order:03d}"
    check = 97 - int(("2" if int(year) >= 2000 else "") + body) % 97
    return f"{body[:2]}.{body[2:4]}.{body[4:6]}-{body[6:]}.{check:02d}"


def twelve(first):
    """Return ten digits with their check: mod 97, 97 for 0 (cards, old accounts, structured communications)."""
    return f"{first:010d}{first % 97 or 97:02d}"


def card_number(first):
    """Return `NNN-NNNNNNN-CC`; cards of citizens begin with 59."""
    whole = twelve(first)
    return f"{whole[:3]}-{whole[3:10]}-{whole[10:]}"


old_account = card_number  # the same shape and check, which makes it a decoy


def communication(first):
    """Return a structured communication `+++123/1234/12345+++`."""
    whole = twelve(first)
    return f"+++{whole[:3]}/{whole[3:7]}/{whole[7:]}+++"


def iban(first):
    """Return a Belgian IBAN in groups of four for the ten digits of bank and account (ISO 13616)."""
    account = twelve(first)
    check = 98 - int(account + "111400") % 97
    whole = f"BE{check:02d}{account}"
    return " ".join(whole[start : start + 4] for start in range(0, 16, 4))


def enterprise(first):
    """Return an enterprise number `0123.456.789`; check: 97 minus the first eight digits mod 97."""
    whole = f"{first:08d}{97 - first % 97:02d}"
    return f"{whole[:4]}.{whole[4:7]}.{whole[7:]}"


def riziv(first, qualification):
    """Return a doctor's number `1-23456-78-901`; check: 97 minus the first six digits mod 97."""
    return f"{first // 100000}-{first % 100000:05d}-{97 - first % 97:02d}-{qualification:03d}"


def mobile_like_a_bis_number():
    """Return a mobile number whose eleven digits pass every check of a BIS number (born in month 47)."""
    plain = digits(national_number("1932-07-00", 917, bis=40))
    return f"+{plain[:2]} {plain[2:5]} {plain[5:7]} {plain[7:9]} {plain[9:]}"


def zone_check(field):
    """Return the check digit of a field of a machine-readable zone: weights 7, 3, 1 (ICAO 9303-3)."""
    values = {"<": 0, **{str(value): value for value in range(10)}, **{chr(55 + value): value for value in range(10, 36)}}
    return str(sum(values[char] * (7, 3, 1)[index % 3] for index, char in enumerate(field)) % 10)


def zone(card, number, birth, until, sex, surname, given):
    """Return the three rows of thirty on the back of a card, with a document number of twelve digits in overflow."""
    plain, (born, expires) = digits(card), (date.replace("-", "")[2:] for date in (birth, until))
    first = f"IDBEL{plain[:9]}<{plain[9:]}{zone_check(plain)}".ljust(30, "<")
    second = f"{born}{zone_check(born)}{sex}{expires}{zone_check(expires)}BEL{digits(number)}"
    second += zone_check(first[5:30] + second[:7] + second[8:15] + second[18:29])
    third = f"{surname.upper().replace(' ', '<')}<<{given.upper().replace(' ', '<')}".ljust(30, "<")[:30]
    return [first, second, third]
