"""Makers of numbers whose check digits hold, for people and firms that do not exist. All take a `random.Random`.

Written from the published rules, not from the scanner's code; `tests/benchmarks/test_accuracy.py` holds them against python-stdnum.
"""

from __future__ import annotations

import datetime as dt
from random import Random

BIS_SEX_KNOWN, BIS_SEX_UNKNOWN = 40, 20  # added to the month: royal decree of 8 February 1991, art. 2


def digits(rng: Random, count: int, first: str = "0123456789") -> str:
    """Return `count` random digits; the first one out of `first`."""
    return rng.choice(first) + "".join(rng.choice("0123456789") for _ in range(count - 1))


def only_digits(text: str) -> str:
    """Return the digits of `text`."""
    return "".join(char for char in text if char.isdigit())


def national_check(body: str, since_2000: bool) -> str:
    """Return the two check digits of nine: 97 minus the number mod 97, a 2 before it for births from 2000 on (decree of 25/11/1997)."""
    return f"{97 - int(('2' if since_2000 else '') + body) % 97:02d}"


def national(rng: Random, birth: dt.date, bis: int = 0, unknown: bool = False) -> str:
    """Return eleven digits for a birth date; `unknown` leaves month and day 00."""
    month, day = (0, rng.choice((0, 0, 1))) if unknown else (birth.month, birth.day)
    if unknown and bis:
        day = 0
    body = f"{birth.year % 100:02d}{month + bis:02d}{day:02d}{rng.randint(1, 998):03d}"
    return body + national_check(body, birth.year >= 2000)


def passes_as_national(value: str) -> bool:
    """Tell whether eleven digits could be a national or BIS number: month, day, order number and check."""
    if len(value) != 11 or not value.isdigit():
        return False
    month, day, order = int(value[2:4]) % 20, int(value[4:6]), int(value[6:9])
    if int(value[2:4]) > 52 or month > 12 or day > 31 or not 0 < order < 999:
        return False
    return value[9:] in (national_check(value[:9], False), national_check(value[:9], True))


def colliding(rng: Random) -> str:
    """Return eleven digits that pass every check of a national number; the label tells that they are something else."""
    birth = dt.date(1940, 1, 1) + dt.timedelta(days=rng.randrange(25_000))
    return national(rng, birth, rng.choice((0, 0, BIS_SEX_UNKNOWN, BIS_SEX_KNOWN)))


def twelve(ten: str) -> str:
    """Return ten digits with their check: mod 97, 97 for 0 (cards of citizens, old accounts, structured communications)."""
    return f"{ten}{int(ten) % 97 or 97:02d}"


def card(rng: Random) -> str:
    """Return the twelve digits of a citizen's card; series 590 to 595 and, on newer cards, 000."""
    return twelve(rng.choice(("590", "591", "592", "593", "594", "595", "000")) + digits(rng, 7))


def foreigner_card(rng: Random) -> str:
    """Return letter and nine digits."""
    return "B" + digits(rng, 9)


def account(rng: Random, bank: str = "") -> str:
    """Return an account number of before 2011, `539-0075470-34`."""
    whole = twelve((bank or rng.choice(("001", "063", "091", "230", "310", "363", "377", "539", "751", "979"))) + digits(rng, 7))
    return f"{whole[:3]}-{whole[3:10]}-{whole[10:]}"


def iban(rng: Random) -> str:
    """Return a Belgian IBAN of sixteen characters (ISO 13616)."""
    inner = twelve(rng.choice(("001", "063", "310", "363", "735", "979", "523", "850")) + digits(rng, 7))
    return f"BE{98 - int(inner + '111400') % 97:02d}{inner}"


def communication(rng: Random, start: str = "") -> str:
    """Return a structured communication in groups of 3, 4 and 5."""
    whole = twelve((start or digits(rng, 3)) + digits(rng, 7))
    return f"{whole[:3]}/{whole[3:7]}/{whole[7:]}"


