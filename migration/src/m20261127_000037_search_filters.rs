//! Filters and orders of the search: where places are, and an index for each filter and order that had none.

use sea_orm_migration::prelude::*;

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// A place is a point in metres from the centre of the earth, so that both databases compute distances in whole numbers.
const UP: &str = "
ALTER TABLE posting_locations ADD COLUMN city_id bigint;
ALTER TABLE posting_locations ADD COLUMN region_code text;
ALTER TABLE posting_locations ADD COLUMN x bigint;
ALTER TABLE posting_locations ADD COLUMN y bigint;
ALTER TABLE posting_locations ADD COLUMN z bigint;
CREATE INDEX posting_locations_by_point ON posting_locations (z, x, y, posting_id);
CREATE INDEX posting_locations_by_city ON posting_locations (city_id, posting_id);
CREATE INDEX posting_locations_by_region ON posting_locations (region_code, posting_id);
CREATE INDEX posting_skills_of_skill ON posting_skills (skill_id, posting_id);
DROP INDEX posting_skills_by_skill;
CREATE INDEX companies_by_industry ON companies (industry);
CREATE INDEX companies_by_size_band ON companies (size_band);
CREATE INDEX postings_open_by_language ON postings ((rtrim(lower(substr(language, 1, 3)), '-_')), posted_at DESC, id DESC)
    WHERE closed_at IS NULL;
CREATE INDEX postings_open_by_pay_key ON postings ((coalesce(pay_yearly_max, -1)) DESC, id DESC) WHERE closed_at IS NULL;
";
const DOWN: &str = "
DROP INDEX postings_open_by_pay_key;
DROP INDEX postings_open_by_language;
DROP INDEX companies_by_size_band;
DROP INDEX companies_by_industry;
CREATE INDEX posting_skills_by_skill ON posting_skills (skill_id);
DROP INDEX posting_skills_of_skill;
DROP INDEX posting_locations_by_region;
DROP INDEX posting_locations_by_city;
DROP INDEX posting_locations_by_point;
ALTER TABLE posting_locations DROP COLUMN z;
ALTER TABLE posting_locations DROP COLUMN y;
ALTER TABLE posting_locations DROP COLUMN x;
ALTER TABLE posting_locations DROP COLUMN region_code;
ALTER TABLE posting_locations DROP COLUMN city_id;
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(manager, DOWN).await
    }
}
