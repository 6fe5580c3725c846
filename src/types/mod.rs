//! Values that cannot be wrong: parsed once at the door, then passed on as proof.

pub mod actor;
pub mod area;
pub mod cursor;
pub mod email;
pub mod id;
pub mod origin;
pub mod page;
pub mod partial_date;
pub mod password;
pub mod schema_name;
pub mod scope;
pub mod text;
pub mod time_zone;
pub mod work;

#[cfg(test)]
mod tests;
pub mod write;
