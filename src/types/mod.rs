//! What every other folder may use: value types that are validated when they are parsed, so that the rest of the code can rely on them,
//! and how rows are written.

pub mod actor;
pub mod amount;
pub mod area;
pub mod change_id;
pub mod currency;
pub mod cursor;
pub mod email;
pub mod file_name;
pub mod id;
pub mod import_source;
pub mod locale;
pub mod object_kind;
pub mod origin;
pub mod page;
pub mod partial_date;
pub mod password;
pub mod rates;
pub mod rows;
pub mod scalar;
pub mod schema_name;
pub mod scope;
pub mod text;
pub mod time_zone;
pub mod vector;
pub mod work;
pub mod write;

#[cfg(test)]
mod tests;
