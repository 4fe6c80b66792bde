//! Overwritten metadata: what real Go does, this does.

use super::*;
