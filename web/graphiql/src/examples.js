// The operations GraphiQL opens with: the first tab needs no account, the second a token. Plain JS, the fallback page loads it as it is.
// They run as they stand on a server that was just started on this machine; tests/clients/graphiql.mjs does what the comments say. Lines of
// at most 58 characters are seen whole beside the answer.

const start = `# Careergraph in GraphiQL
#
# 1. Run "SignUp": put the cursor into it and press
#    Ctrl-Enter (Cmd-Enter on a Mac), or press the button
#    with the triangle and choose it. It creates an account
#    and signs in.
# 2. Copy "accessToken" from the answer, without quotes.
# 3. Open the next tab, select "Headers" below the editor,
#    and paste the token after "Bearer ".
#
# The token expires; "SignIn" returns a new one.
# If SignUp returns "session": null, this server wants a
# verified address: it has sent a mail, whose token goes to
# the mutation verifyEmail.

mutation SignUp {
  signUp(input: {
    email: "ada@example.org"
    password: "four random words here"
    name: "Ada"
  }) {
    session { accessToken expiresAt }
    verificationSent
    userErrors { message code path }
  }
}

mutation SignIn {
  signIn(input: {
    email: "ada@example.org"
    password: "four random words here"
  }) {
    session { accessToken expiresAt }
    userErrors { message code path }
  }
}

# Empty as long as the server has no postings: start it with
# --demo, or run "careergraph sources add".
query Jobs {
  jobs(query: "rust", first: 5) {
    totalCount
    nodes { id title company { name } }
    pageInfo { hasNextPage endCursor }
  }
}
`;

const account = `# These need a token: select "Headers" below the editor, and
# paste it after "Bearer ".
#
# 1. Run "CreateApplication", and copy the "id" from the
#    answer into "Variables" below the editor.
# 2. Run "Watch" and leave it open.
# 3. Open this page in another tab of the browser and run
#    "MoveApplication" there: the notification arrives here.
#    "Me" shows it, too.

query Me {
  viewer {
    user { id email name }
    unreadNotificationCount
    notifications(first: 5) { nodes { id kind title } }
    connections(query: "ann", first: 5) {
      nodes { id name companyName position }
    }
  }
}

mutation AddPerson {
  addPerson(input: {
    firstName: "Ann"
    lastName: "Example"
    company: "Fernhill Systems"
    tags: ["former colleague"]
    idempotencyKey: "example-1"
  }) {
    person { id name companyId version }
    userErrors { message code path }
  }
}

# Postings of companies at which you know people.
query KnownThere {
  jobs(filter: { hasConnection: true }, first: 5) {
    totalCount
    nodes {
      title
      company { name connections { nodes { name } } }
    }
  }
}

# Your profile as a JSON Resume, your imports of files, and
# your documents: docs/IMPORT.md says how files are
# uploaded, and how a plan is applied.
query Imports {
  viewer {
    profile { jsonResume }
    imports(first: 5) {
      nodes { id source state done total expiresAt }
    }
    documents(first: 5) { nodes { id title kind size } }
  }
}

# The postings that fit your profile best, why, what would
# lift the best ones, and suggestions for the profile.
query Matches {
  viewer {
    matches(first: 5) {
      nodes {
        posting { id title company { name } }
        match {
          score
          band
          reasons { feature contribution text }
          gates { code delta text }
          levers(first: 3) { text gain }
        }
      }
    }
    profile { suggestions { message severity expectedGain } }
  }
}

mutation AddEmployment {
  addEmployment(input: {
    # The version of the profile; 0 if it was never saved.
    expectedVersion: 0
    employment: {
      company: "Fernhill"
      title: "Dock Planner"
      startedOn: "2021-02"
      description: "- Cut waiting by 30 %"
    }
  }) {
    profile {
      version
      employments { id company title startedOn }
      completeness { percent gaps { kind advice } }
    }
    userErrors { message code path }
  }
}

mutation CreateApplication {
  createApplication(input: {
    company: "Fernhill"
    role: "Platform Engineer"
  }) {
    application {
      id stage version
      allowedTransitions { stage }
    }
    userErrors { message code path }
  }
}

subscription Watch {
  notificationReceived {
    cursor
    notification { id kind title body createdAt }
  }
}

mutation MoveApplication($id: ID!) {
  moveApplication(input: {
    id: $id
    expectedVersion: 1
    to: APPLIED
    idempotencyKey: "example-2"
  }) {
    application { id stage version }
    userErrors { message code path }
  }
}
`;

export const tabs = [
  { query: start },
  {
    query: account,
    variables: '{\n  "id": "the id that CreateApplication returned"\n}',
    headers: '{\n  "Authorization": "Bearer "\n}',
  },
];
