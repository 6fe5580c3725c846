//! How an element looks, by its `style` and that of the elements around it.

/// Lengths up to this are beyond the edge of any page, in pixels.
const BEYOND: f64 = -900.0;
/// Letters up to this size are seen by nobody, in pixels.
const TINY: f64 = 2.0;
/// Pixels of an `em`, roughly; a percentage is of this size, too.
const EM: f64 = 16.0;

/// What an element has of its own and of those around it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// It and all within it are not shown.
    is_gone: bool,
    is_invisible: bool,
    is_tiny: bool,
    /// White or transparent letters.
    is_pale: bool,
    /// Letters in the colour of their own background.
    is_like_its_background: bool,
    /// A background that white letters are seen on.
    has_background: bool,
}

impl Look {
    /// The look of an element within one of this look; `tag` is as [`mark`] has left it.
    pub(super) fn within(self, tag: &str) -> Self {
        let mut look = self;
        look.is_gone |= tag.contains(" hidden=\"");
        let marks = [" style=\"", " color=\"", " bgcolor=\""]
            .into_iter()
            .filter_map(|attribute| Some(tag.split_once(attribute)?.1.split_once('"')?.0));
        for mark in marks.flat_map(str::chars) {
            match mark {
                'g' => look.is_gone = true,
                'i' => look.is_invisible = true,
                'v' => look.is_invisible = false,
                't' => look.is_tiny = true,
                'l' => look.is_tiny = false,
                'p' => look.is_pale = true,
                's' => look.is_like_its_background = true,
                'c' => (look.is_pale, look.is_like_its_background) = (false, false),
                'b' => look.has_background = true,
                _ => {}
            }
        }
        look
    }

    pub(super) const fn is_seen(self) -> bool {
        let is_hidden = self.is_gone
            || self.is_invisible
            || self.is_tiny
            || self.is_like_its_background
            || (self.is_pale && !self.has_background);
        !is_hidden
    }
}

/// A style in letters: `g`one, `i`nvisible or `v`isible, `t`iny or `l`arge, `p`ale, `s`ame colour as the background or another `c`olour, `b`ackground.
pub(super) fn mark(style: &str) -> String {
    let style = style.to_ascii_lowercase();
    let properties: Vec<(&str, &str)> = style
        .split(';')
        .filter_map(|property| property.split_once(':'))
        .map(|(name, value)| {
            let value = value.split('!').next().unwrap_or_default();
            (name.trim(), value.trim())
        })
        .collect();
    let of = |wanted: &str| {
        let mut values = properties.iter().rev();
        values
            .find(|(name, _)| *name == wanted)
            .map(|(_, value)| *value)
    };
    let mut marks = String::new();
    if is_gone(&of) {
        marks.push('g');
    }
    match of("visibility") {
        Some("hidden" | "collapse") => marks.push('i'),
        Some("visible") => marks.push('v'),
        _ => {}
    }
    if let Some(size) = of("font-size").and_then(pixels) {
        marks.push(if size <= TINY { 't' } else { 'l' });
    }
    let background = of("background-color").or_else(|| of("background"));
    let background = background.filter(|value| !is_pale(value) && !is_no_colour(value));
    if let Some(colour) = of("color") {
        marks.push(if background == Some(colour) {
            's'
        } else if is_pale(colour) {
            'p'
        } else {
            'c'
        });
    }
    if background.is_some() || of("background-image").is_some() {
        marks.push('b');
    }
    marks
}

fn is_gone<'a>(of: &impl Fn(&str) -> Option<&'a str>) -> bool {
    let zero = |name| of(name).and_then(pixels) == Some(0.0);
    let beyond = |name| of(name).and_then(pixels).is_some_and(|at| at <= BEYOND);
    let is_placed = matches!(of("position"), Some("absolute" | "fixed"));
    let is_empty = ["width", "height", "max-width", "max-height"].into_iter();
    of("display") == Some("none")
        || of("opacity")
            .and_then(number)
            .is_some_and(|part| part < 0.05)
        || beyond("text-indent")
        || (is_placed && ["left", "top", "right", "bottom"].into_iter().any(beyond))
        || (is_placed && of("clip").is_some_and(|clip| clip.starts_with("rect(0")))
        || (of("overflow") == Some("hidden") && is_empty.into_iter().any(zero))
}

/// A length in pixels; none for words such as `small`.
fn pixels(length: &str) -> Option<f64> {
    let unit_at = length
        .find(|c: char| c.is_ascii_alphabetic() || c == '%')
        .unwrap_or(length.len());
    let (amount, unit) = length.split_at_checked(unit_at)?;
    let amount = number(amount)?;
    match unit {
        "" | "px" => Some(amount),
        "pt" => Some(amount * 4.0 / 3.0),
        "em" | "rem" => Some(amount * EM),
        "%" => Some(amount * EM / 100.0),
        _ => None,
    }
}

fn number(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|it: &f64| it.is_finite())
}

/// True for white and for what lets the page through.
fn is_pale(colour: &str) -> bool {
    let colour: String = colour.split_whitespace().collect();
    let nearly_white = |hex: &str| {
        let digit = if hex.len() <= 4 { 1 } else { 2 };
        hex.len() / digit >= 3 && hex.chars().step_by(digit).take(3).all(|first| first == 'f')
    };
    if let Some(hex) = colour.strip_prefix('#') {
        return nearly_white(hex);
    }
    let inside = |name: &str| {
        let rest = colour.strip_prefix(name)?.strip_suffix(')')?;
        Some(
            rest.split([',', '/'])
                .filter_map(number)
                .collect::<Vec<_>>(),
        )
    };
    match inside("rgba(").or_else(|| inside("rgb(")).as_deref() {
        Some([_, _, _, alpha]) if *alpha < 0.05 => true,
        Some([red, green, blue, ..]) => [red, green, blue].iter().all(|part| **part >= 240.0),
        _ => matches!(
            colour.as_str(),
            "white" | "transparent" | "snow" | "ghostwhite" | "whitesmoke" | "ivory"
        ),
    }
}

fn is_no_colour(value: &str) -> bool {
    matches!(
        value,
        "" | "none" | "inherit" | "initial" | "unset" | "currentcolor"
    )
}
