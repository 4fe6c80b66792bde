//! The macro that makes a protocol's table of points.

/// Declares `POINTS`, a protocol's table of points, and a name for each of its own. A line is a name, the text for people, and
/// `yields` if the client asks for others to run there. The first two points are those of [`super::bench`].
macro_rules! points {
    ($($name:ident = $text:literal $($yields:ident)?;)*) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms, reason = "the names are those of the constants below")]
        #[repr(u16)]
        enum Id { Start, Clock, $($name),* }

        /// The protocol's points, by id.
        pub static POINTS: &[tearpoint_harness::contract::PointSpec] = &[
            $crate::protocol::points::spec(Id::Start as u16, "start", false),
            $crate::protocol::points::spec(Id::Clock as u16, "the clock moves on", true),
            $($crate::protocol::points::spec(
                Id::$name as u16, $text, $crate::protocol::points::points!(@ $($yields)?),
            )),*
        ];
        $(
            pub static $name: &tearpoint_harness::contract::PointSpec = &POINTS[Id::$name as usize];
        )*
    };
    (@ yields) => { true };
    (@) => { false };
}
pub(crate) use points;

use tearpoint_harness::contract::{Density, PointSpec};

pub(crate) const fn spec(id: u16, name: &'static str, yields: bool) -> PointSpec {
    PointSpec {
        id,
        name,
        density: Density::Operation,
        yields,
    }
}
