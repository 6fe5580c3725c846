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
