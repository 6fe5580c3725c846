//! Ranks of another person in a title, such as the manager whom the person sought assists: "Assistant to the CFO".

use crate::{
    phrases::Hit,
    words::{Gap, Set, Word},
};

/// Professions that assist a person of rank.
const ASSISTANTS: Set = Set(
    "assistant assistants assistante assistenz assistent assistentin assistente asistente asystent asystentka assistentti secretary \
     secretaire sekretar sekretarin sekretariat secretaria secretario segretaria segretario secretaresse sekretarka sekreterare \
     sekretaer ea pa aide adviser advisor driver chauffeur valet referent referentin buro office offices support nanny speechwriter \
     adjutant deputies administrator",
);
/// Words between a person and whom they serve.
const TO: Set = Set(
    "to supporting supports under reporting reports for serving assisting des dem den fur vom beim an unserer unseres du aupres pour \
     del al para della dello alla di do ao aos aan voor van till til dla",
);
/// After these, "for" and "to" do not part somebody else: "Looking for Senior Engineers".
const SEEKING: Set = Set("looking hiring search searching wanted call up apply recruiting");

/// True if the rank is another person's, or describes the things that the person works with.
pub(super) fn is_of_another<T: Copy>(
    words: &[Word],
    hit: &Hit<T>,
    is_rank: fn(&[Word], usize) -> bool,
) -> bool {
    possessed(words, hit.end)
        || assists(words, hit.at)
        || of_office(words, hit)
        || serves(words, hit.at)
        || follows(words, hit, is_rank)
}

/// True if the word at a position looks like a profession: by its ending or as one of the usual words.
pub(super) fn is_profession(words: &[Word], at: usize) -> bool {
    const LIKE: Set = Set(
        "tier chapter order number center letter factor sector paper water power computer summer winter other over under server career \
         tower customer consumer user register matter cancer vector reactor part event component document market present client patient \
         content instrument plant talent assessment list port management development procurement recruitment employment investment \
         treatment government department equipment environment deployment placement restaurant grant giant elephant corporate private \
         estate climate certificate candidate real active creative native automotive defensive five live drive motor labor doctor year \
         quarter",
    );
    const USUAL: Set = Set(
        "nurse clerk technician tech mechanic architect analyst sre swe sde sdet qa rn aide chef cook doctor guard pilot therapist \
         pharmacist buyer counsel paralegal dev devops software backend frontend fullstack full back front data product java python net php \
         web mobile ios android ui ux cloud systems security ml ai golang react node developper entwickler entwicklerin ingenieur ingeniero \
         buchhalter sales hr salesforce sap platform graphic network c# c++ machine embedded business marketing account project quantity \
         copy",
    );
    let Some(word) = words.get(at) else {
        return false;
    };
    let name = word.folded.as_str();
    let ending = [
        "er", "or", "ist", "ian", "ant", "ent", "ive", "ate", "eur", "euse", "man", "eer",
    ];
    USUAL.has(name)
        || (name.chars().count() > 4
            && ending.iter().any(|ending| name.ends_with(ending))
            && !LIKE.has(name))
}

/// "VP's assistant", "Director’s Office".
fn possessed(words: &[Word], end: usize) -> bool {
    words
        .get(end)
        .is_some_and(|next| next.gap == Gap::Apostrophe && next.folded == "s")
}

/// "CEO Office", "CTO Assistant", "Office of the CEO", "Head of the Director's Office".
fn of_office<T: Copy>(words: &[Word], hit: &Hit<T>) -> bool {
    let next = words.get(hit.end).filter(|next| next.gap != Gap::Break);
    let serves = next.is_some_and(|next| {
        matches!(
            next.folded.as_str(),
            "office"
                | "assistant"
                | "assistante"
                | "assistent"
                | "assistenz"
                | "assistentin"
                | "secretary"
                | "secretariat"
                | "buro"
                | "sekretariat"
                | "support"
                | "communications"
                | "advisory"
                | "driver"
                | "recruiter"
                | "recruitment"
                | "recruiting"
                | "search"
        )
    });
    let executive = words.get(hit.end + 1).is_some_and(|word| {
        next.is_some_and(|next| matches!(next.folded.as_str(), "executive" | "personal"))
            && word.folded == "assistant"
    });
    // "Senior Assistant" and "Lead Support Engineer" are ranks of their own.
    let own = words.get(hit.at).is_some_and(|word| {
        matches!(
            word.folded.as_str(),
            "senior"
                | "sr"
                | "snr"
                | "junior"
                | "jr"
                | "jnr"
                | "lead"
                | "mid"
                | "intermediate"
                | "principal"
                | "graduate"
                | "staff"
                | "starszy"
                | "mlodszy"
                | "medior"
                | "entry"
        )
    });
    (serves || executive) && !own
}

