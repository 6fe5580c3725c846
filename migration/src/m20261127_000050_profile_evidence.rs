//! More sections of a profile, facts below its items, and the source of what was imported. A skill's level and a language's proficiency may
//! stay unsaid.

use sea_orm_migration::prelude::*;

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const UP: &str = "
CREATE TABLE projects (
    id {uuid} PRIMARY KEY,
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    position integer NOT NULL,
    name text NOT NULL,
    url text,
    description text NOT NULL,
    started_on text,
    ended_on text,
    source text
);
CREATE INDEX projects_of_user ON projects (user_id, position);
CREATE TABLE certifications (
    id {uuid} PRIMARY KEY,
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    position integer NOT NULL,
    name text NOT NULL,
    authority text NOT NULL,
    license_number text NOT NULL,
    url text,
    issued_on text,
    expires_on text,
    source text
);
CREATE INDEX certifications_of_user ON certifications (user_id, position);
CREATE TABLE volunteerings (
    id {uuid} PRIMARY KEY,
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    position integer NOT NULL,
    organization text NOT NULL,
    role text NOT NULL,
    cause text NOT NULL,
    description text NOT NULL,
    started_on text,
    ended_on text,
    source text
);
CREATE INDEX volunteerings_of_user ON volunteerings (user_id, position);
CREATE TABLE publications (
    id {uuid} PRIMARY KEY,
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    position integer NOT NULL,
    title text NOT NULL,
    publisher text NOT NULL,
    url text,
    description text NOT NULL,
    published_on text,
    source text
);
CREATE INDEX publications_of_user ON publications (user_id, position);
CREATE TABLE awards (
    id {uuid} PRIMARY KEY,
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    position integer NOT NULL,
    title text NOT NULL,
    issuer text NOT NULL,
    description text NOT NULL,
    awarded_on text,
    source text
);
CREATE INDEX awards_of_user ON awards (user_id, position);
CREATE TABLE evidence (
    id {uuid} PRIMARY KEY,
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    item_id {uuid} NOT NULL,
    position integer NOT NULL,
    text text NOT NULL,
    skills {json} NOT NULL,
    origin text NOT NULL,
    source text,
    confirmed_at {instant},
    version integer NOT NULL,
    updated_at {instant} NOT NULL,
    removed_at {instant}
);
CREATE INDEX evidence_of_item ON evidence (user_id, item_id, position);
CREATE TABLE evidence_versions (
    evidence_id {uuid} NOT NULL REFERENCES evidence (id) ON DELETE CASCADE,
    version integer NOT NULL,
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    text text NOT NULL,
    skills {json} NOT NULL,
    confirmed_at {instant},
    written_at {instant} NOT NULL,
    PRIMARY KEY (evidence_id, version)
);
CREATE INDEX evidence_versions_of_user ON evidence_versions (user_id);
ALTER TABLE employments ADD COLUMN source text;
ALTER TABLE educations ADD COLUMN source text;
ALTER TABLE skill_claims ADD COLUMN source text;
ALTER TABLE languages ADD COLUMN source text;
ALTER TABLE languages ADD COLUMN stated text NOT NULL DEFAULT '';
ALTER TABLE skill_claims ADD COLUMN said text;
UPDATE skill_claims SET said = level;
ALTER TABLE skill_claims DROP COLUMN level;
ALTER TABLE skill_claims RENAME COLUMN said TO level;
ALTER TABLE languages ADD COLUMN said text;
UPDATE languages SET said = proficiency;
ALTER TABLE languages DROP COLUMN proficiency;
ALTER TABLE languages RENAME COLUMN said TO proficiency;
";

/// What was never said becomes the lowest level, which the schema of before needs. The two tables are made anew, because a column cannot get
/// its place and its constraint back.
const DOWN: &str = "
ALTER TABLE employments DROP COLUMN source;
ALTER TABLE educations DROP COLUMN source;
CREATE TABLE kept_skill_claims AS SELECT * FROM skill_claims;
DROP TABLE skill_claims;
CREATE TABLE skill_claims (
    id {uuid} PRIMARY KEY,
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    position integer NOT NULL,
    name text NOT NULL,
    level text NOT NULL,
    years integer
);
CREATE INDEX skill_claims_of_user ON skill_claims (user_id, position);
INSERT INTO skill_claims (id, user_id, position, name, level, years)
    SELECT id, user_id, position, name, coalesce(level, 'BEGINNER'), years FROM kept_skill_claims;
DROP TABLE kept_skill_claims;
CREATE TABLE kept_languages AS SELECT * FROM languages;
DROP TABLE languages;
CREATE TABLE languages (
    id {uuid} PRIMARY KEY,
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    position integer NOT NULL,
    name text NOT NULL,
    proficiency text NOT NULL
);
CREATE INDEX languages_of_user ON languages (user_id, position);
INSERT INTO languages (id, user_id, position, name, proficiency)
    SELECT id, user_id, position, name, coalesce(proficiency, 'ELEMENTARY') FROM kept_languages;
DROP TABLE kept_languages;
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(manager, DOWN).await?;
        sql::drop(
            manager,
            &[
                "evidence_versions",
                "evidence",
                "awards",
                "publications",
                "volunteerings",
                "certifications",
                "projects",
            ],
        )
        .await
    }
}
