//! Two goroutines on one map.

use super::*;
