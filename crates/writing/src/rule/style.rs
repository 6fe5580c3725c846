//! STYLE: clichés. A warning.

use crate::{check::Check, refusal::Rule};

pub(crate) fn style(check: &mut Check<'_>) {
    for (range, _) in check.words.cliches.find(&check.text) {
        let detail = check.raw(&range);
        check.refuse(Rule::Style, &range, detail);
    }
}
