//! The GraphQL API of second factors.

mod passkey;
mod proof;
mod second_factor;

pub(in crate::features::auth) use self::proof::second_proof;
pub use self::{
    passkey::PasskeyMutation,
    second_factor::{SecondFactorMutation, SecondFactorsOfViewer},
};
