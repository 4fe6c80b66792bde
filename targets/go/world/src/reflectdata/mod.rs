//! Type descriptors as the compiler makes them: what the runtime is told of each type, and their image in read-only data.
//!
//! Follows cmd/compile/internal/reflectdata (`MapBucketType`, the map flags, `writeType`), cmd/compile/internal/walk
//! (`mapfast`) and cmd/compile/internal/types (`IsDirectIface`).
//!
//! Misses: `gcdata` of types above 1536 bytes.

mod alg;
mod complete;
mod describe;
mod image;
mod typemap;

pub use complete::{Behind, add_types, complete};
pub use describe::{build, descriptor, type_map, type_of};
pub use image::{FUNCS, image};
pub use typemap::ptr_map;
