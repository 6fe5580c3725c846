//! The second factor in an input.

use crate::{
    error::{Error, Result},
    features::auth::second_factor::SecondProof,
};

/// The second factor in an input, if there is one; several are refused.
pub(in crate::features::auth) fn second_proof(
    code: Option<String>,
    recovery_code: Option<String>,
    passkey: Option<String>,
) -> Result<Option<SecondProof>> {
    let given = [
        code.map(SecondProof::Code),
        recovery_code.map(SecondProof::RecoveryCode),
        passkey.map(SecondProof::Passkey),
    ];
    let mut given = given.into_iter().flatten();
    let first = given.next();
    match given.next() {
        None => Ok(first),
        Some(_) => Err(Error::bad_input(
            "Give only one of \"code\", \"recoveryCode\" and \"passkey\".",
        )),
    }
}
