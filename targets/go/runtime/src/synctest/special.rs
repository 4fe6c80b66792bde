//! Which pointers belong to which bubble (runtime/synctest.go `getOrSetBubbleSpecial`): WaitGroups do.

use crate::error::Res;
use crate::layout::synctest_bubble::ID;
use crate::process::Process;

/// What a pointer is to the running goroutine's bubble, numbered as internal/synctest does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Association {
    /// It belongs to none.
    Unbubbled = 0,
    /// It belongs to this one.
    Current = 1,
    /// It belongs to another.
    Other = 2,
}

impl Process {
    /// `getOrSetBubbleSpecial`: what `p` is to the bubble; with `add`, it becomes the bubble's if it is nobody's. Only objects of
    /// the heap can.
    pub fn bubble_association(&self, p: u64, add: bool) -> Res<Association> {
        let bubble = self.bubble()?;
        let in_heap = self.heap.borrow().slot_of(&self.mem.borrow(), p).is_some();
        if bubble == 0 || !in_heap {
            return Ok(Association::Unbubbled);
        }
        let id = self.load(bubble.wrapping_add(ID), 8)?;
        let known = self.bubbles.specials.borrow().get(&p).copied();
        Ok(match known {
            Some(known) if known == id => Association::Current,
            Some(_) => Association::Other,
            None if add => {
                self.bubbles.specials.borrow_mut().insert(p, id);
                Association::Current
            }
            None => Association::Unbubbled,
        })
    }

    /// `synctest_disassociate`
    pub fn bubble_disassociate(&self, p: u64) {
        self.bubbles.specials.borrow_mut().remove(&p);
    }

    /// The collector has freed objects: what `dead` says is one is nobody's.
    pub(crate) fn forget_bubbled(&self, dead: impl Fn(u64) -> bool) {
        self.bubbles.specials.borrow_mut().retain(|&p, _| !dead(p));
    }
}
