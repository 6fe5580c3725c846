//! Mutations of the facts of the viewer's profile.

use async_graphql::{Context, Object};

use super::payload::{ProfilePayload, run, versioned_inputs};
use crate::{
    error::Result,
    features::profiles::{EvidenceChange, ItemId, NewEvidence},
    types::id::EvidenceId,
};

versioned_inputs! {
    /// A new fact.
    AddEvidenceInput {
        /// The id of the employment, education, project or volunteering that the fact belongs to.
        item_id: ItemId,
        /// The statement, 1 to 5 000 characters.
        text: String,
        /// Skills that the fact shows in addition to those that it names; at most 20, each of 1 to 100 characters.
        linked_skills: Option<Vec<String>>,
        /// The position among the facts of its item, from 0; left out or beyond the end, it becomes the last.
        position: Option<i32>
    }
    /// An item whose description becomes facts.
    SplitDescriptionInput {
        /// The id of the employment, education, project or volunteering.
        item_id: ItemId
    }
    /// A change of a fact. Fields that are null or left out stay as they are.
    UpdateEvidenceInput {
        /// The id of the fact.
        id: EvidenceId,
        /// The statement, 1 to 5 000 characters.
        text: Option<String>,
        /// Skills that the fact shows in addition to those that it names; at most 20, each of 1 to 100 characters. Replaces the current
        /// list.
        linked_skills: Option<Vec<String>>
    }
    /// The confirmation of facts.
    ConfirmEvidenceInput {
        /// The ids of the facts; at most 100.
        ids: Vec<EvidenceId>
    }
    /// A new position of a fact.
    MoveEvidenceInput {
        /// The id of the fact.
        id: EvidenceId,
        /// The new position among the facts of its item, from 0; beyond the end is the end.
        position: i32
    }
    /// The removal of a fact.
    RemoveEvidenceInput {
        /// The id of the fact.
        id: EvidenceId
    }
}

/// Mutations of the facts of the viewer's profile.
#[derive(Default)]
pub struct EvidenceMutations;

/// Mutations of the facts of the viewer's profile.
#[Object]
impl EvidenceMutations {
    /// Adds a fact to an item of the viewer's profile.
    async fn add_evidence(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The version that was read, the item and the fact.")]
        input: AddEvidenceInput,
    ) -> Result<ProfilePayload> {
        let new = NewEvidence {
            item: input.item_id,
            text: input.text,
            skills: input.linked_skills.unwrap_or_default(),
            position: input.position,
        };
        run(
            ctx,
            input.request,
            input.expected_version,
            async |profiles, write| profiles.add_evidence(write, new).await,
        )
        .await
    }

    /// Adds the statements of an item's description as facts: one for each bullet, and one for each paragraph without bullets. Statements
    /// that are already facts of the item are left out. Facts of an imported item must be confirmed with `confirmEvidence`.
    async fn split_description(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The version that was read and the item.")] input: SplitDescriptionInput,
    ) -> Result<ProfilePayload> {
        let item = input.item_id;
        run(
            ctx,
            input.request,
            input.expected_version,
            async |profiles, write| profiles.split_description(write, item).await,
        )
        .await
    }

    /// Changes a fact: it keeps its id and gets a new version; the previous one is kept in `formerVersions`.
    async fn update_evidence(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The version that was read and the change.")] input: UpdateEvidenceInput,
    ) -> Result<ProfilePayload> {
        let (id, change) = (
            input.id,
            EvidenceChange {
                text: input.text,
                skills: input.linked_skills,
            },
        );
        run(
            ctx,
            input.request,
            input.expected_version,
            async |profiles, write| profiles.update_evidence(write, id, change).await,
        )
        .await
    }

    /// Confirms imported or suggested facts without changing them.
    async fn confirm_evidence(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The version that was read and the facts.")] input: ConfirmEvidenceInput,
    ) -> Result<ProfilePayload> {
        let ids = input.ids;
        run(
            ctx,
            input.request,
            input.expected_version,
            async |profiles, write| profiles.confirm_evidence(write, ids).await,
        )
        .await
    }

    /// Moves a fact to another position among the facts of its item.
    async fn move_evidence(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The version that was read, the fact and its new position.")]
        input: MoveEvidenceInput,
    ) -> Result<ProfilePayload> {
        let (id, position) = (input.id, input.position);
        run(
            ctx,
            input.request,
            input.expected_version,
            async |profiles, write| profiles.move_evidence(write, id, position).await,
        )
        .await
    }

    /// Removes a fact from the viewer's profile.
    async fn remove_evidence(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The version that was read and the fact.")] input: RemoveEvidenceInput,
    ) -> Result<ProfilePayload> {
        let id = input.id;
        run(
            ctx,
            input.request,
            input.expected_version,
            async |profiles, write| profiles.remove_evidence(write, id).await,
        )
        .await
    }
}
