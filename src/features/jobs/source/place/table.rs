//! Names of countries (ISO 3166-1, English and other common names), of states and provinces, and of large cities.
//! A city is listed only if its name is rarely used for another one.

use std::{collections::HashMap, sync::LazyLock};

use super::fold;

/// `CODE Name;Other name|…`. The country Georgia is left out, because it is also a state; the parser of the complete name decides.
const COUNTRIES: &str = "\
    AD Andorra|AE United Arab Emirates;UAE;U A E;Emirates|AF Afghanistan|AG Antigua and Barbuda|AI Anguilla|AL Albania|AM Armenia|\
    AO Angola|AR Argentina|AS American Samoa|AT Austria;Österreich|AU Australia|AW Aruba|AZ Azerbaijan|BA Bosnia and Herzegovina;Bosnia|\
    BB Barbados|BD Bangladesh|BE Belgium;Belgique;België|BF Burkina Faso|BG Bulgaria|BH Bahrain|BI Burundi|BJ Benin|BM Bermuda|\
    BN Brunei|BO Bolivia|BR Brazil;Brasil|BS Bahamas;The Bahamas|BT Bhutan|BW Botswana|BY Belarus|BZ Belize|CA Canada|\
    CD Democratic Republic of the Congo;DR Congo|CF Central African Republic|CG Congo;Republic of the Congo|CH Switzerland;Schweiz;\
    Suisse;Svizzera|CI Ivory Coast;Côte d'Ivoire|CL Chile|CM Cameroon|CN China;Mainland China;People's Republic of China|CO Colombia|\
    CR Costa Rica|CU Cuba|CV Cape Verde;Cabo Verde|CY Cyprus|CZ Czechia;Czech Republic|DE Germany;Deutschland|DJ Djibouti|DK Denmark;\
    Danmark|DM Dominica|DO Dominican Republic|DZ Algeria|EC Ecuador|EE Estonia|EG Egypt|ER Eritrea|ES Spain;España|ET Ethiopia|\
    FI Finland;Suomi|FJ Fiji|FO Faroe Islands|FR France|GA Gabon|GB United Kingdom;UK;U K;Great Britain;Britain;England;Scotland;Wales;\
    Northern Ireland|GD Grenada|GE Republic of Georgia|GG Guernsey|GH Ghana|GI Gibraltar|GL Greenland|GM Gambia|GN Guinea|\
    GQ Equatorial Guinea|GR Greece|GT Guatemala|GU Guam|GY Guyana|HN Honduras|HR Croatia;Hrvatska|HT Haiti|HU Hungary|ID Indonesia|\
    IE Ireland;Republic of Ireland|IL Israel|IM Isle of Man|IN India|IQ Iraq|IR Iran|IS Iceland|IT Italy;Italia|JE Jersey|JM Jamaica|\
    JO Jordan|JP Japan|KE Kenya|KG Kyrgyzstan|KH Cambodia|KR South Korea;Korea;Republic of Korea|KW Kuwait|KY Cayman Islands|\
    KZ Kazakhstan|LA Laos|LB Lebanon|LC Saint Lucia|LI Liechtenstein|LK Sri Lanka|LR Liberia|LS Lesotho|LT Lithuania|LV Latvia|LY Libya|\
    MA Morocco|MD Moldova|ME Montenegro|MG Madagascar|MK North Macedonia;Macedonia|ML Mali|MM Myanmar|MN Mongolia|MO Macau;Macao|\
    MR Mauritania|MT Malta|MU Mauritius|MV Maldives|MW Malawi|MX Mexico;México|MY Malaysia|MZ Mozambique|NA Namibia|NE Niger|NG Nigeria|\
    NI Nicaragua|NL Netherlands;The Netherlands;Nederland;Holland|NO Norway;Norge|NP Nepal|NZ New Zealand|OM Oman|PA Panama|PE Peru|\
    PG Papua New Guinea|PH Philippines;The Philippines|PK Pakistan|PL Poland;Polska|PR Puerto Rico|PS Palestine|PT Portugal|PY Paraguay|\
    QA Qatar|RO Romania|RS Serbia|RU Russia;Russian Federation|RW Rwanda|SA Saudi Arabia;KSA|SB Solomon Islands|SC Seychelles|SD Sudan|\
    SE Sweden;Sverige|SI Slovenia|SK Slovakia|SL Sierra Leone|SM San Marino|SN Senegal|SO Somalia|SR Suriname|SS South Sudan|\
    SV El Salvador|SY Syria|SZ Eswatini|TD Chad|TG Togo|TH Thailand|TJ Tajikistan|TL Timor-Leste|TM Turkmenistan|TN Tunisia|TO Tonga|\
    TR Turkey;Türkiye|TT Trinidad and Tobago|TW Taiwan|TZ Tanzania|UA Ukraine|UG Uganda|US United States;USA;US;U S A;U S;\
    United States of America|UY Uruguay|UZ Uzbekistan|VA Vatican City|VC Saint Vincent and the Grenadines|VE Venezuela|VN Vietnam;\
    Viet Nam|VU Vanuatu|WS Samoa|XK Kosovo|YE Yemen|ZA South Africa|ZM Zambia|ZW Zimbabwe";

