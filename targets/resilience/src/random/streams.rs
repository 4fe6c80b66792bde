//! Named random streams: each decision of the traffic is the `n`-th number of its own stream, so that two policies see the
//! same arrivals, and one more retry moves nobody else's service time.

/// What is decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// When the next user comes.
    Arrival,
    /// Whether one is thinned out where the rate is below its peak.
    Thinning,
    /// Core traffic or not.
    Class,
    /// Which lock.
    Key,
    /// Milliseconds of CPU.
    Cpu,
    /// Milliseconds of a query.
    Query,
    /// Jitter of a retry.
    Backoff,
    /// Whether a connection is leaked.
    Leak,
    /// When another node asks for a lock.
    ElsewhereArrival,
    /// Which lock another node asks for.
    ElsewhereKey,
    /// How long it works under it.
    ElsewhereQuery,
}

const STREAMS: usize = 11;

/// The streams of one seed. What a request needs of a stream is asked for by the user's number, so that it does not depend
/// on what other users do.
#[derive(Clone, Debug)]
pub struct Streams {
    keys: [u64; STREAMS],
    drawn: [u64; STREAMS],
}

/// SplitMix64's finalizer: any two inputs give unrelated outputs.
pub fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

impl Streams {
    /// The streams of `seed`, each before its first number.
    pub fn new(seed: u64) -> Streams {
        let key = |n: usize| mix(seed ^ mix((n as u64 + 1).wrapping_mul(GOLDEN)));
        Streams {
            keys: std::array::from_fn(key),
            drawn: [0; STREAMS],
        }
    }

    /// The stream's next number.
    #[inline]
    pub fn next(&mut self, stream: Stream) -> u64 {
        let n = self.drawn[stream as usize];
        self.drawn[stream as usize] = n + 1;
        self.at(stream, n)
    }

    /// The stream's `n`-th number.
    #[inline]
    pub fn at(&self, stream: Stream, n: u64) -> u64 {
        mix(self.keys[stream as usize].wrapping_add(n.wrapping_add(1).wrapping_mul(GOLDEN)))
    }
}

/// A number below `bound` from a 64-bit one.
#[inline]
pub fn below(u: u64, bound: u64) -> u64 {
    ((u128::from(u) * u128::from(bound)) >> 64) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_do_not_disturb_each_other() {
        let mut one = Streams::new(7);
        let mut two = Streams::new(7);
        for _ in 0..5 {
            two.next(Stream::Query);
        }
        assert_eq!(one.next(Stream::Arrival), two.next(Stream::Arrival));
        assert_ne!(
            Streams::new(8).next(Stream::Arrival),
            Streams::new(7).next(Stream::Arrival)
        );
    }

    #[test]
    fn numbers_below_a_bound_are_spread_evenly() {
        let streams = Streams::new(1);
        let mut counts = [0u32; 10];
        for n in 0..100_000 {
            counts[below(streams.at(Stream::Key, n), 10) as usize] += 1;
        }
        assert!(
            counts.iter().all(|&count| (9_600..10_400).contains(&count)),
            "{counts:?}"
        );
    }
}
