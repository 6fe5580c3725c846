//! The numbers of closeness, in one place.

/// Closeness of a skill one step narrower than the one that is needed: who has it, has the needed one. Each further step multiplies by it.
pub const NARROWER_STEP: f64 = 0.9;
/// The largest number of such steps.
pub const NARROWER_STEPS_MAX: usize = 4;
/// Closeness of a skill directly broader than the one that is needed.
pub const BROADER_STRENGTH: f64 = 0.4;
/// The largest closeness of related skills or titles; the tables have the weight of each pair.
pub const RELATED_MAX: f64 = 0.5;
/// Closeness of two titles of one unit group of ISCO-08 (four digits), where the tables have no weight for the pair.
pub const SAME_UNIT_GROUP: f64 = 0.4;
/// The same for one minor group (the first three digits).
pub const SAME_MINOR_GROUP: f64 = 0.2;
