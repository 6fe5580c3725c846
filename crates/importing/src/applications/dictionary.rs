//! The words for stages, and what is said of one by a word beside it: `not applied yet`, `0 offers`, `still no reply`.

use std::{collections::HashMap, sync::LazyLock};

use super::{
    answers::answer,
    marks::{fold, is_of_word},
    ranks::rank,
};
use crate::record::Stage;

/// Words by what they mean; words in a row of several stages can be each of them.
const WORDS: &str = include_str!("stages.tsv");
/// Words before another that deny it.
static NOT: LazyLock<Vec<String>> = LazyLock::new(|| {
    list(
        "0|zero|not|not yet|no|never|haven't|have not|didn't|did not|yet to be|nicht|noch nicht|nie|pas|pas encore|non|non encore|jamais|aún no|todavía no|\
        sin|non ancora|não|ainda não|nog niet|niet|jeszcze nie|inte|ej|ännu inte|ikke|endnu ikke|ennå ikke|ei|ei vielä|ne|ještě ne|ešte|nem|még nem|nu|încă nu|\
        не|ще не|ещё не|пока не|henüz|δεν|δεν έχω|ακόμη δεν|ακόμα δεν|لم|لم يتم|לא|טרם|עדיין לא|chưa|ยังไม่ได้|ยังไม่|未|まだ|아직|尚未|还没|還沒|没有|沒有|nul|null|cero|нуль|ноль",
    )
});
/// The same behind a word, or alone behind a mark.
static NOT_YET: LazyLock<Vec<String>> = LazyLock::new(|| {
    list(
        "0|not yet|yet|not|noch nicht|pas encore|aún no|todavía no|non ancora|ancora no|ainda não|nog niet|jeszcze nie|ännu inte|inte än|inte ännu|endnu ikke|\
        ikke endnu|ikke ennå|ei vielä|ještě ne|még nem|încă nu|ещё нет|ещё не|ще ні|ще не|henüz değil|değil|עדיין לא|まだ|아직|尚未|还没|還沒",
    )
});
/// Parts of words for what others do with an application that was sent.
const RECEIVED: [&str; 18] = [
    "view",
    "receiv",
    "wait",
    "respon",
    "read",
    "vu",
    "recu",
    "consult",
    "gelesen",
    "gesehen",
    "eingang",
    "visto",
    "vista",
    "leid",
    "bekeken",
    "просмотр",
    "閲覧",
    "查看",
];
/// Words beside one for silence that say that an answer is awaited.
static STILL: LazyLock<Vec<String>> = LazyLock::new(|| {
    list(
        "yet|still|as yet|so far|until now|noch|bisher|bislang|noch immer|immer noch|derzeit|encore|toujours|pour l'instant|pour le moment|à ce jour|\
        aún|todavía|por ahora|de momento|por el momento|hasta ahora|ancora|tuttora|finora|per ora|ainda|por enquanto|até agora|até o momento|nog|nog steeds|\
        tot nu toe|vooralsnog|jeszcze|wciąż|nadal|na razie|póki co|än|ännu|fortfarande|hittills|endnu|stadig|indtil videre|foreløbig|ennå|enda|fortsatt|foreløpig|\
        vielä|edelleen|toistaiseksi|zatím|stále|ještě|zatiaľ|ešte|még|még mindig|egyelőre|încă|deocamdată|tot|ещё|пока|всё ещё|пока что|до сих пор|ще|поки|досі|\
        henüz|hâlâ|şimdilik|ακόμα|ακόμη|μέχρι στιγμής|بعد|حتى الآن|לא עדיין|עדיין|בינתיים|अभी तक|अब तक|まだ|今のところ|未だ|아직|尚|尚未|还|還|还没|還沒|暂|暂时|暫|暫時|目前|chưa|vẫn|vẫn chưa|ยัง",
    )
});

/// Words behind a step that say that it is planned or behind one: `phone screen scheduled`.
static ARRANGED: LazyLock<Vec<String>> = LazyLock::new(|| {
    list(
        "scheduled|booked|planned|arranged|confirmed|set up|upcoming|completed|done|passed|cleared|today|tomorrow|this week|next week|\
        geplant|vereinbart|terminiert|bestätigt|absolviert|bestanden|erledigt|prévu|prévue|planifié|fixé|passé|réussi|programada|programado|agendada|agendado|\
        realizada|superada|fissato|fissata|programmato|superato|superata|marcada|marcado|gepland|ingepland|afgerond|zaplanowana|umówiona|bokad|planlagt|naplánován|\
        назначено|назначена|запланировано|пройдено|已安排|已预约|已完成|已通过|予定|完了|예정|완료",
    )
});

/// The stages that a folded word can mean, if it is known; a step that is planned or behind one is the step.
pub(super) fn known(folded: &str) -> Option<Vec<Stage>> {
    if let Some(stages) = listed(folded) {
        return Some(stages.to_vec());
    }
    let mut steps = ARRANGED.iter().filter_map(|word| {
        let step = folded.strip_suffix(word.as_str())?.strip_suffix(' ')?;
        listed(step)
    });
    let is_step = |stage: &Stage| {
        matches!(
            stage,
            Stage::Screening | Stage::Assessment | Stage::Interviewing
        )
    };
    let stages = steps.next()?;
    stages.iter().all(is_step).then(|| stages.to_vec())
}

