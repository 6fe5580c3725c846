//! How far the application of a row is: its stage, whether it was sent, and what further columns say was reached. The latest counts.

use super::{
    Meaning,
    checks::{self, Check},
    ranks::{is_end, is_unsent, rank},
    reached::{Further, News, Progress, in_words, is_day, late_stage},
    rows::Reader,
    sending::Sending,
    stages,
};
use crate::{
    record::Stage,
    report::FindingKind,
    table::Row,
    text::{self, quote},
};

impl Reader<'_> {
    /// How far the application of a row is, beside what it says of its sending.
    pub(super) fn progress(&mut self, row: &Row, sending: &Sending) -> Progress {
        let says_applied = sending.is_sent == Some(true);
        let stated = self.line(row, Meaning::Stage, "stage");
        let mut further = self.further(row);
        let stage = self.stage(&stated, says_applied, further.is_empty());
        let is_unsent =
            || stated.is_empty() && checks::denies_sending(self.list, self.mapping, row);
        let stage = stage.or_else(|| is_unsent().then_some(Stage::Saved));
        let choices = if stage.is_none() {
            stages::meant(&stated)
        } else {
            Vec::new()
        };
        let mut progress = Progress {
            stage,
            choices,
            stated,
            lines: Vec::new(),
        };
        self.compare_sent(&progress, sending);
        if progress.stage.is_none() && progress.choices.is_empty() && !progress.stated.is_empty() {
            self.unclear(&progress.stated);
        }
        // What was not reached is compared with all that was.
        further.sort_by_key(|it| matches!(it.news, News::NotReached(_)));
        for one in further {
            self.follow(&mut progress, &one);
        }
        if progress.stage.is_none() && !progress.choices.is_empty() {
            self.unclear(&progress.stated);
        }
        progress
    }

    /// The stage of the words, or that of an application that was sent.
    fn stage(&mut self, stated: &str, says_applied: bool, is_alone: bool) -> Option<Stage> {
        // What was sent is not one of the rows without a stage that were not.
        let contradicts = |chosen: &Stage| stated.is_empty() && says_applied && is_unsent(*chosen);
        if let Some(chosen) = self.chosen_for(stated).filter(|it| !contradicts(it)) {
            return Some(chosen);
        }
        if stated.is_empty() {
            if says_applied && is_alone && self.mapping.columns.contains(&Meaning::Stage) {
                let message = "The row has no stage, but a day of application: it was read as applied. Check it.";
                self.journal.add(FindingKind::Guess, message);
            }
            return says_applied.then_some(Stage::Applied);
        }
        stages::of(stated)
    }

    /// The stage that the person chose for a word.
    fn chosen_for(&self, word: &str) -> Option<Stage> {
        if self.chosen.is_empty() {
            return None;
        }
        self.chosen.get(&stages::key(word)).copied()
    }

    fn unclear(&mut self, word: &str) {
        let message = format!(
            "The stage \"{}\" can mean several, or none that is known. Choose one for this word in the mapping (mapping.stages).",
            quote(word)
        );
        self.journal.add(FindingKind::Unreadable, message);
    }

    /// Names a mark of sending that the stage contradicts.
    fn compare_sent(&mut self, progress: &Progress, sending: &Sending) {
        let (Some(is_sent), Some((column, cell)), Some(stage)) =
            (sending.is_sent, &sending.said, progress.stage)
        else {
            return;
        };
        if !progress.stated.is_empty() && is_unsent(stage) == is_sent {
            self.contradiction(&progress.stated, column, cell, "The stage was read");
        }
    }

    fn contradiction(&mut self, stated: &str, column: &str, cell: &str, read: &str) {
        let message = format!(
            "The stage is \"{}\", and the column \"{}\" says \"{}\". {read}; correct one of them.",
            quote(stated),
            quote(column),
            quote(cell)
        );
        self.journal.add(FindingKind::Contradiction, message);
    }

    /// What the further columns of a row say.
    fn further(&self, row: &Row) -> Vec<Further> {
        let cells = self.cells(row, Meaning::StageReached).into_iter();
        cells
            .filter(|(column, cell)| !checks::is_mark_of_sending(self.list, *column, cell))
            .map(|(column, cell)| {
                let name = self.list.header.get(column).cloned().unwrap_or_default();
                Further {
                    news: self.news(&name, column, cell),
                    check: checks::check(self.list, column, cell),
                    column: name,
                    cell: text::line(cell),
                }
            })
            .collect()
    }

    fn news(&self, name: &str, column: usize, cell: &str) -> News {
        if let Some(stage) = late_stage(name) {
            return match checks::check(self.list, column, cell) {
                Some(Check::Yes | Check::Explained(true)) => News::Reached(stage),
                Some(Check::No | Check::NoOnDay | Check::Explained(false)) => {
                    News::NotReached(stage)
                }
                None if is_day(cell) => News::Reached(stage),
                None => in_words(stage, name, cell),
                Some(Check::Unclear) => News::Unknown,
            };
        }
        if let Some(chosen) = self.chosen_for(cell) {
            return News::Reached(chosen);
        }
        let stages = stages::meant(cell);
        match stages.as_slice() {
            [] => News::Unknown,
            [only] => News::Reached(*only),
            _ => News::Unclear(stages),
        }
    }

    /// Takes what a further column says, if it is later than the stage.
    fn follow(&mut self, progress: &mut Progress, further: &Further) {
        let is_answer = matches!(
            further.check,
            Some(Check::Yes | Check::No | Check::Explained(_))
        );
        if let Some(check @ (Check::NoOnDay | Check::Unclear)) = further.check {
            self.doubtful_check(&further.column, &further.cell, check);
            progress.lines.push(further.line());
        }
        if let Some(Check::Explained(_)) = further.check {
            progress.lines.push(further.line());
        }
        match &further.news {
            News::Reached(stage) => {
                let is_taken = self.reach(progress, *stage, further);
                // A day has no place in the history, and a word that is not taken would be lost.
                if !is_answer && (!is_taken || is_day(&further.cell)) {
                    progress.lines.push(further.line());
                }
            }
            News::NotReached(stage) if progress.stage == Some(*stage) => {
                let stated = stated_or_name(progress, *stage);
                self.contradiction(
                    &stated,
                    &further.column,
                    &further.cell,
                    "The stage was read",
                );
            }
            News::NotReached(_) => {}
            News::Unknown if further.check.is_some() => {}
            News::Unclear(stages) if progress.stage.is_some_and(|it| stages.contains(&it)) => {
                progress.lines.push(further.line());
            }
            News::Unclear(stages) => {
                progress.stage = None;
                progress.choices.clone_from(stages);
                progress.stated.clone_from(&further.cell);
            }
            News::Unknown => {
                let message = format!(
                    "The column \"{}\" says \"{}\", which is no stage that is known. It is kept as a line of the note.",
                    quote(&further.column),
                    quote(&further.cell)
                );
                self.journal.add(FindingKind::Unreadable, message);
                progress.lines.push(further.line());
            }
        }
    }

    /// Moves on to a stage; false if the row is as far already, or in another end.
    fn reach(&mut self, progress: &mut Progress, stage: Stage, further: &Further) -> bool {
        let is_unknown = progress.stage.is_none() && !progress.stated.is_empty();
        let choices = progress.choices.as_slice();
        let is_later = match progress.stage {
            // It says which of several stages the word means.
            None if choices.contains(&stage) => true,
            // A word that is not known may be later than all but an end.
            None => !is_unknown || is_end(stage) && !choices.iter().any(|it| is_end(*it)),
            Some(before) => rank(stage) > rank(before),
        };
        if let Some(before) = progress.stage {
            let are_ends = before != stage && is_end(before) && is_end(stage);
            let is_unsent = is_later && is_unsent(before);
            let is_refused = stage == Stage::Offer
                && matches!(
                    before,
                    Stage::Rejected | Stage::NoResponse | Stage::PostingClosed
                )
                && late_stage(&further.column).is_none();
            if are_ends || is_unsent || is_refused {
                let read = if is_unsent {
                    "The later was read"
                } else {
                    "The stage was read"
                };
                let stated = stated_or_name(progress, before);
                self.contradiction(&stated, &further.column, &further.cell, read);
            }
        }
        if is_later {
            let words = match further.check {
                Some(_) => further.column.trim_end_matches(['?', ' ']).to_owned(),
                None if late_stage(&further.column).is_some() => further.line(),
                None => further.cell.clone(),
            };
            progress.stage = Some(stage);
            progress.stated = if progress.stated.is_empty() {
                words
            } else {
                format!("{} → {words}", progress.stated)
            };
        }
        is_later
    }
}

/// The words of a stage, or its name.
fn stated_or_name(progress: &Progress, stage: Stage) -> String {
    if progress.stated.is_empty() {
        format!("{stage:?}")
    } else {
        progress.stated.clone()
    }
}
