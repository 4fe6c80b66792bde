//! What the syntax tree, types and the checked program share: operators, and directions of channels.

/// Arithmetic on two operands of one type (`Shl`, `Shr`: any integer on the right).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BinOp {
    Add,
    Sub,
    Mul,
    Div,
    Rem,
    And,
    Or,
    Xor,
    AndNot,
    Shl,
    Shr,
}

/// Comparison of two operands of one type; gives a bool.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CmpOp {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

/// Direction of a channel type.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum ChanDir {
    Both,
    Send,
    Recv,
}
