//! How close a skill that someone has is to one that is needed: computed once for all pairs that are close at all.

use std::collections::{BTreeMap, HashMap};

use crate::{
    id::SkillId,
    numbers::{BROADER_STRENGTH, NARROWER_STEP, NARROWER_STEPS_MAX, RELATED_MAX},
    skill::Skill,
};

/// How close one skill is to another.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Closeness {
    /// From 0 to 1; 1 is the same skill.
    pub strength: f64,
    /// The skill that links the two where they are not linked directly: "Python" between "Programming" and "Django".
    pub via: Option<SkillId>,
}

impl Closeness {
    /// That of a skill to itself.
    pub(crate) const SAME: Self = Self {
        strength: 1.0,
        via: None,
    };
}

/// For each skill that may be needed, those that are close to it.
pub(crate) type Near = HashMap<SkillId, BTreeMap<SkillId, Closeness>>;

/// The pairs of close skills. References to unknown skills are left out.
pub(crate) fn near(skills: &[Skill]) -> Near {
    let mut near: Near = skills
        .iter()
        .map(|skill| (skill.id.clone(), BTreeMap::new()))
        .collect();
    let by_id: HashMap<&str, &Skill> = skills
        .iter()
        .map(|skill| (skill.id.as_str(), skill))
        .collect();
    for have in skills {
        for (need, closeness) in ancestors(have, &by_id) {
            note(&mut near, need, &have.id, closeness);
        }
        for broader in &have.broader {
            note(&mut near, &have.id, broader, direct(BROADER_STRENGTH));
        }
        for (other, weight) in &have.related {
            let strength = weight.clamp(0.0, RELATED_MAX);
            note(&mut near, other, &have.id, direct(strength));
            note(&mut near, &have.id, other, direct(strength));
        }
    }
    near
}

fn direct(strength: f64) -> Closeness {
    Closeness {
        strength,
        via: None,
    }
}

/// The skills above one, nearest first, with its closeness to each.
fn ancestors<'a>(
    have: &'a Skill,
    by_id: &HashMap<&str, &'a Skill>,
) -> Vec<(&'a SkillId, Closeness)> {
    let mut found: Vec<(&SkillId, Closeness)> = Vec::new();
    let mut level: Vec<(&Skill, Option<SkillId>)> = vec![(have, None)];
    let mut strength = 1.0;
    for _ in 0..NARROWER_STEPS_MAX {
        strength *= NARROWER_STEP;
        let mut next = Vec::new();
        for (skill, via) in level {
            for above in &skill.broader {
                let Some(broader) = by_id.get(above.as_str()) else {
                    continue;
                };
                if *above == have.id || found.iter().any(|(id, _)| *id == above) {
                    continue;
                }
                found.push((
                    above,
                    Closeness {
                        strength,
                        via: via.clone(),
                    },
                ));
                // The link that is named is the one next to the skill that someone has.
                next.push((*broader, via.clone().or_else(|| Some(above.clone()))));
            }
        }
        level = next;
    }
    found
}

/// The strongest link of a pair counts.
fn note(near: &mut Near, need: &SkillId, have: &SkillId, closeness: Closeness) {
    if need == have || !near.contains_key(have) {
        return;
    }
    let Some(haves) = near.get_mut(need) else {
        return;
    };
    match haves.get_mut(have) {
        Some(known) if known.strength >= closeness.strength => {}
        Some(known) => *known = closeness,
        None => {
            haves.insert(have.clone(), closeness);
        }
    }
}
