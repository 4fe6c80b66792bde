//! What compiled code gives `selectgo`.

/// The arrays that compiled code hands over.
#[derive(Clone, Copy, Debug)]
pub struct Arrays {
    pub cas0: u64,
    pub order0: u64,
    pub nsends: i64,
    pub nrecvs: i64,
}
