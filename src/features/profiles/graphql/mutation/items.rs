//! The five mutations of each section: one for the whole list, and one for each change of a single item.

use async_graphql::{Context, Object};

use super::payload::{ProfilePayload, run, versioned_inputs};
use crate::{
    error::Result,
    features::profiles::{
        NewAward, NewCertification, NewEducation, NewEmployment, NewLanguage, NewProject,
        NewPublication, NewSkill, NewVolunteering,
        graphql::section::{
            AwardInput, CertificationInput, EducationInput, EmploymentInput, LanguageInput,
            ProjectInput, PublicationInput, SkillClaimInput, VolunteeringInput,
        },
    },
    types::id::{
        AwardId, CertificationId, EducationId, EmploymentId, LanguageId, ProjectId, PublicationId,
        SkillClaimId, VolunteeringId,
    },
};

/// Declares the inputs and mutations of a section:
/// `Mutations: "an item", "items", maximum; New, Id, item: Input, items; set(..), add(..), update(..), move(..), remove(..)`.
macro_rules! item_mutations {
    (
        $mutations:ident: $one:literal, $many:literal, $max:literal;
        $new:ty, $id:ty, $item:ident: $input:ty, $items:ident;
        $set:ident($set_input:ident),
        $add:ident($add_input:ident),
        $update:ident($update_input:ident),
        $shift:ident($move_input:ident),
        $remove:ident($remove_input:ident),
    ) => {
        versioned_inputs! {
            #[doc = concat!("The new list of ", $many, ".")]
            $set_input {
                #[doc = concat!("All ", $many, ", in order; at most ", $max, ". An item with an id updates the one that exists, an item without adds a new one; ", $many, " that are not listed are deleted.")]
                $items: Vec<$input>
            }
            #[doc = concat!("A new item of the ", $many, ".")]
            $add_input {
                #[doc = concat!("The values of ", $one, ", without an id.")]
                $item: $input,
                /// The position from 0; left out or beyond the end, the item becomes the last.
                position: Option<i32>
            }
            #[doc = concat!("The new values of ", $one, ".")]
            $update_input {
                #[doc = concat!("All values of ", $one, ", with its id; a value that is left out is removed.")]
                $item: $input
            }
            #[doc = concat!("A new position of ", $one, ".")]
            $move_input {
                #[doc = concat!("The id of ", $one, ".")]
                id: $id,
                /// The new position from 0; beyond the end is the end.
                position: i32
            }
            #[doc = concat!("The removal of ", $one, ".")]
            $remove_input {
                #[doc = concat!("The id of ", $one, ".")]
                id: $id
            }
        }

        #[doc = concat!("Mutations of the viewer's ", $many, ".")]
        #[derive(Default)]
        pub struct $mutations;

        #[doc = concat!("Mutations of the viewer's ", $many, ".")]
        #[Object]
        impl $mutations {
            #[doc = concat!("Replaces all ", $many, " of the viewer, in the given order. Refused with NOT_FOUND if an id is not one of them.")]
            async fn $set(
                &self,
                ctx: &Context<'_>,
                #[graphql(desc = "The version that was read and the whole list, in order.")]
                input: $set_input,
            ) -> Result<ProfilePayload> {
                let items: Vec<$new> = input.$items.into_iter().map(Into::into).collect();
                run(
                    ctx,
                    input.request,
                    input.expected_version,
                    async |profiles, write| profiles.set_items(write, items).await,
                )
                .await
            }

            #[doc = concat!("Adds ", $one, " to the viewer's profile.")]
            async fn $add(
                &self,
                ctx: &Context<'_>,
                #[graphql(desc = "The version that was read, the item and its position.")]
                input: $add_input,
            ) -> Result<ProfilePayload> {
                let (item, position): ($new, _) = (input.$item.into(), input.position);
                run(
                    ctx,
                    input.request,
                    input.expected_version,
                    async |profiles, write| profiles.add_item(write, item, position).await,
                )
                .await
            }

            #[doc = concat!("Replaces the values of ", $one, ". Refused with NOT_FOUND if the id is not one of the viewer's.")]
            async fn $update(
                &self,
                ctx: &Context<'_>,
                #[graphql(desc = "The version that was read and the item with its id.")]
                input: $update_input,
            ) -> Result<ProfilePayload> {
                let item: $new = input.$item.into();
                run(
                    ctx,
                    input.request,
                    input.expected_version,
                    async |profiles, write| profiles.update_item(write, item).await,
                )
                .await
            }

            #[doc = concat!("Moves ", $one, " to another position. Refused with NOT_FOUND if the id is not one of the viewer's.")]
            async fn $shift(
                &self,
                ctx: &Context<'_>,
                #[graphql(desc = "The version that was read, the item and its new position.")]
                input: $move_input,
            ) -> Result<ProfilePayload> {
                let (id, position) = (input.id.0, input.position);
                run(
                    ctx,
                    input.request,
                    input.expected_version,
                    async |profiles, write| profiles.move_item::<$new>(write, id, position).await,
                )
                .await
            }

            #[doc = concat!("Removes ", $one, " from the viewer's profile, with its facts if it has any. Refused with NOT_FOUND if the id is not one of the viewer's.")]
            async fn $remove(
                &self,
                ctx: &Context<'_>,
                #[graphql(desc = "The version that was read and the item.")]
                input: $remove_input,
            ) -> Result<ProfilePayload> {
                let id = input.id.0;
                run(
                    ctx,
                    input.request,
                    input.expected_version,
                    async |profiles, write| profiles.remove_item::<$new>(write, id).await,
                )
                .await
            }
        }
    };
}

