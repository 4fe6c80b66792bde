//! Area `sudog`: goroutines parked on channels, one field of a sudog, a queue or a `g` overwritten, some operations.
//! Case names: `sudog/SCENARIO/FIELD=VALUE/OP+OP`.

use super::{Layout, fill, place};

const TEMPLATE: &str = include_str!("sudog.go");

/// Who waits, and how.
struct Scenario {
    cap: &'static str,
    fill: &'static str,
    sends: bool,
    goroutines: u32,
    start: &'static str,
}

const FIRST: &str = "sg0 := waiter(queue, 0)\n\tsg1 := uintptr(0)";

fn scenario(name: &str) -> Option<Scenario> {
    let one = |cap, fill, sends, start| Scenario {
        cap,
        fill,
        sends,
        goroutines: 1,
        start,
    };
    let two = |cap, fill, sends, start| Scenario {
        goroutines: 2,
        ..one(cap, fill, sends, start)
    };
    const TWO_SENDERS: &str = "go sender(0, c, 100)\n\tsg0 := waiter(queue, 0)\n\tgo sender(1, c, 101)\n\tsg1 := waiter(queue, sg0)";
    Some(match name {
        "uS" => one("0", "", true, "go sender(0, c, 100)"),
        "bS" => one("1", "c <- 50", true, "go sender(0, c, 100)"),
        "uR" => one("0", "", false, "go receiver(0, c)"),
        "selR" => one("0", "", false, "go selectReceiver(0, c, d)"),
        "selS" => one("0", "", true, "go selectSender(0, c, d)"),
        "bigS" => one(
            "0",
            "",
            true,
            "go func() {\n\t\tgrow(200)\n\t\tsender(0, c, 100)\n\t}()",
        ),
        "bigR" => one(
            "0",
            "",
            false,
            "go func() {\n\t\tgrow(200)\n\t\treceiver(0, c)\n\t}()",
        ),
        "uS2" => two("0", "", true, TWO_SENDERS),
        "bS2" => two("1", "c <- 50", true, TWO_SENDERS),
        "uR2" => two(
            "0",
            "",
            false,
            "go receiver(0, c)\n\tsg0 := waiter(queue, 0)\n\tgo receiver(1, c)\n\tsg1 := waiter(queue, sg0)",
        ),
        _ => return None,
    })
}

/// The Go program of a case.
pub fn program(case: &str, layout: &Layout) -> Option<String> {
    let [_, name, tamper, ops] = case.split('/').collect::<Vec<_>>()[..] else {
        return None;
    };
    let scenario = scenario(name)?;
    let (field, value) = tamper.split_once('=')?;
    let h = &layout.hchan;
    let (queue, opposite) = if scenario.sends {
        (h.sendq, h.recvq)
    } else {
        (h.recvq, h.sendq)
    };
    let start = if scenario.goroutines == 1 {
        format!("{}\n\t{FIRST}", scenario.start)
    } else {
        scenario.start.to_owned()
    };
    let steps: Vec<String> = ops
        .split('+')
        .map(|op| format!("step(c, d, \"{op}\")"))
        .collect();
    Some(fill(
        TEMPLATE,
        &[
            ("cap", scenario.cap),
            ("fill", scenario.fill),
            ("queue", &queue.to_string()),
            ("opposite", &opposite.to_string()),
            ("recvq", &h.recvq.to_string()),
            ("start", &start),
            ("goroutines", &scenario.goroutines.to_string()),
            ("tamper", &overwrite(field, value, layout)?),
            ("steps", &format!("text := {}", steps.join(" + \"; \" + "))),
            ("stacks", "runtime.Stack(make([]byte, 1<<14), true)"),
            ("name", ops),
        ],
    ))
}

/// Where a field is, as a Go expression, and its Go type; `None` if the version has no such field.
fn expression(field: &str, layout: &Layout) -> Option<(String, &'static str)> {
    if let Some(field) = field.strip_prefix("g.") {
        let (offset, ty) = place(layout.g.structure(), field)?;
        return Some((format!("word(sg0) + {offset}"), ty));
    }
    let (of, field) = field.split_once('.')?;
    match (of, field) {
        ("q", "first") => return Some(("queue".to_owned(), "uint64")),
        ("q", "last") => return Some(("queue + 8".to_owned(), "uint64")),
        _ => {}
    }
    // What is two words is read from the second.
    let truth = place(layout.sudog.structure(), &format!("{field}.vu"));
    let (offset, ty) = truth.or_else(|| place(layout.sudog.structure(), field))?;
    Some((format!("{of} + {offset}"), ty))
}

/// The statements that overwrite the field.
fn overwrite(field: &str, value: &str, layout: &Layout) -> Option<String> {
    let both = |queue: &str| {
        format!(
            "*(*uintptr)(unsafe.Pointer({queue})) = sg0\n\t*(*uintptr)(unsafe.Pointer({queue} + 8)) = sg0"
        )
    };
    match field {
        "none" => return Some(String::new()),
        "oq.both" => return Some(both("oppositeQueue")),
        "cross" => return Some(both("otherQueue")),
        _ => {}
    }
    let (place, ty) = expression(field, layout)?;
    let of = field.split_once('.').map_or("", |(of, _)| of);
    let value = match value {
        "nil" => "0".to_owned(),
        "unmapped" => "0xdead000".to_owned(),
        "self" => format!("uint64({of})"),
        "alt" => "uint64(uintptr(unsafe.Pointer(&alt)))".to_owned(),
        "chd" => "uint64(hd)".to_owned(),
        "-1" if ty.starts_with('u') => format!("^{ty}(0)"),
        known @ ("zeroblock" | "sparesg" | "gmain" | "gspare" | "gdead") => {
            format!("uint64({known})")
        }
        number => number.to_owned(),
    };
    Some(format!("*(*{ty})(unsafe.Pointer({place})) = {value}"))
}
