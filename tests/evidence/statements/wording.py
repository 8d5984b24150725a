"""Numbers, dates and names in the languages of the statements, as people write them."""

from watchword.errors import WatchwordError
from watchword.states import name_of

_UNITS = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
    "fr": "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf",
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve",
    "de": "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn",
}
_TENS = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "fr": "vingt trente quarante cinquante soixante",
    "es": "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "de": "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
}
_SPANISH_TWENTIES = "veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve".split()
_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
}
_ENGLISH_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
ORDINALS = {
    "en": "first second third fourth fifth sixth seventh eighth ninth tenth".split(),
    "fr": "première deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième".split(),
    "es": "primera segunda tercera cuarta quinta sexta séptima octava novena décima".split(),
    "de": "ersten zweiten dritten vierten fünften sechsten siebten achten neunten zehnten".split(),
}
BODIES = {
    "en": {"HRC": "Human Rights Council", "CHR": "Commission on Human Rights", "GA": "General Assembly", "SC": "Security Council"},
    "fr": {"HRC": "Conseil des droits de l’homme", "CHR": "Commission des droits de l’homme", "GA": "Assemblée générale", "SC": "Conseil de sécurité"},
    "es": {"HRC": "Consejo de Derechos Humanos", "CHR": "Comisión de Derechos Humanos", "GA": "Asamblea General", "SC": "Consejo de Seguridad"},
    "de": {"HRC": "Menschenrechtsrat", "CHR": "Menschenrechtskommission", "GA": "Generalversammlung", "SC": "Sicherheitsrat"},
}  # fmt: skip
# With the article, and with "of" before it: what a sentence needs where the language bends them.
BODIES_BENT = {
    "fr": {
        "HRC": ("le Conseil des droits de l’homme", "du Conseil des droits de l’homme"),
        "CHR": ("la Commission des droits de l’homme", "de la Commission des droits de l’homme"),
        "GA": ("l’Assemblée générale", "de l’Assemblée générale"),
        "SC": ("le Conseil de sécurité", "du Conseil de sécurité"),
    },
    "es": {
        "HRC": ("el Consejo de Derechos Humanos", "del Consejo de Derechos Humanos"),
        "CHR": ("la Comisión de Derechos Humanos", "de la Comisión de Derechos Humanos"),
        "GA": ("la Asamblea General", "de la Asamblea General"),
        "SC": ("el Consejo de Seguridad", "del Consejo de Seguridad"),
    },
    "de": {
        "HRC": ("der Menschenrechtsrat", "des Menschenrechtsrats"),
        "CHR": ("die Menschenrechtskommission", "der Menschenrechtskommission"),
        "GA": ("die Generalversammlung", "der Generalversammlung"),
        "SC": ("der Sicherheitsrat", "des Sicherheitsrats"),
    },
}
SHORT = {"HRC": "Council", "CHR": "Commission", "GA": "Assembly", "SC": "Council"}
FORMS = {
    "en": {"RES": "resolution", "DEC": "decision"},
    "fr": {"RES": "résolution", "DEC": "décision"},
    "es": {"RES": "resolución", "DEC": "decisión"},
    "de": {"RES": "Resolution", "DEC": "Entscheidung"},
}
GROUPS = {
    "African": "the African Group", "Asia-Pacific": "the Asia-Pacific Group", "Eastern European": "the Eastern European Group",
    "Latin American and Caribbean": "the Latin American and Caribbean Group",
    "Western European and other": "the Western European and Others Group",
}  # fmt: skip
_ENGLISH = {
    "USA": "the United States", "GBR": "the United Kingdom", "RUS": "Russia", "SUN": "the Soviet Union", "KOR": "South Korea",
    "PRK": "North Korea", "VEN": "Venezuela", "BOL": "Bolivia", "IRN": "Iran", "SYR": "Syria", "MDA": "Moldova", "TZA": "Tanzania",
    "NLD": "the Netherlands", "PHL": "the Philippines", "COD": "the Democratic Republic of the Congo", "ARE": "the United Arab Emirates",
    "DOM": "the Dominican Republic", "GMB": "the Gambia", "MDV": "the Maldives", "MHL": "the Marshall Islands", "BHS": "the Bahamas",
    "CZE": "the Czech Republic", "CIV": "Côte d’Ivoire", "VNM": "Viet Nam", "LAO": "Laos", "MKD": "North Macedonia", "SDN": "the Sudan",
    "CAF": "the Central African Republic", "BRN": "Brunei", "DDR": "the German Democratic Republic", "LBY": "Libya", "TUR": "Turkey",
    "CPV": "Cape Verde", "SWZ": "Eswatini", "COG": "the Congo", "YUG": "Yugoslavia", "CSK": "Czechoslovakia",
}  # fmt: skip
_FRENCH = {
    "CHN": "la Chine", "CUB": "Cuba", "EGY": "l’Égypte", "IND": "l’Inde", "BRA": "le Brésil", "MEX": "le Mexique", "JPN": "le Japon",
    "KOR": "la République de Corée", "USA": "les États-Unis", "GBR": "le Royaume-Uni", "FRA": "la France", "DEU": "l’Allemagne",
    "ITA": "l’Italie", "ESP": "l’Espagne", "RUS": "la Russie", "PAK": "le Pakistan", "IDN": "l’Indonésie", "CHL": "le Chili",
    "ARG": "l’Argentine", "PER": "le Pérou", "COL": "la Colombie", "VEN": "le Venezuela", "BOL": "la Bolivie", "ZAF": "l’Afrique du Sud",
    "NGA": "le Nigéria", "SEN": "le Sénégal", "MAR": "le Maroc", "DZA": "l’Algérie", "TUN": "la Tunisie", "CMR": "le Cameroun",
    "GAB": "le Gabon", "SAU": "l’Arabie saoudite", "QAT": "le Qatar", "POL": "la Pologne", "HUN": "la Hongrie", "ROU": "la Roumanie",
    "UKR": "l’Ukraine", "AUT": "l’Autriche", "BEL": "la Belgique", "CAN": "le Canada", "AUS": "l’Australie", "CHE": "la Suisse",
    "NLD": "les Pays-Bas", "PRT": "le Portugal", "URY": "l’Uruguay", "ECU": "l’Équateur", "KEN": "le Kenya", "ETH": "l’Éthiopie",
    "PHL": "les Philippines", "MYS": "la Malaisie", "NPL": "le Népal", "BGD": "le Bangladesh", "LKA": "Sri Lanka", "VNM": "le Viet Nam",
}  # fmt: skip
_SPANISH = {
    "CHN": "China", "CUB": "Cuba", "EGY": "Egipto", "IND": "la India", "BRA": "el Brasil", "MEX": "México", "JPN": "el Japón",
    "KOR": "la República de Corea", "USA": "los Estados Unidos", "GBR": "el Reino Unido", "FRA": "Francia", "DEU": "Alemania",
    "ITA": "Italia", "ESP": "España", "RUS": "Rusia", "PAK": "el Pakistán", "IDN": "Indonesia", "CHL": "Chile", "ARG": "la Argentina",
    "PER": "el Perú", "COL": "Colombia", "VEN": "Venezuela", "BOL": "Bolivia", "ZAF": "Sudáfrica", "NGA": "Nigeria", "SEN": "el Senegal",
    "MAR": "Marruecos", "DZA": "Argelia", "TUN": "Túnez", "CMR": "el Camerún", "SAU": "la Arabia Saudita", "QAT": "Qatar",
    "POL": "Polonia", "HUN": "Hungría", "ROU": "Rumania", "UKR": "Ucrania", "AUT": "Austria", "BEL": "Bélgica", "CAN": "el Canadá",
    "AUS": "Australia", "CHE": "Suiza", "NLD": "los Países Bajos", "PRT": "Portugal", "URY": "el Uruguay", "ECU": "el Ecuador",
    "PRY": "el Paraguay", "GTM": "Guatemala", "CRI": "Costa Rica", "KEN": "Kenya", "ETH": "Etiopía", "PHL": "Filipinas", "MYS": "Malasia",
}  # fmt: skip
_GERMAN = {
    "CHN": "China", "CUB": "Kuba", "EGY": "Ägypten", "IND": "Indien", "BRA": "Brasilien", "MEX": "Mexiko", "JPN": "Japan",
    "KOR": "Südkorea", "GBR": "Großbritannien", "FRA": "Frankreich", "DEU": "Deutschland", "ITA": "Italien", "ESP": "Spanien",
    "RUS": "Russland", "PAK": "Pakistan", "IDN": "Indonesien", "CHL": "Chile", "ARG": "Argentinien", "ZAF": "Südafrika",
    "POL": "Polen", "HUN": "Ungarn", "AUT": "Österreich", "BEL": "Belgien", "CAN": "Kanada", "AUS": "Australien", "PRT": "Portugal",
    "PER": "Peru", "VEN": "Venezuela", "BOL": "Bolivien", "NGA": "Nigeria", "SEN": "Senegal", "MAR": "Marokko", "DZA": "Algerien",
    "SAU": "Saudi-Arabien", "TUN": "Tunesien", "ROU": "Rumänien", "CZE": "Tschechien", "NOR": "Norwegen", "SWE": "Schweden",
}  # fmt: skip
_STATES = {"fr": _FRENCH, "es": _SPANISH, "de": _GERMAN}


