//! What has come of an answer so far: lines that were accepted, in their places, and lines that were refused.

use std::{borrow::Cow, sync::Arc};

use ::models::lines::Line;
use writing::{refusal::Rule, sentence::Sentence};

use super::Wording;
use crate::{
    error::{Error, Result},
    features::writing::models::{LanguageModels, Listener, RefusedLine},
    platform::process_tasks::off_reactor,
};

/// Lines of an answer at most.
const LINES_MAX: usize = 8;

/// A place of an answer.
enum Place {
    Accepted(Sentence, Line),
    Refused(Line, Vec<Rule>),
}

/// An answer for one proposal.
pub(super) struct Answer<'a> {
    models: &'a LanguageModels,
    wording: &'a Arc<Wording>,
    /// The number of what was asked.
    at: usize,
    places: Vec<Place>,
    /// In a repair, the rules of lines that were refused again.
    repairs: Option<Vec<Vec<Rule>>>,
}

impl<'a> Answer<'a> {
    pub(super) const fn new(
        models: &'a LanguageModels,
        wording: &'a Arc<Wording>,
        at: usize,
    ) -> Self {
        Self {
            models,
            wording,
            at,
            places: Vec::new(),
            repairs: None,
        }
    }

    /// What follows takes the places of refused lines.
    pub(super) fn begin_repair(&mut self) {
        self.repairs = Some(Vec::new());
    }

    /// The refused lines, with their numbers.
    pub(super) fn refused_lines(&self) -> Vec<RefusedLine<'_>> {
        let places = (1..).zip(&self.places);
        let lines = places.filter_map(|(number, place)| match place {
            Place::Refused(line, rules) => Some(RefusedLine {
                number,
                line: Cow::Borrowed(line),
                rules,
            }),
            Place::Accepted(..) => None,
        });
        lines.collect()
    }

    /// What was accepted, in order.
    pub(super) fn accepted(&self) -> (Vec<Sentence>, Vec<Line>) {
        let places = self.places.iter();
        let both = places.filter_map(|place| match place {
            Place::Accepted(sentence, line) => Some((sentence.clone(), line.clone())),
            Place::Refused(..) => None,
        });
        both.unzip()
    }

    /// Takes lines that were accepted before; false if one is not any more.
    pub(super) async fn take_known(&mut self, lines: Vec<Line>) -> Result<bool> {
        for line in lines {
            self.take(line).await?;
        }
        let is_accepted = self.refused_lines().is_empty();
        if !is_accepted {
            self.places.clear();
        }
        Ok(is_accepted)
    }

    async fn judged(&self, line: &Line) -> Result<(Sentence, Vec<Rule>)> {
        let (wording, at, line) = (Arc::clone(self.wording), self.at, line.clone());
        let judged = off_reactor(move || {
            let asked = wording.asked.get(at);
            asked.map(|asked| wording.judged(asked, &line))
        });
        let judged = judged
            .await?
            .ok_or_else(|| Error::internal("nothing was asked"))?;
        self.models.count_sentence(&judged.1);
        Ok(judged)
    }

    /// Takes a line in place of a refused one, if it is accepted and no other has taken the place.
    async fn replace(&mut self, line: Line) -> Result<()> {
        let number = line.replaces.and_then(|number| number.checked_sub(1));
        let at = number.and_then(|number| usize::try_from(number).ok());
        let place = at.and_then(|at| self.places.get(at));
        let Some((at, Place::Refused(..))) = at.zip(place) else {
            return Ok(());
        };
        let (sentence, rules) = self.judged(&line).await?;
        if !rules.is_empty() {
            self.repairs.get_or_insert_default().push(rules);
        } else if let Some(place) = self.places.get_mut(at) {
            *place = Place::Accepted(sentence, line);
        }
        Ok(())
    }
}

impl Listener for Answer<'_> {
    async fn take(&mut self, line: Line) -> Result<bool> {
        if self.repairs.is_some() {
            self.replace(line).await?;
            return Ok(true);
        }
        let (sentence, rules) = self.judged(&line).await?;
        self.places.push(if rules.is_empty() {
            Place::Accepted(sentence, line)
        } else {
            Place::Refused(line, rules)
        });
        Ok(true)
    }

    fn is_too_long(&self) -> bool {
        self.places.len() > LINES_MAX
    }

    fn refused(&self) -> Vec<Vec<Rule>> {
        if let Some(repairs) = &self.repairs {
            return repairs.clone();
        }
        let lines = self.refused_lines().into_iter();
        lines.map(|one| one.rules.to_vec()).collect()
    }
}
