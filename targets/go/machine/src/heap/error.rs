//! What ends an allocation or a collection: the program cannot go on, or the run may not.

use crate::fault::Fault;

/// The result of everything here.
pub type R<T> = Result<T, Box<HeapError>>;

/// Why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The run's limit is reached: Go itself would go on.
    Limit,
    /// `throw(text)`
    Throw(String),
    /// The runtime itself made a bad access.
    Fault {
        /// The access.
        fault: Fault,
        /// It was on the system stack.
        system: bool,
    },
}

/// A failure, and where it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeapError {
    /// Why.
    pub why: Failure,
    /// What the runtime prints before.
    pub said: String,
    /// Functions from the origin up.
    pub frames: Vec<&'static str>,
    /// The metadata word that decided it.
    pub word: Option<u64>,
}

impl HeapError {
    pub(super) fn new(why: Failure) -> Box<HeapError> {
        Box::new(HeapError {
            why,
            said: String::new(),
            frames: Vec::new(),
            word: None,
        })
    }

    /// `throw(text)` without a word behind it.
    pub fn throw(text: &str) -> Box<HeapError> {
        HeapError::new(Failure::Throw(text.to_owned()))
    }

    /// The same, after printing `said`.
    pub fn saying(mut self: Box<Self>, said: String) -> Box<HeapError> {
        self.said = said;
        self
    }
}

impl From<Fault> for Box<HeapError> {
    fn from(fault: Fault) -> Box<HeapError> {
        HeapError::new(Failure::Fault {
            fault,
            system: false,
        })
    }
}

/// Notes the functions an error passes.
pub trait Within {
    /// It passes `function` on its way up.
    fn within(self, function: &'static str) -> Self;
    /// It happens on the system stack.
    fn on_system_stack(self) -> Self;
}

impl<T> Within for R<T> {
    #[inline]
    fn within(self, function: &'static str) -> R<T> {
        self.map_err(|mut error| {
            error.frames.push(function);
            error
        })
    }

    fn on_system_stack(self) -> R<T> {
        self.map_err(|mut error| {
            if let Failure::Fault { system, .. } = &mut error.why {
                *system = true;
            }
            error
        })
    }
}
