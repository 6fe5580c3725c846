//! Whether a sentence requires something or only prefers it.

use reading::skill::Need;

use super::{
    sections::SectionKind,
    words::{Phrases, Sentence, Set},
};
use std::sync::LazyLock;

static CUES: LazyLock<Phrases<Need>> = LazyLock::new(|| {
    Phrases::new(&[
        (
            "nice to have|good to have|great to have|a plus|big plus|is plus|preferred|preferably|bonus|ideally|desirable|desired|advantage|advantageous|beneficial|helpful|optional|would be great|would be nice|not essential|not a must|appreciated|\
             von vorteil|wunschenswert|idealerweise|pluspunkt|hilfreich|gerne auch|kein muss|gern gesehen|un plus|serait un atout|est un atout|atout|apprecie|appreciee|appreciees|souhaite|souhaitee|de preference|idealement|\
             deseable|valorable|se valora|se valorara|preferible|preferiblemente|idealmente",
            Need::Preferred,
        ),
        (
            "must|required|essential|mandatory|minimum|at least|necessary|need to|you need|zwingend|erforderlich|vorausgesetzt|voraussetzung|notwendig|mindestens|imprescindible|obligatorio|necesario|requerido|indispensable|obligatoire|exige|exigee|requis|requise",
            Need::Required,
        ),
    ])
});

/// Required or preferred, by the section first and by the words of the sentence then.
pub(super) fn need(kind: SectionKind, sentence: &Sentence) -> Need {
    if kind == SectionKind::Wishes {
        return Need::Preferred;
    }
    let cues = CUES.all(sentence);
    let preferred = cues.iter().any(|(need, _)| *need == Need::Preferred);
    if preferred {
        Need::Preferred
    } else {
        Need::Required
    }
}

/// True if the sentence says whether something is required or preferred.
pub(super) fn is_said(sentence: &Sentence) -> bool {
    CUES.first(sentence).is_some()
}

/// True if the sentence says that something is required.
pub(super) fn is_required(sentence: &Sentence) -> bool {
    CUES.first(sentence)
        .is_some_and(|(need, _)| need == Need::Required)
}

/// Words that deny what stands beside them.
pub(super) const NO: Set = Set(
    "no not cannot can't unable without never nor kein keine keinen keiner nicht ohne sin ningun ninguna pas aucun aucune sans ne don doesn won isn aren",
);
