//! What makes text of a document one that a reader does not see, and the styles that say so.

use std::collections::HashMap;

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use super::story::attribute;

/// The most styles.
const STYLES_MAX: usize = 2_000;
/// The most styles that a style is based on.
const BASES_MAX: usize = 12;
/// The greatest size that cannot be read, in half points.
const SIZE_MAX: f64 = 2.0;
/// The darkest colour that counts as white, of 255.
const WHITE_MIN: u8 = 250;

/// How text is set; what is not said is inherited.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Look {
    vanish: Option<bool>,
    white: Option<bool>,
    size: Option<f64>,
    /// True if something coloured is behind it.
    shaded: Option<bool>,
}

impl Look {
    /// Takes a property.
    pub fn set(&mut self, name: &str, element: &BytesStart<'_>) {
        let value = || attribute(element, "val");
        match name {
            "vanish" | "webHidden" => {
                self.vanish = Some(!matches!(value().as_deref(), Some("0" | "false" | "off")));
            }
            "color" => {
                let theme = attribute(element, "themeColor");
                let is_theme = matches!(theme.as_deref(), Some("background1" | "bg1" | "light1"));
                let is_darker = attribute(element, "themeShade").is_some();
                let is_white = value().is_some_and(|value| is_white(&value));
                self.white = Some(match theme {
                    Some(_) => is_theme && !is_darker,
                    None => is_white,
                });
            }
            "sz" => self.size = value().and_then(|size| size.parse().ok()).or(self.size),
            "shd" => self.shaded = Some(is_shade(element)),
            "highlight" => {
                let none = ["none", "white"];
                self.shaded = value().map(|value| !none.contains(&value.as_str()));
            }
            _ => {}
        }
    }

    /// This look, and what it does not say from another one.
    pub fn over(self, below: Self) -> Self {
        Self {
            vanish: self.vanish.or(below.vanish),
            white: self.white.or(below.white),
            size: self.size.or(below.size),
            shaded: self.shaded.or(below.shaded),
        }
    }

    /// True if something coloured is behind the text.
    pub fn is_shaded(self) -> bool {
        self.shaded.unwrap_or_default()
    }

    /// True for text that a reader does not see. White text is seen on what is coloured.
    pub fn is_hidden(self, on_colour: bool) -> bool {
        let is_white = self.white.unwrap_or_default() && !on_colour && !self.is_shaded();
        self.vanish.unwrap_or_default()
            || is_white
            || self.size.is_some_and(|size| size <= SIZE_MAX)
    }
}

/// True for a colour that is not told from the paper.
fn is_white(hex: &str) -> bool {
    let mut pairs = [hex.get(0..2), hex.get(2..4), hex.get(4..6)].into_iter();
    let is_light = |pair: Option<&str>| {
        let part = pair.and_then(|pair| u8::from_str_radix(pair, 16).ok());
        part.is_some_and(|part| part >= WHITE_MIN)
    };
    hex.len() == 6 && pairs.all(is_light)
}

/// True for a shade that is not white.
pub fn is_shade(element: &BytesStart<'_>) -> bool {
    let theme = attribute(element, "themeFill").is_some_and(|theme| theme != "background1");
    let fill = attribute(element, "fill").unwrap_or_default();
    let pattern = attribute(element, "val").unwrap_or_default();
    let is_solid = !matches!(pattern.as_str(), "" | "clear" | "nil");
    theme || is_solid || fill.len() == 6 && !is_white(&fill)
}

/// A style.
#[derive(Clone, Debug, Default)]
struct Style {
    based_on: Option<String>,
    look: Look,
}

/// The styles of a document.
#[derive(Clone, Debug, Default)]
pub struct Styles {
    defaults: Look,
    paragraph: Option<String>,
    all: HashMap<String, Style>,
}

impl Styles {
    /// Reads them.
    pub fn read(xml: &str) -> Self {
        let mut reader = Reader::from_str(xml);
        let mut styles = Self::default();
        let mut open: Option<(String, Style)> = None;
        let mut is_in_defaults = false;
        // Looks of parts of tables are no look of the style.
        let mut conditional = 0_u32;
        while let Ok(event) = reader.read_event() {
            let (element, is_empty) = match event {
                Event::Eof => break,
                Event::Start(element) => (element, false),
                Event::Empty(element) => (element, true),
                Event::End(end) => {
                    match end.local_name().as_ref() {
                        "docDefaults" => is_in_defaults = false,
                        "tblStylePr" => conditional = conditional.saturating_sub(1),
                        "style" => styles.close(open.take()),
                        _ => {}
                    }
                    continue;
                }
                _ => continue,
            };
            let name = element.local_name().as_ref().to_owned();
            match (name.as_str(), &mut open) {
                ("docDefaults", _) => is_in_defaults = !is_empty,
                ("tblStylePr", _) if !is_empty => conditional += 1,
                ("style", _) if !is_empty => open = Some(styles.begin(&element)),
                ("basedOn", Some((_, style))) => style.based_on = attribute(&element, "val"),
                (name, Some((_, style))) if conditional == 0 => style.look.set(name, &element),
                (name, None) if is_in_defaults => styles.defaults.set(name, &element),
                _ => {}
            }
        }
        styles
    }

    fn begin(&mut self, element: &BytesStart<'_>) -> (String, Style) {
        let id = attribute(element, "styleId").unwrap_or_default();
        let kind = attribute(element, "type");
        let is_default = matches!(
            attribute(element, "default").as_deref(),
            Some("1" | "true" | "on")
        );
        if is_default && kind.as_deref() == Some("paragraph") {
            self.paragraph = Some(id.clone());
        }
        (id, Style::default())
    }

    fn close(&mut self, open: Option<(String, Style)>) {
        if let Some((id, style)) = open.filter(|_| self.all.len() < STYLES_MAX) {
            self.all.insert(id, style);
        }
    }

    /// The look of a style with those that it is based on.
    pub fn look(&self, id: &str) -> Look {
        let mut look = Look::default();
        let mut next = Some(id);
        for _ in 0..BASES_MAX {
            let Some(style) = next.and_then(|id| self.all.get(id)) else {
                break;
            };
            look = look.over(style.look);
            next = style.based_on.as_deref();
        }
        look
    }

    /// The look of a paragraph, of its style or of the usual one.
    pub fn paragraph(&self, id: Option<&str>) -> Look {
        let own = id.or(self.paragraph.as_deref());
        own.map(|id| self.look(id))
            .unwrap_or_default()
            .over(self.defaults)
    }
}
