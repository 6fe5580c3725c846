//! Names of documents: cleaned, and with an extension that fits the content.

use super::content::{FileType, examine};
use crate::types::file_name::cleaned;

/// Maximum characters of a name.
const NAME_MAX: usize = 150;
/// Maximum characters of an extension; longer ones are a part of the name.
const EXTENSION_MAX: usize = 10;

/// The name of a file with this content, and its type, which for text depends on the name; or why the name does not fit.
pub(super) fn named(given: Option<&str>, found: FileType) -> Result<(String, FileType), String> {
    let clean = cleaned(given.unwrap_or_default());
    let clean = if clean.is_empty() { "document" } else { &clean };
    let (stem, extension) = split(clean);
    let found = match extension.map(str::to_lowercase) {
        Some(given) => fitting(&given, found).ok_or_else(|| {
            format!(
                "The name of the file ends in .{given}, but by its content it is {}, whose names end in {}; rename it, or choose another file.",
                found.name(),
                listed(found)
            )
        })?,
        None => found,
    };
    let usual = found.extensions().first().copied().unwrap_or_default();
    let extension = extension.unwrap_or(usual);
    let stem: String = stem.chars().take(NAME_MAX).collect();
    Ok((format!("{}.{extension}", stem.trim_end()), found))
}

/// The name and the media type under which a file is stored, or why it is not.
pub fn accepted(given: Option<&str>, bytes: &[u8]) -> Result<(String, &'static str), String> {
    let (name, found) = named(given, examine(bytes)?)?;
    Ok((name, found.media_type()))
}

/// The name without its extension.
pub(super) fn stem(name: &str) -> &str {
    split(name).0
}

/// The type of a file with this extension, if the content is of that type.
fn fitting(extension: &str, found: FileType) -> Option<FileType> {
    let alike: &[FileType] = match found {
        FileType::Text | FileType::Markdown => &[FileType::Text, FileType::Markdown],
        _ => &[found],
    };
    let fits = |of: &&FileType| of.extensions().contains(&extension);
    alike.iter().find(fits).copied()
}

/// The extensions of files of this type, for messages.
fn listed(found: FileType) -> String {
    let of = |found: FileType| {
        found
            .extensions()
            .iter()
            .map(|extension| format!(".{extension}"))
    };
    let all: Vec<String> = match found {
        FileType::Text | FileType::Markdown => {
            of(FileType::Text).chain(of(FileType::Markdown)).collect()
        }
        found => of(found).collect(),
    };
    all.join(" or ")
}

/// Splits a name before its extension, which has letters: `v1.2` has none.
fn split(name: &str) -> (&str, Option<&str>) {
    let is_extension = |text: &str| {
        (1..=EXTENSION_MAX).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && text.bytes().any(|byte| byte.is_ascii_alphabetic())
    };
    match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() && is_extension(extension) => {
            (stem, Some(extension))
        }
        _ => (name, None),
    }
}

#[cfg(test)]
mod tests {
    use super::{FileType, named};

    #[test]
    fn names_are_cleaned_and_end_as_the_content_says() {
        for (given, found, expected) in [
            ("cv.pdf", FileType::Pdf, "cv.pdf"),
            ("CV.PDF", FileType::Pdf, "CV.PDF"),
            ("cv", FileType::Pdf, "cv.pdf"),
            ("CV v1.2", FileType::Docx, "CV v1.2.docx"),
            ("../../etc/passwd", FileType::Text, "passwd.txt"),
            (".hidden", FileType::Text, "hidden.txt"),
            ("", FileType::Jpeg, "document.jpg"),
            ("...", FileType::Jpeg, "document.jpg"),
            ("photo.jpeg", FileType::Jpeg, "photo.jpeg"),
        ] {
            let (name, _) = named(Some(given), found).expect(given);
            assert_eq!(name, expected, "{given}");
        }
        let (name, _) =
            named(Some(&format!("{}.pdf", "x".repeat(900))), FileType::Pdf).expect("a name");
        assert_eq!(name.len(), 154);
        assert_eq!(
            named(None, FileType::Pdf),
            Ok(("document.pdf".to_owned(), FileType::Pdf))
        );
    }

    #[test]
    fn text_is_markdown_if_its_name_says_so() {
        for (given, expected) in [
            ("a.md", FileType::Markdown),
            ("a.txt", FileType::Text),
            ("a", FileType::Text),
        ] {
            assert_eq!(
                named(Some(given), FileType::Text).map(|(_, found)| found),
                Ok(expected)
            );
        }
    }

    #[test]
    fn a_name_that_says_something_else_is_refused() {
        for (given, found) in [
            ("cv.pdf", FileType::Png),
            ("cv.png", FileType::Pdf),
            ("cv.exe", FileType::Pdf),
            ("page.html", FileType::Text),
            ("cv.pdf", FileType::Text),
            ("cv.doc", FileType::Docx),
        ] {
            let refused = named(Some(given), found).expect_err(given);
            assert!(refused.contains("by its content"), "{refused}");
        }
    }
}
