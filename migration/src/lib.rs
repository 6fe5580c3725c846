//! The migrations of the database, in order. A released migration is never edited; every change is a new migration.

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::MigrationTrait;

mod m20261123_000001_users;
mod m20261123_000002_tasks;
mod m20261123_000003_profiles;
mod m20261123_000004_jobs;
mod m20261123_000005_posting_search;
mod m20261123_000006_applications;
mod m20261123_000007_notifications;
mod m20261124_000008_identity;
mod m20261124_000010_passwords;
mod m20261124_000011_api_tokens;
mod m20261124_000012_providers;
mod m20261124_000013_second_factor;
mod m20261124_000014_administration;
mod m20261124_000015_leaving;
mod m20261126_000016_task_owner;
mod m20261126_000017_time_zones;
mod m20261126_000018_application_deletion;
mod m20261126_000019_versions;
mod m20261126_000020_task_listeners;
mod m20261126_000021_idempotency_keys;
mod m20261126_000022_posting_department;
mod m20261126_000023_posting_team;
mod m20261126_000030_task_completion;
mod m20261127_000031_places;
mod m20261127_000033_posting_identity;
mod m20261127_000034_posting_payloads;
mod m20261127_000035_search_index;
mod m20261127_000037_search_filters;
mod m20261127_000038_posting_fingerprints;
mod m20261127_000039_hundredths;
mod m20261127_000040_pay_in_euros;
mod m20261127_000042_payloads_of_entries;
mod m20261127_000043_posting_facts;
mod m20261127_000050_profile_evidence;
mod m20261127_000053_imports;
mod m20261127_000056_people;
mod m20261127_000058_linkedin;
mod m20261127_000060_documents;
mod m20261127_000062_declined_values;
mod m20261127_000063_imports_in_progress;
mod m20261127_000064_unknown_dates;
mod m20261127_000065_connected_companies;
mod m20261128_000066_shared_stems;
mod m20261128_000070_matching;
mod m20261128_000071_embeddings;
mod m20261128_000072_resumes;
mod m20261128_000073_letters;
mod m20261128_000074_tailorings;
mod m20261128_000075_answers;
mod m20261128_000076_models;
mod m20261129_000077_posting_hidden_text;
mod m20261129_000079_tailoring_wording;
mod m20261129_000080_changes;
mod m20261129_000081_agent_proposals;
mod m20261129_000082_undo;
mod m20261129_000083_notification_content;
mod m20261129_000084_proposals_without_version;
mod m20261129_000085_value_sources;
mod m20261129_000086_identity_claims;
mod sql;

/// Runs the pending migrations.
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261123_000001_users::Migration),
            Box::new(m20261123_000002_tasks::Migration),
            Box::new(m20261123_000003_profiles::Migration),
            Box::new(m20261123_000004_jobs::Migration),
            Box::new(m20261123_000005_posting_search::Migration),
            Box::new(m20261123_000006_applications::Migration),
            Box::new(m20261123_000007_notifications::Migration),
            Box::new(m20261124_000008_identity::Migration),
            Box::new(m20261124_000010_passwords::Migration),
            Box::new(m20261124_000011_api_tokens::Migration),
            Box::new(m20261124_000012_providers::Migration),
            Box::new(m20261124_000013_second_factor::Migration),
            Box::new(m20261124_000014_administration::Migration),
            Box::new(m20261124_000015_leaving::Migration),
            Box::new(m20261126_000016_task_owner::Migration),
            Box::new(m20261126_000017_time_zones::Migration),
            Box::new(m20261126_000018_application_deletion::Migration),
            Box::new(m20261126_000019_versions::Migration),
            Box::new(m20261126_000020_task_listeners::Migration),
            Box::new(m20261126_000021_idempotency_keys::Migration),
            Box::new(m20261126_000022_posting_department::Migration),
            Box::new(m20261126_000023_posting_team::Migration),
            Box::new(m20261126_000030_task_completion::Migration),
            Box::new(m20261127_000031_places::Migration),
            Box::new(m20261127_000033_posting_identity::Migration),
            Box::new(m20261127_000034_posting_payloads::Migration),
            Box::new(m20261127_000035_search_index::Migration),
            Box::new(m20261127_000037_search_filters::Migration),
            Box::new(m20261127_000038_posting_fingerprints::Migration),
            Box::new(m20261127_000039_hundredths::Migration),
            Box::new(m20261127_000040_pay_in_euros::Migration),
            Box::new(m20261127_000042_payloads_of_entries::Migration),
            Box::new(m20261127_000043_posting_facts::Migration),
            Box::new(m20261127_000050_profile_evidence::Migration),
            Box::new(m20261127_000053_imports::Migration),
            Box::new(m20261127_000056_people::Migration),
            Box::new(m20261127_000058_linkedin::Migration),
            Box::new(m20261127_000060_documents::Migration),
            Box::new(m20261127_000062_declined_values::Migration),
            Box::new(m20261127_000063_imports_in_progress::Migration),
            Box::new(m20261127_000064_unknown_dates::Migration),
            Box::new(m20261127_000065_connected_companies::Migration),
            Box::new(m20261128_000066_shared_stems::Migration),
            Box::new(m20261128_000070_matching::Migration),
            Box::new(m20261128_000071_embeddings::Migration),
            Box::new(m20261128_000072_resumes::Migration),
            Box::new(m20261128_000073_letters::Migration),
            Box::new(m20261128_000074_tailorings::Migration),
            Box::new(m20261128_000075_answers::Migration),
            Box::new(m20261128_000076_models::Migration),
            Box::new(m20261129_000077_posting_hidden_text::Migration),
            Box::new(m20261129_000079_tailoring_wording::Migration),
            Box::new(m20261129_000080_changes::Migration),
            Box::new(m20261129_000081_agent_proposals::Migration),
            Box::new(m20261129_000082_undo::Migration),
            Box::new(m20261129_000083_notification_content::Migration),
            Box::new(m20261129_000084_proposals_without_version::Migration),
            Box::new(m20261129_000085_value_sources::Migration),
            Box::new(m20261129_000086_identity_claims::Migration),
        ]
    }
}