def enterprise(rng: Random, first: str = "01") -> str:
    """Return an enterprise number `0123.456.789`; check: 97 minus the first eight digits mod 97. Units begin with 2 to 8."""
    eight = digits(rng, 8, first)
    whole = f"{eight}{97 - int(eight) % 97:02d}"
    return (
        f"{whole[0]}{whole[1:4]}.{whole[4:7]}.{whole[7:]}"
        if first == "01"
        else f"{whole[0]}.{whole[1:4]}.{whole[4:7]}.{whole[7:]}"
    )


def doctor(rng: Random, collides: bool = False) -> str:
    """Return a RIZIV number `1-23456-78-901`; when it collides, its eleven digits pass as a national number too."""
    while True:
        six = "1" + digits(rng, 5)
        check = f"{97 - int(six) % 97:02d}"
        for third in range(10) if collides else (0,):
            body = f"{six}{check}{third}"
            last = national_check(body, rng.random() < 0.5) if collides else digits(rng, 2)
            if not collides or passes_as_national(body + last):
                return f"{six[0]}-{six[1:]}-{check}-{third}{last}"


def employer(rng: Random) -> str:
    """Return a number of an employer at the social security, `1234567-89`: 96 minus 100 times the number mod 97."""
    seven = digits(rng, 7, "01")
    return f"{seven}-{96 - int(seven) * 100 % 97:02d}"


def mobile(rng: Random, like_bis: bool = False) -> str:
    """Return eleven digits that begin with 32; `like_bis` makes them pass as a BIS number of July to September 1932."""
    if not like_bis:
        return (
            "324"
            + rng.choice(("68", "70", "71", "73", "75", "76", "77", "78", "84", "85", "86", "92", "93", "94", "95", "96", "98"))
            + digits(rng, 6)
        )
    body = f"32{rng.choice(('47', '48', '49'))}{rng.randint(1, 30):02d}{rng.randint(1, 998):03d}"
    return body + national_check(body, False)


def landline(rng: Random) -> str:
    """Return the nine digits of a line in Brussels, Antwerp, Ghent, Liège or Eupen, in ranges that are in use."""
    zone, first, rest = rng.choice((("02", "2567", 7), ("03", "2345", 7), ("09", "23", 7), ("04", "23", 7), ("087", "3567", 6)))
    return zone + digits(rng, rest, first)


def steuer(rng: Random, collides: bool = False) -> str:
    """Return a German tax number: eleven digits, one of the first ten twice, check by ISO 7064 mod 11,10."""
    while True:
        pool = rng.sample("0123456789", 9)
        ten = [*pool, pool[rng.randrange(9)]]
        rng.shuffle(ten)
        if ten[0] == "0" or (collides and int("".join(ten[2:4])) > 52):
            continue
        product = 10
        for char in ten:
            total = (int(char) + product) % 10 or 10
            product = total * 2 % 11
        value = "".join(ten) + str((11 - product) % 10)
        if not collides or passes_as_national(value):
            return value


def pesel(rng: Random, collides: bool = False) -> str:
    """Return a Polish PESEL: date (month + 20 from 2000), four digits, check with weights 1, 3, 7, 9."""
    while True:
        birth = dt.date(1945, 1, 1) + dt.timedelta(days=rng.randrange(22_000))
        ten = f"{birth.year % 100:02d}{birth.month + (20 if birth.year >= 2000 else 0):02d}{birth.day:02d}{digits(rng, 4)}"
        value = ten + str(-sum(int(char) * (1, 3, 7, 9)[index % 4] for index, char in enumerate(ten)) % 10)
        if not collides or passes_as_national(value):
            return value


