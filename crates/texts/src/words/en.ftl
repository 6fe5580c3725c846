# The texts in English, in the format of Fluent (https://projectfluent.org/fluent/guide/). Each language has the same names. Values in braces
# come from the program; none of them is markup.

# The stages of an application, inside of a sentence.
stage = { $stage ->
    [PREPARING] preparing
    [APPLIED] applied
    [SCREENING] screening
    [ASSESSMENT] assessment
    [INTERVIEWING] interviewing
    [OFFER] offer
   *[CLOSED] closed
}

# How an application ended.
outcome = { $outcome ->
    [ACCEPTED] accepted
    [DECLINED] declined by you
    [REJECTED] rejected
    [WITHDRAWN] withdrawn by you
    [NO_RESPONSE] no response
    [POSTING_CLOSED] the posting was closed
   *[NONE] closed
}

# Notifications: the title is one line, the body one or two sentences.
application-moved = { $company }: { stage }
    .body = { $role } at { $company } moved on to { stage }.

application-round = { $company }: another round of { stage }
    .body = { $role } at { $company } entered another round of { stage }.

application-closed = { $company }: { outcome }
    .body = { $role } at { $company } ended: { outcome }.

application-reopened = { $company }: open again
    .body = { $role } at { $company } was reopened at { stage }.

application-corrected = { $company }: history corrected
    .body = The history of { $role } at { $company } was corrected; its stage is { stage }.

export-ready = Your data export is ready
    .body = A file with all your data can be downloaded for 7 days.

# Mails: the subject; `.body` before a link, `.after` behind it. Of a link: `.button` is on it, `.link` is before its address in plain text,
# `.token` before the bare token where no page is configured.
mail-welcome = Confirm your address
    .body = This address was used to sign up at Careergraph.
    .button = Confirm the address
    .link = To confirm that the address is yours, open:
    .token = To confirm that the address is yours, use this token:
    .after = It is valid for 24 hours and can be used once.
        If you did not sign up, ignore this mail: no account is created without it.

mail-verify = Confirm your address
    .body = Please confirm that this address belongs to you and your account at Careergraph.
    .button = Confirm the address
    .link = To confirm that the address is yours, open:
    .token = To confirm that the address is yours, use this token:
    .after = It is valid for 24 hours and can be used once.
        If you have no such account, ignore this mail.

mail-known = You already have an account
    .body = This address was used to sign up at Careergraph, but it already has an account: sign in instead.
        If you forgot the password, request a new one there.
    .after = If you did not sign up, ignore this mail: nothing was changed.

mail-reset = Choose a new password
    .body = A new password was requested for your account at Careergraph.
    .button = Choose a new password
    .link = To choose a new password, open:
    .token = To choose a new password, use this token:
    .after = It is valid for 30 minutes and can be used once; it ends all sessions of the account.
        If you did not request it, ignore this mail: your password is not changed.

mail-password-changed = Your password was changed
    .body = The password of your account at Careergraph was changed, and other sessions were ended.
    .after = If you did not do this, request a new password at once, which ends all sessions.

mail-factor-totp-on = One-time codes were enabled
    .body = From now on, a sign-in to your account at Careergraph also needs a one-time code.
    .after = { mail-factor-not-you }

mail-factor-totp-off = One-time codes were disabled
    .body = A sign-in to your account at Careergraph no longer needs a one-time code.
    .after = { mail-factor-not-you }

mail-factor-recovery-codes-made = New recovery codes
    .body = New recovery codes were generated for your account at Careergraph; the old ones are invalid.
    .after = { mail-factor-not-you }

mail-factor-recovery-code-used = A recovery code was used
    .body = A recovery code of your account at Careergraph was used and is now invalid.
    .after = { mail-factor-not-you }

mail-factor-passkey-added = A passkey was added
    .body = A passkey was added to your account at Careergraph. It can be used to sign in.
    .after = { mail-factor-not-you }

mail-factor-passkey-removed = A passkey was removed
    .body = A passkey was removed from your account at Careergraph.
    .after = { mail-factor-not-you }

mail-factor-not-you = If you did not do this, request a new password at once, which ends all sessions; then check your second factors.

mail-deletion-begun = Your account will be erased
    .body = Your account at Careergraph will be erased on { $at }, with all its data. All its sessions and tokens were revoked.
    .after = To keep your account, sign in before that time and cancel the deletion.
        If you did not request this, do so at once and change your password.

mail-deletion-cancelled = Your account will not be erased
    .body = The deletion of your account at Careergraph was cancelled. Your account will not be erased.
    .after = If you did not request this, request a new password at once: setting it ends all sessions.

mail-export-ready = Your data export is ready
    .body = The data export of your account at Careergraph is ready. Sign in to download it; it is kept until { $until }.
    .after = If you did not request it, request a new password at once: setting it ends all sessions.

# The last line of each mail.
mail-footer = This message was sent automatically by Careergraph; replies are not read.