/// The title begins with somebody who serves ("Executive Assistant, CEO Office"), and the rank comes later.
fn serves(words: &[Word], at: usize) -> bool {
    let first: Vec<&Word> = words
        .iter()
        .enumerate()
        .take_while(|(index, word)| *index == 0 || word.gap != Gap::Break)
        .map(|(_, word)| word)
        .collect();
    if at >= first.len() {
        // Of another segment: the first one ends with the profession.
        return first.last().is_some_and(|word| {
            is_assistant(word) && word.folded != "administrator" && word.folded != "support"
        });
    }
    // "Assistentin Geschäftsführung", but "Assistant Director" is a rank.
    let opening = first.first().is_some_and(|word| {
        is_assistant(word)
            && !matches!(
                word.folded.as_str(),
                "assistant"
                    | "support"
                    | "office"
                    | "administrator"
                    | "driver"
                    | "aide"
                    | "ea"
                    | "pa"
            )
    });
    opening && at > 0
}

/// True for those who serve, also as the end of a German, Dutch or Nordic compound: "Teamassistenz".
fn is_assistant(word: &Word) -> bool {
    let endings = [
        "assistenz",
        "assistent",
        "assistentin",
        "assistentti",
        "sekretar",
        "sekretarin",
        "sekretariat",
    ];
    ASSISTANTS.has(&word.folded) || endings.iter().any(|ending| word.folded.ends_with(ending))
}

/// "Executive Assistant CEO", "PA Managing Director"; "Assistant Director" is a rank.
fn assists(words: &[Word], at: usize) -> bool {
    let word = |back: usize| at.checked_sub(back).and_then(|index| words.get(index));
    let near = words.get(at).is_some_and(|word| word.gap != Gap::Break);
    let kind = word(2).is_some_and(|word| matches!(word.folded.as_str(), "executive" | "personal"));
    near && word(1).is_some_and(|word| {
        matches!(word.folded.as_str(), "ea" | "pa") || (kind && word.folded == "assistant")
    })
}

/// The rank comes after "to", "for", "des", "du" … or "of" in its segment: "Chief of Staff to the CEO", "Manager of Senior Engineers".
fn follows<T: Copy>(words: &[Word], hit: &Hit<T>, is_rank: fn(&[Word], usize) -> bool) -> bool {
    let mut index = hit.at;
    while index > 0 {
        let gap = words.get(index).map_or(Gap::Break, |word| word.gap);
        index -= 1;
        let Some(word) = words.get(index) else {
            return false;
        };
        // A list goes on: "to the CEO, CFO and Directors".
        if gap == Gap::Break && !after_to(words, index) {
            return false;
        }
        let lower = word.raw.chars().all(char::is_lowercase)
            || word.raw.len() > 3
            || words
                .iter()
                .all(|word| !word.raw.chars().any(char::is_lowercase));
        if word.folded == "of" && gap != Gap::Break {
            // The rank before it counts: "Director of Junior Programs".
            return true;
        }
        if TO.has(&word.folded) && lower && index > 0 {
            let before = words.get(index - 1);
            let seeking = before.is_some_and(|before| SEEKING.has(&before.folded));
            // "Junior to Mid", "Mid to Senior Level" are ranges.
            let range = word.folded == "to"
                && before.is_some_and(|_| {
                    is_rank(words, index - 1)
                        || before.is_some_and(|before| before.folded == "level")
                });
            return !seeking && !range;
        }
    }
    false
}

/// True if the segment of a word has an assistant who serves "to" somebody.
fn after_to(words: &[Word], at: usize) -> bool {
    let start = (0..=at)
        .rev()
        .find(|index| *index == 0 || words.get(*index).is_some_and(|word| word.gap == Gap::Break))
        .unwrap_or(0);
    let segment = words.get(start..=at).unwrap_or_default();
    let to = segment.iter().position(|word| word.folded == "to");
    to.is_some_and(|to| segment.iter().take(to).any(is_assistant))
}
