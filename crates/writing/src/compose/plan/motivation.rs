//! Why a person applies: parts of the posting that the facts show.

use super::{
    super::{
        Composer, Length,
        demands::{self, Demand, quotable},
        phrases::Slots,
        random::Random,
    },
    Choices, Slot,
    opening::company_slots,
};
use crate::{
    selection::Selection,
    sentence::{Paragraph, SentenceKind},
};

pub(super) fn motivation(
    composer: &Composer<'_>,
    selection: &Selection,
    demanded: &[String],
) -> Vec<Slot> {
    let requirements = composer.posting.requirements.iter();
    let supported: Vec<_> = requirements
        .filter(|one| selection.supported.contains(&one.id))
        .collect();
    let mut options = Vec::new();
    let mut fresh: Vec<Demand> = Vec::new();
    for requirement in &supported {
        let demand =
            Demand::of(composer, requirement).filter(|one| one.work && !demanded.contains(&one.id));
        let doubled = |one: &Demand| {
            fresh
                .iter()
                .any(|other| other.text.to_lowercase() == one.text.to_lowercase())
        };
        fresh.extend(demand.filter(|one| !doubled(one)));
    }
    let mut fresh = Random::of(composer.options.seed, "motivation").shuffled(fresh);
    fresh.sort_by_key(|one| !one.required);
    let mut add = |group: &str, demands: &[&Demand], rank: usize| {
        let mut choices = Choices::of(group, demands::slots(composer, demands), rank);
        choices.requirements = demands.iter().map(|one| one.id.clone()).collect();
        options.push(choices);
    };
    let tools: Vec<&Demand> = fresh.iter().filter(|one| one.tool).take(2).collect();
    let fields: Vec<&Demand> = fresh.iter().filter(|one| !one.tool).take(2).collect();
    if let [_, _] = fields.as_slice() {
        add("motivation.both", &fields, 0);
    } else if let [field] = fields.as_slice() {
        add("motivation.one", &[field], 1);
    }
    if !tools.is_empty() {
        add("motivation.tools", &tools, usize::from(tools.len() < 2));
    }
    for requirement in &supported {
        if let Some(text) =
            quotable(composer, requirement).filter(|_| !demanded.contains(&requirement.id))
        {
            let duty = composer.voice.is_duty(&text);
            let group = if duty {
                "motivation.duty"
            } else {
                "motivation.ask"
            };
            let mut choices = Choices::of(group, Slots::from([("text", text)]), usize::from(!duty));
            choices.requirements = vec![requirement.id.clone()];
            options.push(choices);
        }
    }
    options.push(Choices::of("motivation.plain", Slots::new(), 2));
    let mut first = Slot::other(Paragraph::Motivation, SentenceKind::Motivation, options);
    first.begins = true;
    let mut all = vec![first];
    if composer.options.length != Length::Short {
        let options = vec![
            Choices::of("motivation.company", company_slots(composer), 0),
            Choices::of("motivation.use", Slots::new(), 0),
        ];
        all.push(Slot::other(
            Paragraph::Motivation,
            SentenceKind::Motivation,
            options,
        ));
    }
    all
}
