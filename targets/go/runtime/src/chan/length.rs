//! How many values lie in a channel, and emptying that of a timer (runtime/chan.go `chanlen`, `chancap`, `timerchandrain`).

use super::hchan::Hchan;
use crate::error::{Res, Unwind};
use crate::layout::hchan;
use crate::process::Process;

/// `timerchandrain`: empties the buffer of a timer's channel. Gives whether there was anything in it.
pub fn timerchandrain(process: &Process, c: u64) -> Res<bool> {
    let ch = Hchan::at(process, c);
    if ch.qcount()? == 0 {
        return Ok(false);
    }
    let drain = || {
        while ch.qcount()? > 0 {
            ch.typedmemclr(ch.slot(ch.load(ch.layout.recvx, 8)?)?)?;
            ch.advance(ch.layout.recvx)?;
            ch.store(hchan::QCOUNT, 8, ch.qcount()? - 1)?;
        }
        Ok(true)
    };
    drain().map_err(Unwind::locked)
}

/// `chanlen` or `chancap`
pub fn length(process: &Process, c: u64, cap: bool) -> Res<u64> {
    if c == 0 {
        return Ok(0);
    }
    let ch = Hchan::at(process, c);
    if ch.timer()? != 0 {
        return Ok(0);
    }
    let n = if cap { ch.dataqsiz() } else { ch.qcount() }?;
    process.shadow_length(c, cap, n);
    Ok(n)
}
