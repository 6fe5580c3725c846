//! Parts of the world without one country: "EMEA", "Europe", "LATAM".

/// Countries and the territories with codes of their own that belong to them: "Hong Kong, China", "San Juan, Puerto Rico, USA".
const TERRITORIES: &[(&str, &str)] = &[
    ("CN", "HK MO TW"),
    ("US", "PR GU VI AS MP UM"),
    ("GB", "GI IM JE GG BM KY VG AI FK MS TC SH IO"),
    ("FR", "GP MQ GF RE YT NC PF BL MF PM WF"),
    ("NL", "AW CW SX BQ"),
    ("DK", "GL FO"),
    ("FI", "AX"),
    ("NO", "SJ"),
    ("AU", "NF CX CC"),
    ("NZ", "CK NU TK"),
];

/// True if a territory belongs to another country.
pub(super) fn belongs(territory: &str, country: &str) -> bool {
    TERRITORIES
        .iter()
        .any(|(owner, own)| *owner == country && own.split(' ').any(|code| code == territory))
}

/// A part of the world: its code, its folded names, and its countries.
struct Row {
    code: &'static str,
    names: &'static [&'static str],
    countries: &'static str,
}

const EU: &str = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE";
const NORDICS: &str = "DK FI IS NO SE FO GL AX";
const EUROPE: &str = "AL AD AT AX BA BE BG BY CH CY CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT LU LV MC MD ME MK MT NL \
    NO PL PT RO RS RU SE SI SK SM UA VA XK";
const MIDDLE_EAST: &str = "AE BH EG IL IQ IR JO KW LB OM PS QA SA SY TR YE";
const AFRICA: &str = "AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW KE KM LR LS LY MA MG ML MR MU MW MZ NA NE NG RW \
    SC SD SL SN SO SS ST SZ TD TG TN TZ UG ZA ZM ZW";
const ASIA: &str = "AE AF AM AZ BD BH BN BT CN GE HK ID IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK MM MN MO MV MY NP OM PH PK PS QA SA SG \
    SY TH TJ TL TM TR TW UZ VN YE";
const APAC: &str =
    "AU BD BN BT CN FJ HK ID IN JP KH KR LA LK MM MN MO MV MY NP NZ PG PH PK SG TH TL TW VN";
const SOUTH_AMERICA: &str = "AR BO BR CL CO EC GF GY PE PY SR UY VE";
const CENTRAL_AMERICA: &str = "BZ CR GT HN NI PA SV";
const CARIBBEAN: &str = "AG AI AW BB BS CU CW DM DO GD GP HT JM KN KY LC MQ PR TC TT VC VG VI";
const LATAM: &str = "AR BO BR BZ CL CO CR CU DO EC GT HN HT MX NI PA PE PR PY SV UY VE";
const NORTH_AMERICA: &str = "CA MX US";

