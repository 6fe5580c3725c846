//! The companies at which each user knows people, with their number, so that a search by connections need not read the people. Triggers keep
//! them, because people change in many ways: imports, edits, removals, expiry, companies that arrive or go.
//!
//! The program changes the people of one user in one transaction at a time, so the rows of `connected_companies` are never locked in another order.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TABLE: &str = "
CREATE TABLE connected_companies (
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    company_id {uuid} NOT NULL REFERENCES companies (id) ON DELETE CASCADE,
    people integer NOT NULL,
    PRIMARY KEY (user_id, company_id)
);
CREATE INDEX connected_companies_of_company ON connected_companies (company_id);
INSERT INTO connected_companies (user_id, company_id, people)
    SELECT user_id, company_id, count(*) FROM people WHERE company_id IS NOT NULL GROUP BY user_id, company_id;
";

/// The statements of the triggers, the same on both databases.
const MORE: &str = "
    INSERT INTO connected_companies (user_id, company_id, people) VALUES (NEW.user_id, NEW.company_id, 1)
        ON CONFLICT (user_id, company_id) DO UPDATE SET people = connected_companies.people + 1;
";
const FEWER: &str = "
    UPDATE connected_companies SET people = people - 1 WHERE user_id = OLD.user_id AND company_id = OLD.company_id;
    DELETE FROM connected_companies WHERE user_id = OLD.user_id AND company_id = OLD.company_id AND people = 0;
";

/// The triggers: name, time, row without which there is nothing to count, statements. A change is one person fewer and one more.
const TRIGGERS: [(&str, &str, &str, &str); 4] = [
    (
        "connected_added",
        "INSERT",
        "NEW.company_id IS NOT NULL",
        MORE,
    ),
    (
        "connected_removed",
        "DELETE",
        "OLD.company_id IS NOT NULL",
        FEWER,
    ),
    (
        "connected_left",
        "UPDATE OF company_id",
        "OLD.company_id IS NOT NULL AND {changed}",
        FEWER,
    ),
    (
        "connected_joined",
        "UPDATE OF company_id",
        "NEW.company_id IS NOT NULL AND {changed}",
        MORE,
    ),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(manager, TABLE).await?;
        for (name, time, of, statements) in TRIGGERS {
            sql::run(manager, &trigger(manager, name, time, of, statements)).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, ..) in TRIGGERS {
            let dropped = match manager.get_database_backend() {
                DbBackend::Postgres => format!("DROP FUNCTION {name} CASCADE"),
                _ => format!("DROP TRIGGER {name}"),
            };
            sql::run(manager, &dropped).await?;
        }
        sql::drop(manager, &["connected_companies"]).await
    }
}

fn trigger(manager: &SchemaManager, name: &str, time: &str, of: &str, statements: &str) -> String {
    if manager.get_database_backend() == DbBackend::Postgres {
        let of = of.replace(
            "{changed}",
            "OLD.company_id IS DISTINCT FROM NEW.company_id",
        );
        format!(
            "CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
            BEGIN {statements} RETURN NULL; END $$;
            CREATE TRIGGER {name} AFTER {time} ON people FOR EACH ROW WHEN ({of}) EXECUTE FUNCTION {name}();"
        )
    } else {
        let of = of.replace("{changed}", "OLD.company_id IS NOT NEW.company_id");
        format!("CREATE TRIGGER {name} AFTER {time} ON people WHEN {of} BEGIN {statements} END;")
    }
}