/// `COUNTRY: CODE Name;Other name|…/…`. A code without a name is matched by its code only.
const STATES: &str = "\
    US: AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware|DC District of Columbia|\
    FL Florida|GA|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas|KY Kentucky|LA Louisiana|ME Maine|MD Maryland|\
    MA Massachusetts|MI Michigan|MN Minnesota|MS Mississippi|MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire|\
    NJ New Jersey|NM New Mexico|NY New York State|NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|\
    RI Rhode Island|SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia|WA Washington State|\
    WV West Virginia|WI Wisconsin|WY Wyoming/\
    CA: AB Alberta|BC British Columbia|MB Manitoba|NB New Brunswick|NL Newfoundland and Labrador|NS Nova Scotia|ON Ontario|\
    PE Prince Edward Island|QC Quebec;Québec|SK Saskatchewan/\
    AU: NSW New South Wales|QLD Queensland|VIC|TAS Tasmania|ACT Australian Capital Territory/\
    DE: BY Bavaria;Bayern|BW Baden-Württemberg|HE Hesse;Hessen|NW North Rhine-Westphalia;Nordrhein-Westfalen|SN Saxony;Sachsen/\
    ES: CT Catalonia;Cataluña;Catalunya|MD Community of Madrid;Comunidad de Madrid|AN Andalusia;Andalucía/\
    IN: KA Karnataka|MH Maharashtra|TG Telangana|TN Tamil Nadu|HR Haryana|UP Uttar Pradesh";

/// `COUNTRY Name;Other name|…`.
const CITIES: &str = "\
    AE Dubai;Abu Dhabi|AR Buenos Aires|AT Vienna;Wien;Graz;Linz;Salzburg;Innsbruck|AU Sydney;Melbourne;Brisbane;Perth;Adelaide;Canberra|\
    BE Brussels;Bruxelles;Antwerp;Ghent;Leuven|BG Sofia;Plovdiv;Varna|BR São Paulo;Rio de Janeiro;Belo Horizonte;Curitiba;Porto Alegre;\
    Florianópolis|CA Toronto;Montreal;Montréal;Vancouver;Ottawa;Calgary;Edmonton;Winnipeg|CH Zurich;Zürich;Geneva;Genève;Basel;Bern;\
    Lausanne;Zug;Lugano|CL Santiago de Chile|CN Beijing;Shanghai;Shenzhen;Guangzhou;Hangzhou;Chengdu|CO Bogotá;Medellín;Cali|CY Nicosia;\
    Limassol|CZ Prague;Praha;Brno;Ostrava|DE Berlin;Munich;München;Hamburg;Cologne;Köln;Frankfurt;Frankfurt am Main;Stuttgart;\
    Düsseldorf;Leipzig;Dresden;Nuremberg;Nürnberg;Hannover;Hanover;Bremen;Karlsruhe;Mannheim;Heidelberg;Bonn;Potsdam;Essen;Dortmund|\
    DK Copenhagen;København;Aarhus;Odense|EE Tallinn;Tartu|EG Cairo|ES Madrid;Barcelona;Valencia;Seville;Sevilla;Málaga;Bilbao;Zaragoza;\
    Palma de Mallorca;Alicante|FI Helsinki;Espoo;Tampere;Turku;Oulu|FR Paris;Lyon;Marseille;Toulouse;Nice;Nantes;Bordeaux;Lille;\
    Strasbourg;Montpellier;Rennes;Grenoble;Sophia Antipolis|GB London;Manchester;Edinburgh;Glasgow;Bristol;Leeds;Liverpool;Belfast;\
    Cardiff;Sheffield;Nottingham;Brighton;Milton Keynes|GE Tbilisi|GR Athens;Thessaloniki|HR Zagreb|HU Budapest|ID Jakarta|IE Dublin;\
    Cork;Galway;Limerick|IL Tel Aviv;Tel Aviv-Yafo;Jerusalem;Haifa;Herzliya|IN Bangalore;Bengaluru;Mumbai;Delhi;New Delhi;Hyderabad;\
    Chennai;Pune;Gurgaon;Gurugram;Noida;Kolkata|IS Reykjavik|IT Milan;Milano;Rome;Roma;Turin;Torino;Bologna;Florence;Naples|JP Tokyo;\
    Osaka;Kyoto|KE Nairobi|KR Seoul|LT Vilnius;Kaunas|LV Riga|MA Casablanca;Rabat|MX Mexico City;Ciudad de México;Guadalajara;Monterrey|\
    MY Kuala Lumpur|NG Lagos|NL Amsterdam;Rotterdam;The Hague;Den Haag;Utrecht;Eindhoven;Delft;Groningen|NO Oslo;Bergen;Trondheim;\
    Stavanger|NZ Auckland;Wellington;Christchurch|PE Lima|PH Manila;Makati|PL Warsaw;Warszawa;Kraków;Cracow;Wrocław;Gdańsk;Poznań;Łódź;\
    Katowice|PT Lisbon;Lisboa;Porto;Braga;Coimbra;Aveiro|RO Bucharest;București;Cluj-Napoca;Cluj;Iași;Timișoara|RS Belgrade;Novi Sad|\
    SA Riyadh;Jeddah|SE Stockholm;Gothenburg;Göteborg;Malmö;Uppsala;Lund|SI Ljubljana|SK Bratislava;Košice|TH Bangkok|TR Istanbul;\
    İstanbul;Ankara;Izmir|TW Taipei|UA Kyiv;Kiev;Lviv;Kharkiv|US New York;New York City;NYC;San Francisco;SF;Los Angeles;Seattle;Boston;\
    Chicago;Austin;Denver;Atlanta;Miami;Dallas;Houston;Philadelphia;San Diego;Palo Alto;Mountain View;Menlo Park;Sunnyvale;Santa Clara;\
    Redwood City;San Mateo;Oakland;Brooklyn;Salt Lake City;Phoenix;Minneapolis;Detroit;Pittsburgh;Nashville;Charlotte;Raleigh;\
    San Francisco Bay Area;Bay Area;Portland;Las Vegas;Boulder;Santa Monica;Bellevue;Redmond;Washington DC;Washington|UY Montevideo|\
    VN Ho Chi Minh City;Hanoi|ZA Cape Town;Johannesburg|SG Singapore|HK Hong Kong|LU Luxembourg|MC Monaco";

