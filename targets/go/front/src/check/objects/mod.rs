//! What names stand for: `object` the things themselves, `scope` where their names hold, `universe` the predeclared
//! ones, `version` which features the text at hand may use, `ids` what all tables of the checker are indexed by.

pub(crate) mod ids;
pub(crate) mod object;
pub(crate) mod scope;
pub(crate) mod universe;
pub(crate) mod version;
