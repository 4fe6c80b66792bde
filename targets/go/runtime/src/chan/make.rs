//! Making a channel (runtime/chan.go `makechan`).

use crate::error::{FrameExt, Res, Unwind};
use crate::layout::hchan;
use crate::process::Process;
use tearpoint_machine::MAX_ALLOC;

/// What the compiler tells `makechan`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ElemType {
    /// The address of the element type's descriptor.
    pub addr: u64,
    /// Bytes of an element.
    pub size: u64,
    /// It holds no pointers.
    pub noscan: bool,
}

/// `makechan`
pub fn makechan(process: &Process, elem: ElemType, size: i64) -> Res<u64> {
    make(process, elem, size).frame("runtime.makechan")
}

fn make(process: &Process, elem: ElemType, size: i64) -> Res<u64> {
    let header = process.profile.get().layout.hchan.size;
    let bytes = elem.size.checked_mul(size as u64);
    let Some(bytes) = bytes.filter(|&bytes| bytes <= MAX_ALLOC - header && size >= 0) else {
        return Err(Unwind::plain_error("makechan: size out of range"));
    };
    let with_buffer = elem.noscan || bytes == 0;
    let c = if with_buffer {
        process.newobject(header + bytes, true)?
    } else {
        process.newobject(header, false)?
    };
    process.mem.borrow_mut().claim(c, header as usize)?;
    let buf = match () {
        // Nothing is ever stored there: the race detector's address.
        () if bytes == 0 => c + hchan::BUF,
        () if with_buffer => c + header,
        () => process.new_at(bytes, elem.addr)?,
    };
    process.store(c + hchan::BUF, 8, buf)?;
    process.store(c + hchan::ELEMSIZE, 2, elem.size)?;
    let layout = &process.profile.get().layout.hchan;
    process.store(c + layout.elemtype, 8, elem.addr)?;
    process.store(c + hchan::DATAQSIZ, 8, size as u64)?;
    if let (Some(field), bubble @ 1..) = (layout.bubble, process.bubble()?) {
        process.store(c + field, 8, bubble)?;
    }
    process.chans.borrow_mut().push(c);
    process.shadow_made(c, elem.size, size as u64);
    Ok(c)
}