def turkish(rng: Random, collides: bool = False) -> str:
    """Return a Turkish identity number: nine digits and two checks."""
    while True:
        nine = digits(rng, 9, "123456789")
        tenth = (7 * sum(map(int, nine[::2])) - sum(map(int, nine[1::2]))) % 10
        value = f"{nine}{tenth}{(sum(map(int, nine)) + tenth) % 10}"
        if not collides or passes_as_national(value):
            return value


def bsn(rng: Random) -> str:
    """Return a Dutch BSN: nine digits that pass the test of eleven."""
    while True:
        eight = digits(rng, 8, "12345678")
        rest = sum(int(char) * (9 - index) for index, char in enumerate(eight)) % 11
        if rest < 10:
            return f"{eight}{rest}"


def nir(rng: Random) -> str:
    """Return a French number of social security with its key, in groups."""
    body = f"{rng.choice('12')}{rng.randint(50, 99)}{rng.randint(1, 12):02d}{rng.randint(1, 95):02d}{digits(rng, 6)}"
    return f"{body[0]} {body[1:3]} {body[3:5]} {body[5:7]} {body[7:10]} {body[10:]} {97 - int(body) % 97:02d}"


def ean(rng: Random, prefix: str, length: int) -> str:
    """Return a GS1 number with its check digit (weights 3 and 1 from the right)."""
    body = prefix + digits(rng, length - 1 - len(prefix))
    total = sum(int(char) * (3 if index % 2 == 0 else 1) for index, char in enumerate(reversed(body)))
    return f"{body}{-total % 10}"


def zone_check(field: str) -> str:
    """Return the check digit of a field of a machine-readable zone: weights 7, 3, 1 (ICAO 9303-3)."""
    values = {"<": 0, **{str(value): value for value in range(10)}, **{chr(55 + value): value for value in range(10, 36)}}
    return str(sum(values[char] * (7, 3, 1)[index % 3] for index, char in enumerate(field)) % 10)


def zone_of_card(
    rng: Random,
    kind: str,
    number: str,
    national_number: str,
    birth: dt.date,
    until: dt.date,
    sex: str,
    names: tuple[str, str],
    nationality: str = "BEL",
) -> list[str]:
    """Return three rows of thirty. `old` (2005) has nine digits of the card and the national number in row 1, later cards have it in row 2.

    A document number longer than nine goes on after a `<` (ICAO 9303-5); samples reckon its check digit with and without that `<`.
    """
    born, expires = birth.strftime("%y%m%d"), until.strftime("%y%m%d")
    if kind == "old":
        first = f"IDBEL{number[:9]}{zone_check(number[:9])}{national_number}".ljust(30, "<")
        optional = "<" * 11
    else:
        issuer = "IDBEL" if kind == "current" else rng.choice(("IRBEL", "ITBEL"))
        checked = number if rng.random() < 0.5 else f"{number[:9]}<{number[9:]}"
        first = f"{issuer}{number[:9]}<{number[9:]}{zone_check(checked)}".ljust(30, "<")
        optional = national_number
    second = f"{born}{zone_check(born)}{sex}{expires}{zone_check(expires)}{nationality}{optional}"
    second += zone_check(first[5:30] + second[:7] + second[8:15] + second[18:29])
    return [first, second, f"{names[0]}<<{names[1]}".ljust(30, "<")[:30]]


def zone_of_passport(rng: Random, birth: dt.date, until: dt.date, sex: str, names: tuple[str, str]) -> list[str]:
    """Return the two rows of forty-four of a Belgian passport (ICAO 9303-4)."""
    number = (rng.choice(("EK", "GA", "EN", "GC")) + digits(rng, 6)).ljust(9, "<")
    born, expires = birth.strftime("%y%m%d"), until.strftime("%y%m%d")
    second = f"{number}{zone_check(number)}BEL{born}{zone_check(born)}{sex}{expires}{zone_check(expires)}{'<' * 14}0"
    second += zone_check(second[0:10] + second[13:20] + second[21:43])
    return [f"P<BEL{names[0]}<<{names[1]}".ljust(44, "<")[:44], second]