/// The stages of a folded word of the table.
fn listed(folded: &str) -> Option<&'static [Stage]> {
    static TABLE: LazyLock<HashMap<String, Vec<Stage>>> = LazyLock::new(|| {
        let rows = WORDS.lines().filter_map(|row| row.split_once('\t'));
        let pairs = rows.flat_map(|(stages, words)| {
            let stages: Vec<Stage> = stages.split(',').filter_map(of_name).collect();
            words
                .split('|')
                .map(move |word| (fold(word), stages.clone()))
        });
        pairs.collect()
    });
    TABLE.get(folded).map(Vec::as_slice)
}

/// The stages that a folded word can mean, also one that denies a stage.
pub(super) fn known_or_denied(folded: &str) -> Option<Vec<Stage>> {
    known(folded).or_else(|| denied(folded))
}

/// What is not applied yet is saved. That another stage was not reached says nothing of the one that was.
pub(super) fn denied(folded: &str) -> Option<Vec<Stage>> {
    if is_awaited(folded) {
        return Some(vec![Stage::Applied]);
    }
    let before = NOT.iter().filter_map(|not| {
        let rest = folded.strip_prefix(not.as_str())?;
        let is_whole = rest.starts_with(' ') || is_unspaced(not);
        is_whole.then(|| rest.trim_start())
    });
    let mut rests = before.chain(std::iter::once(folded)).flat_map(|rest| {
        let is_denied = rest.len() < folded.len();
        let shorter = without_yet(rest);
        shorter.chain(std::iter::once(rest).filter(move |_| is_denied))
    });
    let (rest, stages) = rests.find_map(|rest| Some((rest, known(rest)?)))?;
    if is_received(rest) || has_zero(folded) {
        // What was not received or seen may be sent, and a number says nothing of a stage.
        return Some(Vec::new());
    }
    let is_early = |stage: &Stage| rank(*stage) <= rank(Stage::Applied);
    // What is not even wanted may be refused.
    let is_wish = stages == [Stage::Saved];
    Some(if !is_wish && stages.iter().all(is_early) {
        vec![Stage::Saved]
    } else {
        Vec::new()
    })
}

/// The words before one that says that it is not so yet.
pub(super) fn without_yet(folded: &str) -> impl Iterator<Item = &str> {
    let ends = NOT_YET.iter();
    ends.filter_map(|yet| folded.strip_suffix(yet.as_str())?.strip_suffix(' '))
}

/// True for scripts that write no spaces between words.
fn is_unspaced(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{E00}'..='\u{E7F}' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}'))
}

/// True for silence that is no end: `still no reply`, `inget svar än`.
pub(super) fn is_awaited(folded: &str) -> bool {
    let is_final = ["ghost", "dead", "cold", "stale", "never"]
        .iter()
        .any(|word| folded.contains(word));
    let is_silence = |rest: &str| listed(rest).is_some_and(|it| it == [Stage::NoResponse]);
    !is_final
        && !is_silence(folded)
        && STILL.iter().any(|still| {
            // Most words are not there at all, which costs the least to see.
            if !folded.contains(still.as_str()) {
                return false;
            }
            let after = folded.strip_prefix(still.as_str());
            let after = after.filter(|rest| rest.starts_with(' ') || is_unspaced(still));
            let before = folded.strip_suffix(still.as_str());
            let before = before.filter(|rest| rest.ends_with(' ') || is_unspaced(still));
            let without = folded.replacen(&format!(" {still} "), " ", 1);
            let mut rests = after.into_iter().chain(before);
            rests.any(|rest| is_silence(rest.trim())) || is_silence(&without)
        })
}

/// True for a word for what others do with an application that was sent.
pub(super) fn is_received(folded: &str) -> bool {
    RECEIVED.iter().any(|word| folded.contains(word))
}

/// True for a word that says that it is not so yet.
pub(super) fn is_yet(folded: &str) -> bool {
    NOT_YET.iter().any(|yet| yet == folded)
}

/// True for what denies the word before it: the `none yet` of `Offer: none yet`, and not the `no response` of `Applied: no response`.
pub(super) fn is_no(text: &str) -> bool {
    let clause = text.trim_matches(|c: char| !is_of_word(c));
    let folded = fold(clause);
    answer(clause) == Some(false) || without_yet(&folded).any(|rest| answer(rest) == Some(false))
}

fn has_zero(folded: &str) -> bool {
    folded.split(' ').any(|part| part == "0")
}

/// Folded words of a list.
pub(super) fn list(words: &str) -> Vec<String> {
    words.split('|').map(fold).collect()
}

fn of_name(name: &str) -> Option<Stage> {
    serde_json::from_value(serde_json::Value::String(name.to_owned())).ok()
}
