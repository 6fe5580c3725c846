//! The skills of the demo are in the skill dictionary.

use reading::skill;

use crate::demo::catalogue::{data::Catalogue, job_seeker};

#[test]
fn every_skill_is_in_the_products_list() {
    for role in Catalogue::load().unwrap().roles {
        assert!(!role.required.is_empty() && !role.preferred.is_empty());
        for name in role.required.iter().chain(&role.preferred) {
            assert!(skill::find(name).is_some(), "{} names {name}", role.key);
        }
    }
    for named in job_seeker().unwrap().profile.skills {
        assert!(skill::find(&named.name).is_some(), "{}", named.name);
    }
}
