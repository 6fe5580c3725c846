//! Words and signs beside a number.

/// Signs of currencies.
pub(super) const SIGNS: [char; 5] = ['€', '$', '£', '¥', '₹'];

/// Codes of currencies (ISO 4217) that stand before an amount.
pub(super) const CURRENCIES: &str = "AED ARS AUD BRL CAD CHF CLP CNY COP CZK DKK EGP EUR GBP HKD HUF IDR ILS INR JPY KES KRW MXN MYR NGN \
    NOK NZD PHP PLN RON RUB SAR SEK SGD THB TRY UAH USD VND ZAR";

/// What stands behind a number for its size.
pub(super) const SIZES: [(&str, f64); 23] = [
    ("k", 1e3),
    ("K", 1e3),
    (" thousand", 1e3),
    (" Tsd.", 1e3),
    ("M", 1e6),
    ("m", 1e6),
    (" million", 1e6),
    (" millions", 1e6),
    (" Mio.", 1e6),
    (" Mio", 1e6),
    (" Millionen", 1e6),
    (" millones", 1e6),
    (" milioni", 1e6),
    (" milhões", 1e6),
    (" mln", 1e6),
    ("bn", 1e9),
    ("B", 1e9),
    (" billion", 1e9),
    (" Mrd.", 1e9),
    (" Mrd", 1e9),
    (" Milliarden", 1e9),
    (" milliards", 1e9),
    (" mld", 1e9),
];

/// Units that stand behind a number without a blank.
pub(super) const TOUCHING: &str = "x × ms s sec min h hr hrs d kg mg g t km m² m³ cm mm l ml KB kB MB GB TB PB Hz kHz MHz GHz W kW MW GW kWh MWh GWh \
    V kV rps qps tps fps ppm dB ha pp px bps";

/// Words between the two ends of a range.
pub(super) const BETWEEN: &str =
    "to or and bis oder und à ou et a o y e hasta till tot en of do lub i til eller och og";

/// Words of which none is a unit, though they stand behind a number.
pub(super) const NO_UNITS: &str = "to or and in of at by for from on with per a an the than them us it these those all is was were as since until into over under within via \
    und oder bis im am auf von mit für pro je zu zum zur aus bei seit et ou à au aux en de du des par pour sur dans depuis \
    y o e con por para del al desde hasta em com até da do das dos di dal della tra fra per il i la le z w na od oraz lub \
    og och eller til på med av af i tot met van voor op bij het \
    january february march april may june july august september october november december \
    januar februar märz mai juni juli oktober dezember janvier février mars avril juin juillet août septembre octobre novembre décembre \
    enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre";

/// Words between a number and what it counts.
pub(super) const QUALIFIERS: &str =
    "new more additional other different junior senior neue neuen weitere weiteren de d di";

/// True if the list has the word.
pub(super) fn has(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|one| one == word)
}
