//! The state of a run, and the one rule by which it is made ready for the next.
//!
//! A structure declared with [`run_state!`](crate::run_state!) is renewed field by field to what its constructor gives: a new field
//! cannot be forgotten, and whatever is not said to stay ([`Kept`]) is as in the first run. Memory that fields have allocated is
//! used again.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ops::{Deref, DerefMut};

/// State of a run that has one owner.
pub trait Renew: Sized {
    /// Becomes equal to `fresh`, and keeps the memory it has.
    fn renew(&mut self, fresh: Self) {
        *self = fresh;
    }
}

/// State of a run that many look at: it changes through cells.
pub trait RenewShared: Sized {
    /// Becomes equal to `fresh`, and keeps the memory it has.
    fn renew(&self, fresh: Self);
}

/// Declares a structure that is state of a run: `run_state! { struct … }` implements [`Renew`], `run_state! { shared struct … }`
/// [`RenewShared`], each field by field.
///
/// ```
/// use std::cell::{Cell, RefCell};
/// use tearpoint_machine::run_state::{Kept, RenewShared};
///
/// tearpoint_machine::run_state! {
///     #[derive(Default)]
///     shared struct Printed {
///         lines: Cell<u32>,
///         text: RefCell<String>,
///         runs: Kept<Cell<u32>>,
///     }
/// }
/// let printed = Printed::default();
/// printed.text.borrow_mut().push_str("hello");
/// printed.runs.set(1);
/// printed.renew(Printed::default());
/// assert_eq!((printed.text.borrow().as_str(), printed.runs.get()), ("", 1));
/// ```
#[macro_export]
macro_rules! run_state {
    (
        $(#[$attr:meta])*
        shared $vis:vis struct $name:ident {
            $($(#[$field_attr:meta])* $field_vis:vis $field:ident: $ty:ty,)*
        }
    ) => {
        $(#[$attr])*
        $vis struct $name {
            $($(#[$field_attr])* $field_vis $field: $ty,)*
        }

        impl $crate::run_state::RenewShared for $name {
            fn renew(&self, fresh: Self) {
                $($crate::run_state::RenewShared::renew(&self.$field, fresh.$field);)*
            }
        }
    };
    (
        $(#[$attr:meta])*
        $vis:vis struct $name:ident {
            $($(#[$field_attr:meta])* $field_vis:vis $field:ident: $ty:ty,)*
        }
    ) => {
        $(#[$attr])*
        $vis struct $name {
            $($(#[$field_attr])* $field_vis $field: $ty,)*
        }

        impl $crate::run_state::Renew for $name {
            fn renew(&mut self, fresh: Self) {
                $($crate::run_state::Renew::renew(&mut self.$field, fresh.$field);)*
            }
        }
    };
}

/// What one run leaves to the next: the engine, the program, what is worth finding only once.
#[derive(Debug, Default)]
pub struct Kept<T>(pub T);

impl<T> Deref for Kept<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for Kept<T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T> Renew for Kept<T> {
    fn renew(&mut self, _: Kept<T>) {}
}

impl<T> RenewShared for Kept<T> {
    fn renew(&self, _: Kept<T>) {}
}

impl<T> RenewShared for Cell<T> {
    fn renew(&self, fresh: Cell<T>) {
        self.set(fresh.into_inner());
    }
}

impl<T: Renew> RenewShared for RefCell<T> {
    fn renew(&self, fresh: RefCell<T>) {
        self.borrow_mut().renew(fresh.into_inner());
    }
}

impl<T: RenewShared, const N: usize> RenewShared for [T; N] {
    fn renew(&self, fresh: [T; N]) {
        for (old, new) in self.iter().zip(fresh) {
            old.renew(new);
        }
    }
}

impl<T> Renew for Vec<T> {
    fn renew(&mut self, fresh: Vec<T>) {
        self.clear();
        self.extend(fresh);
    }
}

impl<T> Renew for VecDeque<T> {
    fn renew(&mut self, fresh: VecDeque<T>) {
        self.clear();
        self.extend(fresh);
    }
}

impl Renew for String {
    fn renew(&mut self, fresh: String) {
        self.clear();
        self.push_str(&fresh);
    }
}

macro_rules! plain {
    ($($ty:ty),*) => {
        $(impl Renew for $ty {})*
    };
}

plain!(bool, u8, u16, u32, u64, usize, i32, i64);

impl<T> Renew for Cell<T> {}
impl<T> Renew for Option<T> {}
impl<T: ?Sized> Renew for &'static T {}
impl<T: Copy, const N: usize> Renew for [T; N] {}
impl<K, V> Renew for BTreeMap<K, V> {}
impl<T> Renew for BTreeSet<T> {}
