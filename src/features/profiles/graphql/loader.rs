//! Loaders of the viewer's profile and its sections: a field that is selected under several aliases is read once.

use std::collections::HashMap;

use crate::{
    error::Result,
    features::profiles::{EducationRow, EmploymentRow, LanguageRow, Profile, SkillClaimRow},
    graphql::loader::{Batcher, Loader},
    types::area::Area,
};

macro_rules! of_viewer {
    ($($(#[$doc:meta])* $key:ident = $read:ident -> $value:ty;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash)]
        pub(super) struct $key;

        impl Loader<$key> for Batcher {
            type Value = $value;

            async fn load(&self, _: &[$key]) -> Result<HashMap<$key, $value>> {
                let value = self.app.profiles.$read(self.viewer().allowed(Area::Profiles.read())?).await?;
                Ok(HashMap::from([($key, value)]))
            }
        }
    )*};
}

of_viewer! {
    /// The profile without its sections.
    ProfileOfViewer = get -> Profile;
    /// The employments, in order.
    EmploymentsOfViewer = employments -> Vec<EmploymentRow>;
    /// The educations, in order.
    EducationsOfViewer = educations -> Vec<EducationRow>;
    /// The skills, in order.
    SkillsOfViewer = skills -> Vec<SkillClaimRow>;
    /// The languages, in order.
    LanguagesOfViewer = languages -> Vec<LanguageRow>;
}
