//! The documents that are compiled in, one file for each tool.

/// The entry of a file.
macro_rules! document {
    ($file:literal) => {
        ($file, include_str!(concat!("operations/", $file)))
    };
}

/// The names and the texts of the files.
pub(super) const DOCUMENTS: &[(&str, &str)] = &[
    document!("close_application.graphql"),
    document!("create_application.graphql"),
    document!("find_answers.graphql"),
    document!("get_application.graphql"),
    document!("get_board.graphql"),
    document!("get_funnel.graphql"),
    document!("get_interview_questions.graphql"),
    document!("get_posting.graphql"),
    document!("get_profile.graphql"),
    document!("get_skill_demand.graphql"),
    document!("list_applications.graphql"),
    document!("list_matches.graphql"),
    document!("list_notifications.graphql"),
    document!("list_profile_suggestions.graphql"),
    document!("list_proposals.graphql"),
    document!("mark_notifications_read.graphql"),
    document!("move_application.graphql"),
    document!("search_connections.graphql"),
    document!("search_postings.graphql"),
    document!("update_application.graphql"),
];