const ROWS: &[Row] = &[
    row(
        "EUROPE",
        &[
            "europe",
            "europa",
            "european countries",
            "continental europe",
            "mainland europe",
            "pan europe",
            "europaweit",
            "europawide",
            "europe wide",
        ],
        EUROPE,
    ),
    row(
        "EU",
        &[
            "eu",
            "european union",
            "europaische union",
            "union europeenne",
            "union europea",
            "uniao europeia",
            "eu countries",
            "ue",
            "eu wide",
            "eu27",
        ],
        EU,
    ),
    row(
        "EEA",
        &["eea", "european economic area", "ewr", "eu eea"],
        EU,
    ),
    row(
        "EMEA",
        &[
            "emea",
            "emeia",
            "europe middle east and africa",
            "europe middle east africa",
        ],
        EUROPE,
    ),
    row(
        "DACH",
        &["dach", "dach region", "d a ch", "dach raum"],
        "DE AT CH LI",
    ),
    row(
        "NORDICS",
        &[
            "nordics",
            "nordic",
            "nordic countries",
            "scandinavia",
            "skandinavien",
            "norden",
        ],
        NORDICS,
    ),
    row(
        "BALTICS",
        &["baltics", "baltic states", "baltic countries", "baltikum"],
        "EE LV LT",
    ),
    row("BENELUX", &["benelux", "benelux countries"], "BE NL LU"),
    row(
        "CEE",
        &[
            "cee",
            "central and eastern europe",
            "central eastern europe",
            "eastern europe",
            "central europe",
            "osteuropa",
            "mittel und osteuropa",
        ],
        "AL BA BG BY CZ EE HR HU LT LV MD ME MK PL RO RS SI SK UA XK",
    ),
    row(
        "WESTERN_EUROPE",
        &["western europe", "westeuropa", "west europe"],
        "AT BE CH DE ES FR GB IE IT LU NL PT",
    ),
    row(
        "SOUTHERN_EUROPE",
        &["southern europe", "sudeuropa"],
        "CY ES GR IT MT PT",
    ),
    row(
        "NORTHERN_EUROPE",
        &["northern europe", "nordeuropa"],
        "DK EE FI IS LT LV NO SE",
    ),
    row(
        "BALKANS",
        &["balkans", "western balkans", "balkan"],
        "AL BA BG GR HR ME MK RS SI XK",
    ),
    row("IBERIA", &["iberia", "iberian peninsula"], "ES PT"),
    row(
        "MENA",
        &["mena", "middle east and north africa"],
        "AE BH DZ EG IL IQ IR JO KW LB LY MA OM PS QA SA SY TN YE",
    ),
    row(
        "MIDDLE_EAST",
        &["middle east", "naher osten", "mea"],
        MIDDLE_EAST,
    ),
    row(
        "GCC",
        &["gcc", "gulf region", "gulf countries"],
        "AE BH KW OM QA SA",
    ),
    row(
        "AFRICA",
        &[
            "africa",
            "afrika",
            "afrique",
            "sub saharan africa",
            "ssa",
            "west africa",
            "east africa",
            "southern africa",
            "north africa",
        ],
        AFRICA,
    ),
    row(
        "ASIA",
        &["asia", "asien", "asie", "east asia", "south asia"],
        ASIA,
    ),
    row(
        "SOUTHEAST_ASIA",
        &["southeast asia", "south east asia", "sea", "asean"],
        "BN ID KH LA MM MY PH SG TH TL VN",
    ),
    row(
        "APAC",
        &[
            "apac",
            "asia pacific",
            "apj",
            "asia pac",
            "japac",
            "asiapac",
        ],
        APAC,
    ),
    row("ANZ", &["anz", "australia and new zealand"], "AU NZ"),
    row("OCEANIA", &["oceania", "ozeanien"], "AU FJ NZ PG"),
    row(
        "AMERICAS",
        &[
            "americas",
            "the americas",
            "amer",
            "north and south america",
        ],
        "AR BO BR BZ CA CL CO CR CU DO EC GT GY HN HT JM MX NI PA PE PR PY SR SV TT US UY VE",
    ),
    row(
        "NORTH_AMERICA",
        &[
            "north america",
            "northern america",
            "nordamerika",
            "amerique du nord",
            "noram",
            "namer",
            "na region",
        ],
        NORTH_AMERICA,
    ),
    row(
        "LATAM",
        &[
            "latam",
            "latin america",
            "lateinamerika",
            "amerique latine",
            "america latina",
            "latinoamerica",
        ],
        LATAM,
    ),
    row(
        "SOUTH_AMERICA",
        &[
            "south america",
            "sudamerika",
            "sudamerica",
            "america do sul",
        ],
        SOUTH_AMERICA,
    ),
    row(
        "CENTRAL_AMERICA",
        &["central america", "centroamerica"],
        CENTRAL_AMERICA,
    ),
    row(
        "CARIBBEAN",
        &["caribbean", "the caribbean", "karibik"],
        CARIBBEAN,
    ),
];

const fn row(code: &'static str, names: &'static [&'static str], countries: &'static str) -> Row {
    Row {
        code,
        names,
        countries,
    }
}

/// The part of the world with this folded name.
pub(super) fn named(key: &str) -> Option<&'static str> {
    let row = ROWS.iter().find(|row| row.names.contains(&key));
    row.map(|row| row.code)
}

/// The codes of all parts of the world that are known.
pub fn areas() -> impl Iterator<Item = &'static str> {
    ROWS.iter().map(|row| row.code)
}

/// The countries of a part of the world (ISO 3166-1 alpha-2); none for an unknown code.
pub fn countries_of(area: &str) -> impl Iterator<Item = &'static str> {
    let row = ROWS.iter().find(|row| row.code == area);
    let more = if area == "EMEA" {
        [MIDDLE_EAST, AFRICA]
    } else if area == "EEA" {
        ["IS LI NO", ""]
    } else {
        ["", ""]
    };
    let first = row.map_or("", |row| row.countries);
    std::iter::once(first)
        .chain(more)
        .flat_map(str::split_ascii_whitespace)
}
