//! Certificates as LinkedIn shows them, with one thing on each line: the name, the issuer, `Issued Mar 2021`.

use crate::{
    date::SlashOrder,
    resume::{
        line::{Kind, Line},
        span,
    },
};

/// Words before the day of a certificate, and before that of its end.
const ISSUED: [&str; 7] = [
    "Issued ",
    "Ausgestellt: ",
    "Ausgestellt ",
    "Délivrée le ",
    "Expedición: ",
    "Rilasciato: ",
    "Toegekend: ",
];
/// What parts the day of issue from that of expiry.
const SIGN: &str = " · ";

/// The lines, with such certificates on a line each.
pub(super) fn joined(lines: &[Line]) -> Vec<Line> {
    let mut read: Vec<Line> = Vec::new();
    for line in lines {
        let days = day(&line.text, line.order);
        let is_free =
            |line: &Line| line.kind == Kind::Text && line.cells.is_empty() && line.text.len() < 120;
        let is_pair = read.len() > 1 && read.iter().rev().take(2).all(is_free);
        match days.filter(|_| is_pair) {
            Some(days) => {
                let issuer = read.pop().map(|it| it.text).unwrap_or_default();
                if let Some(name) = read.last_mut() {
                    name.text = format!("{} – {issuer}, {days}", name.text);
                }
            }
            None => read.push(line.clone()),
        }
    }
    read
}

/// The days of such a line: that of issue, and `expires Mar 2024`.
fn day(text: &str, order: SlashOrder) -> Option<String> {
    let rest = ISSUED.iter().find_map(|word| text.strip_prefix(word))?;
    let (first, more) = rest.split_once(SIGN).unwrap_or((rest, ""));
    span::read(first, order).date()?;
    let until = more.to_lowercase();
    Some(match until.strip_prefix("expires ") {
        Some(end) => format!("{first}, expires {end}"),
        None => first.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::joined;
    use crate::resume::line::Line;

    #[test]
    fn three_lines_are_one_certificate() {
        let lines = [
            "Crane Ticket",
            "Red Hut",
            "Issued Mar 2021 · Expires Mar 2024",
            "First Aid",
        ];
        let read = joined(&lines.map(Line::text));
        let texts: Vec<&str> = read.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(
            texts,
            [
                "Crane Ticket – Red Hut, Mar 2021, expires mar 2024",
                "First Aid"
            ]
        );
    }
}
