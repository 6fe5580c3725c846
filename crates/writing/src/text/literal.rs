//! Numbers in digits.

/// A number in digits: its groups of digits, and the signs between them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Literal {
    pub(crate) groups: Vec<String>,
    pub(crate) signs: Vec<char>,
    /// What ½ adds.
    pub(crate) fraction: f64,
}

impl Literal {
    /// Its value, if it is one number; `decimal` is the sign before decimals where it can be read in two ways.
    pub(crate) fn value(&self, decimal: char) -> Option<f64> {
        let number = |text: String| text.parse::<f64>().ok().map(|value| value + self.fraction);
        let grouped = self.groups.iter().skip(1).all(|group| group.len() == 3)
            && self.groups.first().is_some_and(|group| group.len() <= 3);
        match self.signs.as_slice() {
            [] => number(self.groups.concat()),
            [sign] => {
                let thousands =
                    grouped && *sign != decimal && self.groups.first().is_some_and(|g| g != "0");
                if thousands || !matches!(sign, '.' | ',') {
                    return grouped.then(|| number(self.groups.concat())).flatten();
                }
                number(self.groups.join("."))
            }
            [first, .., last] => {
                let same = self.signs.iter().all(|sign| sign == first);
                if same {
                    return grouped.then(|| number(self.groups.concat())).flatten();
                }
                let (end, head) = self.groups.split_last()?;
                let valid = matches!(last, '.' | ',') && first != last;
                valid
                    .then(|| number(format!("{}.{end}", head.concat())))
                    .flatten()
            }
        }
    }

    /// The value of a number without signs.
    pub(crate) fn plain(&self) -> Option<u32> {
        match (self.groups.as_slice(), self.fraction > 0.0) {
            ([group], false) => group.parse().ok(),
            _ => None,
        }
    }
}
