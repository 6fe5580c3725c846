//! The actions that the audit records: a closed list. A name is never reused for another action.

macro_rules! actions {
    ($($(#[$doc:meta])* $action:ident = $name:literal,)*) => {
        /// An action that the audit records.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Action { $($(#[$doc])* $action,)* }

        impl Action {
            /// All actions.
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
    /// An operator created an account.
    CreateAccount = "account.create",
    /// An admin or operator changed the role of an account.
    ChangeRole = "account.change_role",
    /// An admin or operator suspended an account.
    SuspendAccount = "account.suspend",
    /// An admin or operator ended the suspension of an account.
    ReinstateAccount = "account.reinstate",
    /// An admin revoked all sessions, API tokens and remembered devices of an account.
    RevokeAll = "account.revoke_all",
    /// A user signed up.
    SignUp = "account.sign_up",
    /// The owner verified the address of an account.
    VerifyEmail = "account.verify_email",
    /// The owner changed the password of an account, with the old one.
    ChangePassword = "account.change_password",
    /// The owner reset the password of an account by a link in a mail.
    ResetPassword = "account.reset_password",
    /// A sign-in, or a refused one.
    SignIn = "session.sign_in",
    /// A sign-out.
    SignOut = "session.sign_out",
    /// The owner revoked a session from another one.
    RevokeSession = "session.revoke",
    /// The owner revoked all other sessions.
    RevokeSessions = "session.revoke_others",
    /// A step-up, or a refused one.
    Confirm = "session.confirm",
    /// A refused second factor at a sign-in.
    SecondProof = "session.second_proof",
    /// One-time codes (TOTP) were enabled.
    TotpOn = "totp.on",
    /// One-time codes (TOTP) were disabled.
    TotpOff = "totp.off",
    /// New recovery codes were generated.
    GenerateRecoveryCodes = "recovery_code.make",
    /// A recovery code was used.
    UseRecoveryCode = "recovery_code.use",
    /// A passkey was registered.
    AddPasskey = "passkey.add",
    /// A passkey was renamed.
    RenamePasskey = "passkey.rename",
    /// A passkey was removed.
    RemovePasskey = "passkey.remove",
    /// The signature counter of a passkey decreased, which suggests a copy.
    PasskeyCopied = "passkey.copied",
    /// An API token was created.
    CreateApiToken = "api_token.create",
    /// The owner revoked an API token.
    RevokeApiToken = "api_token.revoke",
    /// A provider identity was linked to an account.
    LinkIdentity = "identity.link",
    /// The owner unlinked a provider identity.
    UnlinkIdentity = "identity.unlink",
    /// A user connected their LinkedIn account, or consented anew.
    ConnectLinkedIn = "linkedin.connect",
    /// A user disconnected their LinkedIn account.
    DisconnectLinkedIn = "linkedin.disconnect",
    /// A user switched language models on.
    LanguageModelsOn = "language_models.on",
    /// A user switched language models off.
    LanguageModelsOff = "language_models.off",
    /// A provider ended the sessions that were opened through it (back-channel logout).
    ProviderLogout = "session.provider_logout",
    /// A data export was requested.
    ExportAccount = "account.export",
    /// The deletion of an account was requested; its grace period began.
    DeleteAccount = "account.delete",
    /// The deletion of an account was cancelled.
    CancelDeletion = "account.cancel_deletion",
    /// An account was erased.
    EraseAccount = "account.erase",
    /// A used refresh token was presented again; its session was revoked.
    TokenReuse = "session.token_reuse",
    /// A setting was changed.
    UpdateSettings = "settings.update",
    /// A posting was reported.
    ReportPosting = "posting.report",
    /// A moderator hid a posting.
    HidePosting = "posting.hide",
    /// A moderator made a hidden posting visible again.
    ShowPosting = "posting.show",
    /// A moderator decided on a report.
    ResolveReport = "report.resolve",
    /// A moderator changed a company.
    UpdateCompany = "company.update",
}