/// The names by their folded form.
pub(super) static TABLE: LazyLock<Table> = LazyLock::new(Table::new);

/// Lookup of countries, states and cities, by folded name or upper-case code.
pub(super) struct Table {
    codes: HashMap<&'static str, &'static str>,
    countries: HashMap<String, &'static str>,
    states: HashMap<String, &'static str>,
    state_codes: HashMap<&'static str, &'static str>,
    cities: HashMap<String, &'static str>,
}

impl Table {
    /// The code, if it is the code of a country.
    pub fn code(&self, code: &str) -> Option<&'static str> {
        self.codes.get(code).copied()
    }

    pub fn is_country(&self, code: &str) -> bool {
        self.codes.contains_key(code)
    }

    pub fn country(&self, folded: &str) -> Option<&'static str> {
        self.countries.get(folded).copied()
    }

    /// The country of a state or province.
    pub fn state(&self, folded: &str) -> Option<&'static str> {
        self.states.get(folded).copied()
    }

    /// The country of the code of a state or province.
    pub fn state_code(&self, code: &str) -> Option<&'static str> {
        self.state_codes.get(code).copied()
    }

    /// The country of a city.
    pub fn city(&self, folded: &str) -> Option<&'static str> {
        self.cities.get(folded).copied()
    }

    fn new() -> Self {
        let mut table = Self {
            codes: HashMap::new(),
            countries: HashMap::new(),
            states: HashMap::new(),
            state_codes: HashMap::new(),
            cities: HashMap::new(),
        };
        for (code, names) in rows(COUNTRIES) {
            table.codes.insert(code, code);
            table.countries.extend(names.map(|name| (fold(name), code)));
        }
        // Hong Kong and the city states are listed as cities.
        for (country, states) in STATES.split('/').filter_map(|row| row.split_once(": ")) {
            for (code, names) in rows(states) {
                // Two-letter codes only for countries whose addresses use them.
                if matches!(country, "US" | "CA") {
                    table.state_codes.insert(code, country);
                }
                table.states.extend(names.map(|name| (fold(name), country)));
            }
        }
        for (country, names) in rows(CITIES) {
            table.codes.insert(country, country);
            table.cities.extend(names.map(|name| (fold(name), country)));
        }
        table
    }
}

/// Parses `CODE Name;Name|CODE|…` into codes and names.
fn rows(
    text: &'static str,
) -> impl Iterator<Item = (&'static str, impl Iterator<Item = &'static str>)> {
    text.split('|').map(|row| {
        let (code, names) = row.split_once(' ').unwrap_or((row, ""));
        (code, names.split(';').filter(|name| !name.is_empty()))
    })
}
