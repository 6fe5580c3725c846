//! The sections of a profile as an import sees them: what a file says, what the profile says, and how it is written.

mod account;
mod applications;
mod cell;
mod header;
mod items;
mod links;
pub(super) mod part;
mod people;
mod skills;
mod targets;

pub(super) use self::{
    applications::Row as ApplicationOfFile,
    header::Header,
    items::{Fields, Items},
    links::Links,
    part::{Facts, Incoming, Part, default_choice, texts_of},
    targets::Targets,
};

/// Runs an expression with the type of a section, or another one for the account, people or applications, which are not parts of the profile:
/// `with_part!(section, P => run::<P>(), account => user(), people => others(), applications => these())`.
macro_rules! with_part {
    ($section:expr, $part:ident => $run:expr, account => $account:expr, people => $people:expr, applications => $applications:expr) => {
        match $section {
            Section::Profile => {
                type $part = $crate::features::imports::service::section::Header;
                $run
            }
            Section::Links => {
                type $part = $crate::features::imports::service::section::Links;
                $run
            }
            Section::Employments => {
                type $part = $crate::features::imports::service::section::Items<
                    $crate::features::profiles::NewEmployment,
                >;
                $run
            }
            Section::Educations => {
                type $part = $crate::features::imports::service::section::Items<
                    $crate::features::profiles::NewEducation,
                >;
                $run
            }
            Section::Skills => {
                type $part = $crate::features::imports::service::section::Items<
                    $crate::features::profiles::NewSkill,
                >;
                $run
            }
            Section::Languages => {
                type $part = $crate::features::imports::service::section::Items<
                    $crate::features::profiles::NewLanguage,
                >;
                $run
            }
            Section::Projects => {
                type $part = $crate::features::imports::service::section::Items<
                    $crate::features::profiles::NewProject,
                >;
                $run
            }
            Section::Certifications => {
                type $part = $crate::features::imports::service::section::Items<
                    $crate::features::profiles::NewCertification,
                >;
                $run
            }
            Section::Volunteerings => {
                type $part = $crate::features::imports::service::section::Items<
                    $crate::features::profiles::NewVolunteering,
                >;
                $run
            }
            Section::Publications => {
                type $part = $crate::features::imports::service::section::Items<
                    $crate::features::profiles::NewPublication,
                >;
                $run
            }
            Section::Awards => {
                type $part = $crate::features::imports::service::section::Items<
                    $crate::features::profiles::NewAward,
                >;
                $run
            }
            Section::Targets => {
                type $part = $crate::features::imports::service::section::Targets;
                $run
            }
            Section::Account => $account,
            Section::Connections => $people,
            Section::Applications => $applications,
        }
    };
}

pub(super) use with_part;
