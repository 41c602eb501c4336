"""Check digits and number ranges that tell an identifier from any other number."""

_IBAN_LENGTHS = dict(
    pair.split(":")
    for pair in (
        "AD:24 AE:23 AL:28 AT:20 AZ:28 BA:20 BE:16 BG:22 BH:22 BR:29 BY:28 CH:21 CR:22 CY:28 CZ:24 DE:22 DK:18 DO:28 "
        "EE:20 EG:29 ES:24 FI:18 FO:18 FR:27 GB:22 GE:22 GI:23 GL:18 GR:27 GT:28 HR:21 HU:28 IE:22 IL:23 IQ:23 IS:26 "
        "IT:27 JO:30 KW:30 KZ:20 LB:28 LC:32 LI:21 LT:20 LU:20 LV:21 LY:25 MC:27 MD:24 ME:22 MK:19 MR:27 MT:31 MU:30 "
        "NL:18 NO:15 PK:24 PL:28 PS:29 PT:25 QA:29 RO:24 RS:22 SA:24 SC:31 SE:24 SI:19 SK:24 SM:27 ST:25 SV:28 TL:23 "
        "TN:24 TR:26 UA:29 VA:22 VG:24 XK:20"
    ).split()
)
_CARD_PREFIXES = ("4", "34", "36", "37", "38", "39", "50", "62", "64", "65", "1800", "2131", "6011", "0604")
_CARD_RANGES = (("2221", "2720"), ("3000", "3099"), ("3500", "3599"), ("5100", "5999"), ("6300", "6999"))


def luhn(digits: str) -> bool:
    """Tell whether the last digit checks the others (ISO/IEC 7812-1)."""
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(doubled) + sum(map(int, digits[-1::-2]))) % 10 == 0


def card(digits: str) -> bool:
    """Tell whether the digits are a card number: 12 to 19, an issuer's prefix and a right check digit.

    The prefixes are wider than the ranges in use today: issuers get new ones.
    """
    issued = digits.startswith(_CARD_PREFIXES) or any(low <= digits[:4] <= high for low, high in _CARD_RANGES)
    return 12 <= len(digits) <= 19 and issued and luhn(digits)  # noqa: PLR2004 - ISO/IEC 7812


def iban_length(country: str) -> int:
    """Return the number of characters of the country's IBANs (ISO 13616); 0 where it has none."""
    return int(_IBAN_LENGTHS.get(country.upper(), 0))


def iban(compact: str) -> bool:
    """Tell whether the characters check (ISO 7064, mod 97-10)."""
    turned = compact[4:] + compact[:4]
    return int("".join(str(int(char, 36)) for char in turned)) % 97 == 1


def ssn(digits: str) -> bool:
    """Tell whether the nine digits can be a US social security or taxpayer number: no part of it is all zeros."""
    return digits[:3] not in {"000", "666"} and digits[3:5] != "00" and digits[5:] != "0000"
