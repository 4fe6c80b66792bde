//! Requests under way, by number; a number is used again once its request is over and nothing refers to it.

use super::outcome::Outcome;

/// A request; one that is over is not found again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ref {
    at: u32,
    generation: u32,
}

impl Ref {
    /// Its place, and how often that was used before.
    pub fn parts(self) -> (u32, u32) {
        (self.at, self.generation)
    }
}

/// One attempt of a user. Times in nanoseconds since the start.
#[derive(Clone, Copy, Debug, Default)]
pub struct Request {
    /// The user's number, in order of arrival.
    pub user: u64,
    /// When the user came: latency counts from here.
    pub arrived: u64,
    /// When this attempt was sent.
    pub sent: u64,
    /// Which attempt of its user it is, from 0.
    pub attempt: u32,
    /// It takes a lock.
    pub core: bool,
    /// Which lock; 0 if it takes none.
    pub key: u32,
    /// What the client has been told.
    pub outcome: Option<Outcome>,
    /// The client has given up.
    pub gone: bool,
    /// It is in the server: its number cannot be given away.
    pub inside: bool,
    /// Tries at the lock after the first, so far.
    pub lock_tries: u32,
    /// When it first tried for the lock.
    pub lock_since: u64,
    /// When the `tryLock` that it is in is over.
    pub lock_deadline: u64,
    /// The fencing token of the lock it holds.
    pub lock_token: u32,
    /// What it waits for now; a timer with another token is void.
    pub token: u32,
    /// When it entered the station it is in.
    pub entered: u64,
    /// When it got its connection to the server.
    pub accepted: u64,
}

/// All requests under way.
#[derive(Debug, Default)]
pub struct Requests {
    slots: Vec<(u32, Option<Request>)>,
    free: Vec<u32>,
}

impl Requests {
    pub fn add(&mut self, request: Request) -> Ref {
        if let Some(at) = self.free.pop() {
            let slot = &mut self.slots[at as usize];
            slot.1 = Some(request);
            return Ref {
                at,
                generation: slot.0,
            };
        }
        self.slots.push((0, Some(request)));
        Ref {
            at: self.slots.len() as u32 - 1,
            generation: 0,
        }
    }

    /// The request, if it is not over.
    #[inline]
    pub fn get(&mut self, id: Ref) -> Option<&mut Request> {
        let slot = self.slots.get_mut(id.at as usize)?;
        if slot.0 != id.generation {
            return None;
        }
        slot.1.as_mut()
    }

    /// Forgets a request.
    pub fn remove(&mut self, id: Ref) {
        let slot = &mut self.slots[id.at as usize];
        if slot.0 == id.generation && slot.1.take().is_some() {
            slot.0 = slot.0.wrapping_add(1);
            self.free.push(id.at);
        }
    }

    /// All there are.
    pub fn iter(&self) -> impl Iterator<Item = &Request> {
        self.slots.iter().filter_map(|slot| slot.1.as_ref())
    }

    /// How many there are, and how many there were at most.
    pub fn size(&self) -> (usize, usize) {
        (self.slots.len() - self.free.len(), self.slots.len())
    }
}