item_mutations! {
    EmploymentMutations: "an employment", "employments", 100;
    NewEmployment, EmploymentId, employment: EmploymentInput, employments;
    set_employments(SetEmploymentsInput),
    add_employment(AddEmploymentInput),
    update_employment(UpdateEmploymentInput),
    move_employment(MoveEmploymentInput),
    remove_employment(RemoveEmploymentInput),
}

item_mutations! {
    EducationMutations: "an education", "educations", 100;
    NewEducation, EducationId, education: EducationInput, educations;
    set_educations(SetEducationsInput),
    add_education(AddEducationInput),
    update_education(UpdateEducationInput),
    move_education(MoveEducationInput),
    remove_education(RemoveEducationInput),
}

item_mutations! {
    SkillMutations: "a skill", "skills", 200;
    NewSkill, SkillClaimId, skill: SkillClaimInput, skills;
    set_skills(SetSkillsInput),
    add_skill(AddSkillInput),
    update_skill(UpdateSkillInput),
    move_skill(MoveSkillInput),
    remove_skill(RemoveSkillInput),
}

item_mutations! {
    LanguageMutations: "a language", "languages", 100;
    NewLanguage, LanguageId, language: LanguageInput, languages;
    set_languages(SetLanguagesInput),
    add_language(AddLanguageInput),
    update_language(UpdateLanguageInput),
    move_language(MoveLanguageInput),
    remove_language(RemoveLanguageInput),
}

item_mutations! {
    ProjectMutations: "a project", "projects", 100;
    NewProject, ProjectId, project: ProjectInput, projects;
    set_projects(SetProjectsInput),
    add_project(AddProjectInput),
    update_project(UpdateProjectInput),
    move_project(MoveProjectInput),
    remove_project(RemoveProjectInput),
}

item_mutations! {
    CertificationMutations: "a certification", "certifications", 100;
    NewCertification, CertificationId, certification: CertificationInput, certifications;
    set_certifications(SetCertificationsInput),
    add_certification(AddCertificationInput),
    update_certification(UpdateCertificationInput),
    move_certification(MoveCertificationInput),
    remove_certification(RemoveCertificationInput),
}

item_mutations! {
    VolunteeringMutations: "a volunteering", "volunteerings", 100;
    NewVolunteering, VolunteeringId, volunteering: VolunteeringInput, volunteerings;
    set_volunteerings(SetVolunteeringsInput),
    add_volunteering(AddVolunteeringInput),
    update_volunteering(UpdateVolunteeringInput),
    move_volunteering(MoveVolunteeringInput),
    remove_volunteering(RemoveVolunteeringInput),
}

item_mutations! {
    PublicationMutations: "a publication", "publications", 100;
    NewPublication, PublicationId, publication: PublicationInput, publications;
    set_publications(SetPublicationsInput),
    add_publication(AddPublicationInput),
    update_publication(UpdatePublicationInput),
    move_publication(MovePublicationInput),
    remove_publication(RemovePublicationInput),
}

item_mutations! {
    AwardMutations: "an award", "awards", 100;
    NewAward, AwardId, award: AwardInput, awards;
    set_awards(SetAwardsInput),
    add_award(AddAwardInput),
    update_award(UpdateAwardInput),
    move_award(MoveAwardInput),
    remove_award(RemoveAwardInput),
}
