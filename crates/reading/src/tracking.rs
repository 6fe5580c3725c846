//! Parameters of addresses that say where a reader comes from, and not which page it is.

/// Names of parameters, in lower case.
const NAMES: &[&str] = &[
    "_hsenc",
    "_hsmi",
    "dclid",
    "fbclid",
    "gbraid",
    "gclid",
    "gh_src",
    "igshid",
    "li_fat_id",
    "lici",
    "lipi",
    "mc_cid",
    "mc_eid",
    "msclkid",
    "ref",
    "refid",
    "source",
    "src",
    "trk",
    "twclid",
    "wbraid",
    "yclid",
];
/// Beginnings of names of parameters.
const BEGINNINGS: &[&str] = &["utm_", "tracking", "lever-"];

/// True for the name of such a parameter, in any letter case.
#[must_use]
pub fn is_tracking(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    NAMES.contains(&name.as_str()) || BEGINNINGS.iter().any(|start| name.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::is_tracking;

    #[test]
    fn where_a_reader_comes_from_is_told_from_what_a_page_is() {
        for name in [
            "utm_source",
            "trk",
            "refId",
            "trackingId",
            "gclid",
            "lever-source",
        ] {
            assert!(is_tracking(name), "{name}");
        }
        for name in ["gh_jid", "id", "jobId", "reference", "currentJobId"] {
            assert!(!is_tracking(name), "{name}");
        }
    }
}
