//! What compiled code gives `selectgo`.

/// The arrays that compiled code hands over.
#[derive(Clone, Copy, Debug)]
pub struct Arrays {
    /// The cases.
    pub cas0: u64,
    /// The orders: `pollorder`, then `lockorder`.
    pub order0: u64,
    /// Cases that send: the first.
    pub nsends: i64,
    /// Cases that receive.
    pub nrecvs: i64,
}
