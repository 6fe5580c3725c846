//! Values that the rows of all written documents share.

pub mod layout;
