//! The handlers, once for each database, because sqlx is typed by the driver and generic code would be unusual in a hand-written
//! server.

use std::collections::HashMap;

use careergraph::{
    platform::clock::Clock,
    types::id::{
        ApplicationId, CompanyId, EducationId, EmploymentId, EventId, LanguageId, NotificationId,
        PostingId, ProfileId, SkillClaimId, SkillId, UserId,
    },
};
use sqlx::{AssertSqlSafe, Row, query};

use super::{
    keys,
    shape::{
        Advert, Analytics, Application, Company, Education, Employer, Employment, Firm, Funnel,
        Hit, Hits, Language, Move, MovePayload, Moved, Named, Nodes, OfApplications, OfFunnel,
        OfMove, OfPosting, OfProfile, OfSearch, Pay, Posting, PostingSkill, Profile, Range,
        SearchInput, Skill, SkillClaim, Step, User, UserError, Viewer,
    },
    sql,
};

const STEPS: [&str; 5] = [
    "APPLIED",
    "SCREENING",
    "ASSESSMENT",
    "INTERVIEWING",
    "OFFER",
];
const MIDDLE: [&str; 4] = ["APPLIED", "SCREENING", "ASSESSMENT", "INTERVIEWING"];

macro_rules! handlers {
    ($database:ident, $pool:ty, begin: $begin:expr, search: $search:expr, keys: $keys:expr) => {
        pub(super) mod $database {
            use super::*;

            pub(in super::super) async fn profile(
                pool: &$pool,
                user: UserId,
            ) -> sqlx::Result<Viewer<OfProfile>> {
                let row = query(sql::PROFILE).bind(user.0).fetch_one(pool).await?;
                let (mut employments, mut educations, mut skills, mut languages) =
                    (Vec::new(), Vec::new(), Vec::new(), Vec::new());
                for row in query(sql::SECTIONS).bind(user.0).fetch_all(pool).await? {
                    match row.try_get::<i32, _>(0)? {
                        0 => employments.push(Employment {
                            id: EmploymentId(row.try_get(2)?),
                            company: row.try_get(3)?,
                            title: row.try_get(4)?,
                            location: row.try_get(5)?,
                            description: row.try_get(6)?,
                            started_on: row.try_get(7)?,
                            ended_on: row.try_get(8)?,
                        }),
                        1 => educations.push(Education {
                            id: EducationId(row.try_get(2)?),
                            school: row.try_get(3)?,
                            degree: row.try_get(4)?,
                            field: row.try_get(5)?,
                            description: row.try_get(6)?,
                            started_on: row.try_get(7)?,
                            ended_on: row.try_get(8)?,
                        }),
                        2 => skills.push(SkillClaim {
                            id: SkillClaimId(row.try_get(2)?),
                            name: row.try_get(3)?,
                            level: row.try_get(4)?,
                            years: row
                                .try_get::<Option<String>, _>(7)?
                                .and_then(|years| years.parse().ok()),
                        }),
                        _ => languages.push(Language {
                            id: LanguageId(row.try_get(2)?),
                            name: row.try_get(3)?,
                            proficiency: row.try_get(4)?,
                        }),
                    }
                }
                let json = |column: usize| {
                    Ok::<_, sqlx::Error>(
                        serde_json::from_str(row.try_get(column)?).unwrap_or_default(),
                    )
                };
                let user = User {
                    id: UserId(row.try_get(0)?),
                    email: row.try_get(1)?,
                    name: row.try_get(2)?,
                    role: row.try_get(3)?,
                };
                let profile = Profile {
                    id: ProfileId(row.try_get(4)?),
                    headline: row.try_get(5)?,
                    summary: row.try_get(6)?,
                    location: row.try_get(7)?,
                    links: json(8)?,
                    targets: json(9)?,
                    employments,
                    educations,
                    skills,
                    languages,
                    version: row.try_get(10)?,
                    updated_at: row.try_get(11)?,
                };
                Ok(Viewer {
                    viewer: OfProfile { user, profile },
                })
            }

            pub(in super::super) async fn applications(
                pool: &$pool,
                user: UserId,
            ) -> sqlx::Result<Viewer<OfApplications>> {
                let rows = query(sql::APPLICATIONS)
                    .bind(user.0)
                    .fetch_all(pool)
                    .await?;
                let mut skills: HashMap<PostingId, Vec<PostingSkill>> = HashMap::new();
                for row in query(sql::SKILLS).bind(user.0).fetch_all(pool).await? {
                    let skill = Skill {
                        id: SkillId(row.try_get(1)?),
                        label: row.try_get(2)?,
                    };
                    let of_posting = skills.entry(PostingId(row.try_get(0)?)).or_default();
                    of_posting.push(PostingSkill {
                        skill,
                        need: row.try_get(3)?,
                    });
                }
                let mut nodes = Vec::with_capacity(rows.len());
                for row in rows {
                    let id = PostingId(row.try_get(6)?);
                    let company = Company {
                        id: CompanyId(row.try_get(10)?),
                        name: row.try_get(11)?,
                        industry: row.try_get(12)?,
                    };
                    let posting = Posting {
                        id,
                        title: row.try_get(7)?,
                        location: row.try_get(8)?,
                        remote_mode: row.try_get(9)?,
                        company,
                        skills: skills.remove(&id).unwrap_or_default(),
                    };
                    nodes.push(Application {
                        id: ApplicationId(row.try_get(0)?),
                        stage: row.try_get(1)?,
                        outcome: row.try_get(2)?,
                        applied_on: row.try_get(3)?,
                        source: row.try_get(4)?,
                        updated_at: row.try_get(5)?,
                        posting,
                    });
                }
                Ok(Viewer {
                    viewer: OfApplications {
                        applications: Nodes { nodes },
                    },
                })
            }

            pub(in super::super) async fn search(
                pool: &$pool,
                input: &SearchInput,
            ) -> sqlx::Result<OfSearch> {
                let words: Vec<&str> = input.text.split(' ').collect();
                let (text, levels) = $keys(&words);
                let (currency, least) = input
                    .filter
                    .pay
                    .as_ref()
                    .map_or(("", 0), |pay| (pay.currency.as_str(), pay.yearly_min));
                let search = query(AssertSqlSafe($search.as_str()))
                    .bind(text)
                    .bind(input.filter.remote_modes.join(","));
                let mut search = search
                    .bind(input.filter.seniorities.join(","))
                    .bind(currency)
                    .bind(least);
                for level in levels {
                    search = search.bind(level);
                }
                let (mut total_count, mut nodes) = (0, Vec::new());
                for row in search.fetch_all(pool).await? {
                    total_count = row.try_get(0)?;
                    let pay = match row.try_get::<Option<String>, _>(9)? {
                        Some(currency) => Some(Pay {
                            min: row.try_get(7)?,
                            max: row.try_get(8)?,
                            currency,
                            period: row.try_get(10)?,
                        }),
                        None => None,
                    };
                    nodes.push(Hit {
                        id: PostingId(row.try_get(1)?),
                        title: row.try_get(2)?,
                        location: row.try_get(3)?,
                        remote_mode: row.try_get(4)?,
                        seniority: row.try_get(5)?,
                        employment_type: row.try_get(6)?,
                        pay,
                        posted_at: row.try_get(11)?,
                        company: Employer {
                            id: CompanyId(row.try_get(12)?),
                            name: row.try_get(13)?,
                        },
                    });
                }
                Ok(OfSearch {
                    jobs: Hits { total_count, nodes },
                })
            }

            pub(in super::super) async fn posting(
                pool: &$pool,
                id: PostingId,
            ) -> sqlx::Result<OfPosting> {
                let Some(row) = query(sql::POSTING).bind(id.0).fetch_optional(pool).await? else {
                    return Ok(OfPosting { node: None });
                };
                let mut skills = Vec::new();
                for row in query(sql::SKILLS_OF_POSTING)
                    .bind(id.0)
                    .fetch_all(pool)
                    .await?
                {
                    let skill = Skill {
                        id: SkillId(row.try_get(0)?),
                        label: row.try_get(1)?,
                    };
                    skills.push(Named { skill });
                }
                let pay = match row.try_get::<Option<String>, _>(8)? {
                    Some(_) => Some(Range {
                        min: row.try_get(6)?,
                        max: row.try_get(7)?,
                    }),
                    None => None,
                };
                let company = Firm {
                    id: CompanyId(row.try_get(10)?),
                    name: row.try_get(11)?,
                    industry: row.try_get(12)?,
                    domain: row.try_get(13)?,
                };
                let node = Some(Advert {
                    id,
                    title: row.try_get(1)?,
                    description: row.try_get(2)?,
                    location: row.try_get(3)?,
                    remote_mode: row.try_get(4)?,
                    seniority: row.try_get(5)?,
                    pay,
                    posted_at: row.try_get(9)?,
                    company,
                    skills,
                });
                Ok(OfPosting { node })
            }

            /// The event, the row and the notification in one transaction.
            pub(in super::super) async fn take_step(
                pool: &$pool,
                user: UserId,
                step: &Move,
            ) -> sqlx::Result<OfMove> {
                let refused = |code, message| {
                    Ok(OfMove {
                        move_application: MovePayload {
                            application: None,
                            user_errors: vec![UserError { code, message }],
                        },
                    })
                };
                let (clock, to) = (Clock::default(), step.to.as_str());
                let (now, event) = (clock.now(), EventId(clock.new_id()));
                let mut tx = pool.begin_with($begin).await?;
                let Some(row) = query(sql::READ_CARD)
                    .bind(step.id.0)
                    .bind(user.0)
                    .fetch_optional(&mut *tx)
                    .await?
                else {
                    return refused("NOT_FOUND", "There is no such application.");
                };
                let (from, version): (String, i32) = (row.try_get(0)?, row.try_get(1)?);
                let (company, role): (String, String) = (row.try_get(2)?, row.try_get(3)?);
                if !MIDDLE.contains(&from.as_str()) || !MIDDLE.contains(&to) {
                    return refused("INVALID_TRANSITION", "This move is not allowed.");
                }
                let moved = query(sql::MOVE_CARD)
                    .bind(step.id.0)
                    .bind(user.0)
                    .bind(to)
                    .bind(now)
                    .bind(step.expected_version);
                if moved.execute(&mut *tx).await?.rows_affected() != 1 {
                    return refused("VERSION_CONFLICT", "Somebody was faster.");
                }
                let added = query(sql::ADD_EVENT)
                    .bind(event.0)
                    .bind(step.id.0)
                    .bind(user.0)
                    .bind(from)
                    .bind(to);
                added
                    .bind(now.date_naive().to_string())
                    .bind(now)
                    .execute(&mut *tx)
                    .await?;
                let seq: i64 = query(sql::NEXT_IN_INBOX)
                    .bind(user.0)
                    .fetch_one(&mut *tx)
                    .await?
                    .try_get(0)?;
                let (title, body) = (
                    format!("{company}: {to}"),
                    format!("{role} at {company} moved on to {to}."),
                );
                let notify = query(sql::NOTIFY)
                    .bind(NotificationId(clock.new_id()).0)
                    .bind(user.0)
                    .bind(seq)
                    .bind(title)
                    .bind(body);
                notify
                    .bind(step.id.0)
                    .bind(event.to_string())
                    .bind(now)
                    .execute(&mut *tx)
                    .await?;
                tx.commit().await?;
                let application = Some(Moved {
                    id: step.id,
                    stage: to.to_owned(),
                    version: version + 1,
                    updated_at: now,
                });
                Ok(OfMove {
                    move_application: MovePayload {
                        application,
                        user_errors: Vec::new(),
                    },
                })
            }

            pub(in super::super) async fn funnel(
                pool: &$pool,
                user: UserId,
            ) -> sqlx::Result<Viewer<OfFunnel>> {
                let row = query(sql::FUNNEL).bind(user.0).fetch_one(pool).await?;
                let n: i64 = row.try_get(0)?;
                let mut steps = Vec::with_capacity(STEPS.len());
                for (column, stage) in (1..).zip(STEPS) {
                    let reached: i64 = row.try_get::<i64, usize>(column)?;
                    steps.push(Step {
                        stage,
                        reached,
                        share: share(reached, n),
                    });
                }
                let funnel = Funnel {
                    total: n,
                    steps,
                    accepted: row.try_get(6)?,
                };
                Ok(Viewer {
                    viewer: OfFunnel {
                        analytics: Analytics { funnel },
                    },
                })
            }
        }
    };
}

handlers!(postgres, sqlx::PgPool, begin: "BEGIN", search: sql::SEARCH_POSTGRES, keys: keys::postgres);
handlers!(sqlite, sqlx::SqlitePool, begin: "BEGIN IMMEDIATE", search: sql::SEARCH_SQLITE, keys: keys::fts5);

#[expect(clippy::cast_precision_loss, reason = "fewer than 2^52 applications")]
fn share(reached: i64, n: i64) -> Option<f64> {
    (n > 0).then(|| reached as f64 / n as f64)
}