def spell_number(number: int, language: str) -> str:
    """Return a number from 0 to 199 in words; in figures where this module has no words for it."""
    units, tens = _UNITS[language].split(), _TENS[language].split()
    if number < 20:
        return units[number]
    if number >= 100 or (language == "fr" and number >= 70):
        return str(number)
    ten, unit = divmod(number, 10)
    if language == "es" and ten == 2 and unit:
        return _SPANISH_TWENTIES[unit - 1]
    if not unit:
        return tens[ten - 2]
    if language == "de":
        return f"{'ein' if unit == 1 else units[unit]}und{tens[ten - 2]}"
    if language == "fr":
        return f"{tens[ten - 2]} et un" if unit == 1 else f"{tens[ten - 2]}-{units[unit]}"
    return f"{tens[ten - 2]}-{units[unit]}" if language == "en" else f"{tens[ten - 2]} y {units[unit]}"


def spell_ordinal(number: int) -> str:
    """Return an English ordinal in words, from 1 to 99."""
    head, hyphen, last = spell_number(number, "en").rpartition("-")
    if last in _ENGLISH_ORDINALS:
        return head + hyphen + _ENGLISH_ORDINALS[last]
    return head + hyphen + (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")


def spell_month(date: str, language: str) -> str:
    """Return the month of an ISO date and its year, in words."""
    month = _MONTHS[language].split()[int(date[5:7]) - 1]
    return f"{month} de {date[:4]}" if language == "es" else f"{month} {date[:4]}"


def spell_date(date: str, language: str, style: str = "") -> str:
    """Return an ISO date in words: "23 March 2018", with the style "us" "March 23, 2018"."""
    month, day = _MONTHS[language].split()[int(date[5:7]) - 1], int(date[8:])
    if style == "us":
        return f"{month} {day}, {date[:4]}"
    first = {"fr": "1er", "es": "1", "en": "1", "de": "1"}[language] if day == 1 else str(day)
    return {
        "en": f"{day} {month} {date[:4]}",
        "fr": f"{first} {month} {date[:4]}",
        "es": f"{day} de {month} de {date[:4]}",
        "de": f"{day}. {month} {date[:4]}",
    }[language]


def spell_state(code: str, language: str) -> str:
    """Return a state's name as prose has it, with its article; "" where this module has no name for it."""
    if language != "en":
        return _STATES[language].get(code, "")
    try:
        name = name_of(code)
    except WatchwordError:
        return ""
    return _ENGLISH.get(code, "" if any(mark in name for mark in "(,") else name)


def capitalise(text: str) -> str:
    """Return a text with its first letter as at a sentence's beginning."""
    return text[:1].upper() + text[1:]


def join_names(names: list[str], language: str) -> str:
    """Return names as a list in prose."""
    joint = {"en": " and ", "fr": " et ", "es": " y ", "de": " und "}[language]
    if language == "es" and names[-1].startswith(("I", "Hi")):
        joint = " e "
    return ", ".join(names[:-1]) + joint + names[-1]
