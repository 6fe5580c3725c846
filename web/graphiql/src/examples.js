// The operations GraphiQL opens with: one tab needs no account, the other needs a token. Plain JS, the fallback page loads it as it is.

const start = `# Careergraph in GraphiQL.
#
# 1. Run "SignUp" below: place the cursor in it and press Ctrl-Enter (Cmd-Enter on a Mac),
#    or press the button with the triangle and choose it.
# 2. Copy "accessToken" from the result.
# 3. Open the next tab, "Headers" below the editor, and paste it there:
#    {"Authorization": "Bearer ..."}

mutation SignUp {
  signUp(input: { email: "ada@example.org", password: "correct horse battery staple", name: "Ada" }) {
    session { accessToken refreshToken expiresAt }
    userErrors { message code path }
  }
}

query Jobs {
  jobs(query: "rust", first: 5) {
    nodes { id title company { name } }
    pageInfo { hasNextPage endCursor }
  }
}
`;

const account = `# These need a token: "Headers" below the editor, {"Authorization": "Bearer ..."}.
#
# Run "Watch" and leave it open; move an application in another tab of the browser and see it arrive here.

query Me {
  viewer {
    user { id email name }
    unreadNotificationCount
    notifications(first: 5) { nodes { id kind title } }
  }
}

mutation CreateApplication {
  createApplication(input: { company: "Fernhill", role: "Platform Engineer", idempotencyKey: "example-1" }) {
    application { id stage version allowedTransitions { stage } }
    userErrors { message code path }
  }
}

mutation MoveApplication($id: ID!) {
  moveApplication(input: { id: $id, expectedVersion: 1, to: APPLIED, idempotencyKey: "example-2" }) {
    application { id stage version }
    userErrors { message code path }
  }
}

subscription Watch {
  notificationReceived {
    cursor
    notification { id kind title body createdAt }
  }
}
`;

export const tabs = [
  { query: start },
  {
    query: account,
    variables: '{\n  "id": "the id CreateApplication answered"\n}',
    headers: '{\n  "Authorization": "Bearer "\n}',
  },
];
