//! Channels.
//!
//! Follows runtime/chan.go: `makechan`, `chansend`, `chanrecv`, `closechan`, `send`, `recv`, `waitq`. An operation happens in
//! one step: the lock keeps others out from its first look to its end. What another goroutine can see in between is
//! where it waits.
//!
//! Invariants: all state is in the hchan, the sudogs and the `g`s in simulated memory; nothing is validated that Go does
//! not validate. What is touched under the channel's lock dies with "unexpected signal" even on a nil pointer; what
//! follows the unlocking is an ordinary fault.
//! Deviations: the lock's word is read and never written, because nobody runs while it is held. Misses: block profiling.

mod close;
mod hchan;
mod length;
mod make;
mod queue;
mod recv;
mod send;

pub use close::closechan;
pub use hchan::{Hchan, chan_bubble, check_bubble, hchan_layout};
pub use length::{length, timerchandrain};
pub use make::{ElemType, makechan};
pub use queue::{dequeue, dequeue_sudog, enqueue};
pub use recv::{Entry, chanrecv, receive, receive_buffered};
pub(super) use send::send_on_closed;
pub use send::{chansend, send, send_buffered, send_time};
