"""The invented people: clients, colleagues, and the household on the drawn identity card."""

from __future__ import annotations

from dataclasses import dataclass

from share_builder.numbers import digits, iban, national_number

_MONTHS = {
    "nl": [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ],
    "fr": [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "de": ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"],
}


def words(date, language="nl"):
    """Return an ISO date in words: `14 maart 1986`."""
    year, month, day = date.split("-")
    return f"{int(day)} {_MONTHS[language][int(month) - 1]} {year}"


@dataclass(frozen=True)
class Person:
    """An invented person; `serial` gives the order number from 900 on, the telephone, the account and the IKL number."""

    given: str
    surname: str
    birth: str
    place: str
    street: str
    town: str
    serial: int
    bis: int = 0

    @property
    def name(self):
        return f"{self.given} {self.surname}"

    @property
    def reversed(self):
        return f"{self.surname} {self.given}"

    @property
    def rrn(self):
        return national_number(self.birth, 900 + self.serial, self.bis)

    @property
    def plain(self):
        return digits(self.rrn)

    @property
    def born(self):
        return "/".join(reversed(self.birth.split("-")))

    @property
    def address(self):
        return f"{self.street}, {self.town}"

    @property
    def mail(self):
        ascii_only = self.name.lower().translate(str.maketrans("öüéëîçś", "oueeics")).replace(" ", ".")
        return f"{ascii_only}@example.org"

    @property
    def phone(self):
        return f"0470 00 {self.serial:02d} {(self.serial * 37) % 100:02d}"

    @property
    def account(self):
        return iban(9990000000 + self.serial * 10007)

    @property
    def ikl(self):
        return f"{4400000 + self.serial * 1013}"


AN = Person("An", "Janssens", "1986-03-14", "Lokeren", "Wilgenbeemdstraat 27", "2800 Mechelen", 18)
YOUSSEF = Person("Youssef", "El Khattabi", "1992-11-05", "Nador", "Hazelaarpad 8 bus 3", "2170 Antwerpen", 27)
ELIF = Person("Elif", "Öztürk", "1990-07-22", "Genk", "Zonnedauwlaan 41", "3600 Genk", 36)
BENOIT = Person("Benoît", "Delvaux", "1979-09-30", "Charleroi", "Rue des Trois Noisetiers 12", "5000 Namur", 41)
KATJA = Person("Katja", "Niessen", "1984-12-14", "Eupen", "Lindenbachweg 5", "4700 Eupen", 44)
GRACE = Person("Grace", "Okonkwo", "1988-05-02", "Lagos", "Kwartelhof 19", "1800 Vilvoorde", 52)
DAWIT = Person("Dawit", "Tesfaye", "1995-01-01", "Asmara", "Pauwenoogstraat 66", "9000 Gent", 57, bis=40)
RANIA = Person("Rania", "Haddad", "2003-06-25", "Aleppo", "Vlinderstruikplein 2", "9000 Gent", 60)
LINH = Person("Linh", "Nguyen", "2001-02-09", "Kortrijk", "Spoelerijkaai 14", "8500 Kortrijk", 62)
RUDY = Person("Rudy", "De Smedt", "1966-01-28", "Aalst", "Hopduvelweg 33", "9300 Aalst", 63)
MAGDA = Person("Magdalena", "Kowalska", "1981-10-03", "Lublin", "Merelzangstraat 9", "3500 Hasselt", 68)
JONAS = Person("Jonas", "Peeters", "1998-08-17", "Hasselt", "Bremstruiklaan 71", "3500 Hasselt", 71)
CHRISTELLE = Person("Christelle", "Kabongo", "1994-04-11", "Kinshasa", "Rue du Vieux Tilleul 3", "1080 Bruxelles", 74)
KEVIN = Person("Kevin", "Vermeulen", "2000-12-19", "Dendermonde", "Rietzangerstraat 50", "9200 Dendermonde", 77)
IOANA = Person("Ioana", "Popescu", "1999-03-08", "Cluj", "Korhoenlaan 11", "2300 Turnhout", 80)

HILDE = Person("Hilde", "Claes", "1971-05-19", "Leuven", "Bosuilpad 1", "3000 Leuven", 2)
ELS = Person("Els", "Bogaert", "1983-02-24", "Mechelen", "Duivendries 16", "2800 Mechelen", 4)
LIEN = Person("Lien", "Maes", "1990-08-03", "Lier", "Kersenbongerd 23", "2570 Duffel", 6)
KOEN = Person("Koen", "Daems", "1977-06-11", "Geel", "Turfstekerslaan 30", "2440 Geel", 7)
SAMIRA = Person("Samira", "Amrani", "1989-09-14", "Vilvoorde", "Molensteenhof 4", "1800 Vilvoorde", 8)
CARD_HOLDER = Person("Fictia Maria", "Van Verzonnen", "1986-03-21", "Sint-Niklaas", "Nergensweg 404", "9100 Sint-Niklaas", 90)

STAFF = (HILDE, ELS, LIEN, KOEN, SAMIRA)
CLIENTS = (AN, YOUSSEF, ELIF, BENOIT, KATJA, GRACE, DAWIT, RANIA, LINH, RUDY, MAGDA, JONAS, CHRISTELLE, KEVIN, IOANA)
