//! The one analysis of text that the search uses, for its index and for queries, on both databases.
