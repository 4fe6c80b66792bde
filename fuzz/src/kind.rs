//! What each target is about: a kind of generated programs, which are made from libFuzzer's bytes.

use arbitrary::Unstructured;

pub use tearpoint_go::program::generate::Kind;

/// The bytes of an input one after another, as programs are made from them.
pub fn bytes<'a>(data: &'a mut Unstructured<'_>) -> impl FnMut() -> u8 + 'a {
    || data.arbitrary::<u8>().unwrap_or(0)
}
