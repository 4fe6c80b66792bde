//! What can be overwritten, and with what: [`table`] and [`value`]. Who does it, and when, is the world's to say.

pub mod object;
pub mod table;
pub mod value;
