"""Numbers spelled out, which the rules of the services below read as well."""

from quarterdeck.services.language.numerals import NUMBERS, in_digits

__all__ = ["NUMBERS", "in_digits"]
