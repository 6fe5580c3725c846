//! Words that documents have in common, from `words.tsv`: usual headings, and the number of a page.

/// A usual heading of a résumé.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heading {
    /// About the person.
    Profile,
    /// Jobs.
    Experience,
    /// Schools.
    Education,
    /// Skills.
    Skills,
    /// Languages.
    Languages,
    /// Projects.
    Projects,
    /// Certificates and licences.
    Certifications,
    /// Publications.
    Publications,
    /// Awards.
    Awards,
    /// Work without pay.
    Volunteering,
}

/// The heading in a language (BCP 47), in English if its words are not known.
pub fn heading(language: &str, heading: Heading) -> &'static str {
    let key = match heading {
        Heading::Profile => "profile",
        Heading::Experience => "experience",
        Heading::Education => "education",
        Heading::Skills => "skills",
        Heading::Languages => "languages",
        Heading::Projects => "projects",
        Heading::Certifications => "certifications",
        Heading::Publications => "publications",
        Heading::Awards => "awards",
        Heading::Volunteering => "volunteering",
    };
    word(language, key)
        .or_else(|| word("en", key))
        .unwrap_or_default()
}

/// The line with the number of a page.
pub fn page(language: &str, page: usize, pages: usize) -> String {
    page_of(language)
        .replace("{page}", &page.to_string())
        .replace("{pages}", &pages.to_string())
}

/// The words of that line, with `{page}` and `{pages}` in their places.
pub fn page_of(language: &str) -> &'static str {
    word(language, "page").unwrap_or("{page} / {pages}")
}

fn word(language: &str, key: &str) -> Option<&'static str> {
    let mut rows = include_str!("words.tsv").lines().map(|row| row.split('\t'));
    let language = language.split('-').next()?;
    let column = rows
        .next()?
        .position(|name| name.eq_ignore_ascii_case(language))
        .filter(|column| *column > 0)?;
    let mut row = rows.find(|row| row.clone().next() == Some(key))?;
    row.nth(column)
}
