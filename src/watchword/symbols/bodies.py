"""The bodies' names around a reference in prose, in the six languages of the United Nations and in German.

Patterns run on a shadow text, in which Cyrillic capitals that look Latin are Latin: Russian names therefore start at
their second letter. "council" and "commission" are a name that the number's form has to complete.
"""

import re

_NAMES = {
    "HRC": r"Human Rights Council|UNHRC|HRC|Conseil des droits de l['’]homme|Consejo de Derechos Humanos"
    r"|\wовет\w* по правам человека|Menschenrechtsrat\w*|人权理事会|人權理事會|مجلس حقوق الإنسان",
    "CHR": r"Commission on Human Rights|CHR|Commission des droits de l['’]homme|Comisi[óo]n de Derechos Humanos"
    r"|\wомисси\w+ по правам человека|Menschenrechtskommission|人权委员会|人權委員會|لجنة حقوق الإنسان",
    "SC": r"Security Council|UNSC|Conseil de s[ée]curit[ée]|Consejo de Seguridad"
    r"|Sicherheitsrat\w*|\wовет\w* \wезопасности|安全理事会|安全理事會|安理会|安理會|مجلس الأمن",
    "ECOSOC": r"Economic and Social Council|ECOSOC|Conseil [ée]conomique et social|Consejo Econ[óo]mico y Social"
    r"|Wirtschafts- und Sozialrat\w*|\wкономическ\w+ и \wоциальн\w+ \wовет\w*"
    r"|经济及社会理事会|經濟及社會理事會|经社理事会|المجلس الاقتصادي والاجتماعي",
    "GA": r"General Assembly|UNGA|Assembl[ée]e g[ée]n[ée]rale|Asamblea General|Generalversammlung"
    r"|\wенеральн\w+ \wссамбле\w+|大会|大會|الجمعية العامة",
}
_SHORT = {
    "GA": r"Assembly|GA|Assembl[ée]e|Asamblea",
    "council": r"Council|Conseil|Consejo",
    "commission": r"Commission|Comisi[óo]n",
}
# Bodies whose numbers look the same and are not ours: "Environment Assembly resolution 5/14".
_OTHERS = (
    r"(?:Health|Environment|Parliamentary|National|Legislative|Consultative|Constituent|Federal|Habitat) Assembly"
    r"|(?:Governing|Trusteeship|European|Executive|Cooperation|Atlantic|Arctic|Nordic|Legislative|Ministerial"
    r"|Advisory) Council"
    r"|Council of (?:Europe|Ministers)|Sub-?\s?[Cc]ommission(?: on [\w ]+)?"
    r"|(?:European|African|Inter-American) Commission"
    r"|Commission (?:on|for) (?!Human Rights)(?:the )?[A-Z][\w ,]*|Economic Commission[\w ]*"
    r"|Commission (?:\w+ )+on Human Rights|(?:European|African|Inter-American|OAS|National) Commission on Human Rights"
    r"|Committee|Board|Conference|Parties|COP|Congress|Senate|Parliament|House"
    r"|Union|Bank|Court|Tribunal|Authority|Organization"
    r"|UNESCO|WHO|WHA|UNEA|UNEP|ILO|IMO|ICAO|IAEA|ITU|OAS|OIC|OSCE|AU|EU|CTBTO"
)
_FULL = "|".join(f"(?P<{organ}>{names})" for organ, names in _NAMES.items())
_BRIEF = "|".join(f"(?P<short_{organ}>{names})" for organ, names in _SHORT.items())
_KNOWN = f"{_FULL}|{_BRIEF}"
_TAIL = r"(?:['’]s?)?(?:,?\s+in\s+its)?[\s,(]*"
_BEFORE_FULL = re.compile(rf"(?<![A-Za-z-])(?<!American )(?<!African )(?<!National )(?<!OAS )(?:{_FULL}){_TAIL}\Z")
_BEFORE = re.compile(rf"(?<![A-Za-z-])(?:(?P<other>{_OTHERS})|{_BRIEF}){_TAIL}\Z")
# Russian and Arabic put the name right after the number; elsewhere a link word has to say that it belongs there.
_LINK = (
    r"(?:\s*,?\s*(?:\([^()]{0,20}\)\s*)?(?:of\s+the\s+|de\s+la\s+|de[rs]\s+|de\s+l['’]\s?|del\s+"
    r"|du\s+|الصادر عن\s+)"
    r"|\s(?=[A-Z]?[^\x00-\x7f]))"
)
_AFTER = re.compile(rf"{_LINK}(?:United Nations )?(?:(?P<other>{_OTHERS})|{_KNOWN})(?!\s+(?:resolution|decision)s?\b)(?![A-Za-z])")
_WITHIN = re.compile(rf"\s*(?:(?:of the|de la|du)\s+)?(?:{_KNOWN})\s*")
OTHER = "other"


def _organ(found: re.Match[str] | None) -> str:
    if not found:
        return ""
    return next(name.removeprefix("short_") for name, text in found.groupdict().items() if text)


def body_before(text: str, end: int) -> str:
    """Return the body named directly before `end`: an organ, "council", "commission", `OTHER`, or ""."""
    start = max(0, end - 80)
    return _organ(_BEFORE_FULL.search(text, start, end) or _BEFORE.search(text, start, end))


def body_after(text: str, place: int) -> tuple[str, int]:
    """Return the body named directly after `place` ("... of the Human Rights Council") and where its name ends."""
    found = _AFTER.match(text, place)
    return (_organ(found), found.end()) if found else ("", place)


def body_within(text: str, place: int) -> tuple[str, int]:
    """Return the body named between the word and its number, as Arabic does, and where its name ends."""
    found = _WITHIN.match(text, place)
    return (_organ(found), found.end()) if found else ("", place)
