//! What is written down: a closed list. A name is never reused for something else.

macro_rules! actions {
    ($($(#[$doc:meta])* $action:ident = $name:literal,)*) => {
        /// One kind of thing that is written down.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Action { $($(#[$doc])* $action,)* }

        impl Action {
            /// Every action there is.
            pub const ALL: &[Self] = &[$(Self::$action,)*];

            /// The action with this name.
            #[must_use]
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|action| action.name() == name)
            }

            /// The name that is stored and shown.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$action => $name,)* }
            }
        }
    };
}

actions! {
    /// An account was made by an operator.
    CreateAccount = "account.create",
    /// An account was given another role.
    ChangeRole = "account.change_role",
    /// An account was shut.
    SuspendAccount = "account.suspend",
    /// An account was opened again.
    ReinstateAccount = "account.reinstate",
    /// All sessions, API tokens and known devices of an account were ended by an admin.
    RevokeAll = "account.revoke_all",
    /// An account was made.
    SignUp = "account.sign_up",
    /// An address was proved to be its owner's.
    VerifyEmail = "account.verify_email",
    /// A password was set by its owner, with the old one.
    ChangePassword = "account.change_password",
    /// A password was set by a link in a mail.
    ResetPassword = "account.reset_password",
    /// Somebody signed in, or failed to.
    SignIn = "session.sign_in",
    /// Somebody signed out.
    SignOut = "session.sign_out",
    /// A session was ended by its owner, from another.
    RevokeSession = "session.revoke",
    /// All other sessions were ended by their owner.
    RevokeSessions = "session.revoke_others",
    /// Somebody proved once more who they are, or failed to.
    Confirm = "session.confirm",
    /// A second proof was wrong at a sign-in.
    SecondProof = "session.second_proof",
    /// Codes were turned on.
    TotpOn = "totp.on",
    /// Codes were turned off.
    TotpOff = "totp.off",
    /// New recovery codes were made.
    GenerateRecoveryCodes = "recovery_code.make",
    /// A recovery code was used.
    UseRecoveryCode = "recovery_code.use",
    /// A passkey was registered.
    AddPasskey = "passkey.add",
    /// A passkey got another name.
    RenamePasskey = "passkey.rename",
    /// A passkey was removed.
    RemovePasskey = "passkey.remove",
    /// The counter of a passkey went back: there are two of it.
    PasskeyCopied = "passkey.copied",
    /// A token was made for a program.
    CreateApiToken = "api_token.create",
    /// A token of a program was ended by its owner.
    RevokeApiToken = "api_token.revoke",
    /// An identity at a provider was linked to an account.
    LinkIdentity = "identity.link",
    /// An identity was taken off an account by its owner.
    UnlinkIdentity = "identity.unlink",
    /// A provider ended sessions that had begun there.
    ProviderLogout = "session.provider_logout",
    /// An archive of all that somebody has was asked for.
    ExportAccount = "account.export",
    /// Somebody asked for their account to be erased, and its time of grace began.
    DeleteAccount = "account.delete",
    /// Somebody took that back.
    CancelDeletion = "account.cancel_deletion",
    /// An account was erased.
    EraseAccount = "account.erase",
    /// A refresh token came back; its session was ended.
    TokenReuse = "session.token_reuse",
    /// A setting was changed.
    UpdateSettings = "settings.update",
    /// Somebody said that something is wrong with a posting.
    ReportPosting = "posting.report",
    /// A posting was hidden from everybody.
    HidePosting = "posting.hide",
    /// A posting that was hidden is shown again.
    ShowPosting = "posting.show",
    /// A report was decided on.
    ResolveReport = "report.resolve",
    /// The facts of a company were changed.
    UpdateCompany = "company.update",
}
