//! What an access to a bad address does.
//!
//! Follows what linux/amd64 tells Go's signal handler, and `sigpanic` (runtime/signal_unix.go): an address in the
//! first page is a nil dereference and can be recovered; any other kills the program with `fault`.

/// Where a bad address lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultClass {
    /// Below 4096: Go says nil pointer dereference.
    NilPage,
    /// Canonical, not mapped (SEGV_MAPERR, code 1).
    Unmapped,
    /// Mapped or reserved, but not for this access (SEGV_ACCERR, code 2).
    Protected,
    /// Not an address at all on amd64; the kernel reports address 0 and code 0x80.
    NonCanonical,
}

impl FaultClass {
    /// The class's name in signatures.
    pub fn name(self) -> &'static str {
        match self {
            FaultClass::NilPage => "nil page",
            FaultClass::Unmapped => "unmapped",
            FaultClass::Protected => "protected",
            FaultClass::NonCanonical => "non-canonical",
        }
    }

    /// The signal's code, as Go prints it.
    pub fn code(self) -> u32 {
        match self {
            FaultClass::NilPage | FaultClass::Unmapped => 1,
            FaultClass::Protected => 2,
            FaultClass::NonCanonical => 0x80,
        }
    }
}

/// An access that the hardware refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The address accessed.
    pub addr: u64,
    /// It was a write.
    pub write: bool,
    /// What is wrong with the address.
    pub class: FaultClass,
}

impl Fault {
    /// The address the kernel reports.
    pub fn reported(&self) -> u64 {
        if self.class == FaultClass::NonCanonical {
            0
        } else {
            self.addr
        }
    }
}
