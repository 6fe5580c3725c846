//! Profiles and their sections; items of a section are ordered by `position`.

use sea_orm_migration::prelude::*;

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const UP: &str = "
CREATE TABLE profiles (
    id {uuid} PRIMARY KEY,
    user_id {uuid} NOT NULL UNIQUE REFERENCES users (id) ON DELETE CASCADE,
    headline text NOT NULL,
    summary text NOT NULL,
    location text NOT NULL,
    links {json} NOT NULL,
    targets {json} NOT NULL,
    version integer NOT NULL,
    updated_at {instant} NOT NULL
);
CREATE TABLE employments (
    id {uuid} PRIMARY KEY,
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    position integer NOT NULL,
    company text NOT NULL,
    title text NOT NULL,
    location text NOT NULL,
    description text NOT NULL,
    started_on text,
    ended_on text
);
CREATE INDEX employments_of_user ON employments (user_id, position);
CREATE TABLE educations (
    id {uuid} PRIMARY KEY,
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    position integer NOT NULL,
    school text NOT NULL,
    degree text NOT NULL,
    field text NOT NULL,
    description text NOT NULL,
    started_on text,
    ended_on text
);
CREATE INDEX educations_of_user ON educations (user_id, position);
CREATE TABLE skill_claims (
    id {uuid} PRIMARY KEY,
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    position integer NOT NULL,
    name text NOT NULL,
    level text NOT NULL,
    years integer
);
CREATE INDEX skill_claims_of_user ON skill_claims (user_id, position);
CREATE TABLE languages (
    id {uuid} PRIMARY KEY,
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    position integer NOT NULL,
    name text NOT NULL,
    proficiency text NOT NULL
);
CREATE INDEX languages_of_user ON languages (user_id, position);
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::drop(
            manager,
            &[
                "languages",
                "skill_claims",
                "educations",
                "employments",
                "profiles",
            ],
        )
        .await
    }
}
