// A page as a Relay application has it: fragments, a list that goes on, a thing that is read again by its id, a change.
import { graphql } from 'relay-runtime';

graphql`
  query BoardQuery($count: Int!) {
    viewer {
      user { id name }
      ...Board_applications @arguments(count: $count)
    }
  }
`;

graphql`
  fragment Board_applications on Viewer
  @argumentDefinitions(count: { type: "Int", defaultValue: 20 }, cursor: { type: "String" }) {
    applications(first: $count, after: $cursor) @connection(key: "Board_applications") {
      totalCount
      edges { node { id ...Card_application } }
    }
  }
`;

graphql`
  fragment Card_application on Application @refetchable(queryName: "CardRefetchQuery") {
    companyName
    role
    stage
    version
    allowedTransitions { verb stage }
  }
`;

graphql`
  mutation BoardMoveMutation($input: MoveApplicationInput!) {
    moveApplication(input: $input) {
      application { ...Card_application }
      userErrors { message path }
    }
  }
`;

graphql`
  subscription BoardSubscription($after: String) {
    notificationReceived(after: $after) { cursor notification { id title application { ...Card_application } } }
  }
`;
