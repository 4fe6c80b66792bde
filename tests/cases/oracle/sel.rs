//! Area `sel`: `selectgo` called with arrays of the program's own, selects whose arrays are overwritten while they wait, and
//! goroutines that are woken by nobody who should.
//! Case names: `sel/direct/FIELD=VALUE/CASES`, `sel/parked/FIELD=VALUE/OPS`, `sel/stack/FIELD=VALUE/OPS`, `sel/wake/WHAT/run`.

use super::{Layout, fill};

const DIRECT: &str = include_str!("direct.go");
const PARKED: &str = include_str!("parked.go");
const WAKE: &str = include_str!("wake.go");
/// What the three have in common.
const COMMON: &str = include_str!("common.go");

/// The Go program of a case.
pub fn program(case: &str, layout: &Layout) -> Option<String> {
    let [_, kind, tamper, ops] = case.split('/').collect::<Vec<_>>()[..] else {
        return None;
    };
    let (field, value) = tamper.split_once('=')?;
    match kind {
        "direct" => direct(tamper, ops, layout),
        "parked" => {
            let by = "selectgo(&cases[0], &orders[0], nil, 0, 2, true)";
            parked(by, parked_tamper(field, value, layout)?, ops, layout)
        }
        "stack" => parked("", stack_tamper(field, value)?, ops, layout),
        "wake" => wake(tamper, layout),
        _ => None,
    }
}

fn address(value: &str) -> Option<&'static str> {
    Some(match value {
        "nil" => "0",
        "unmapped" => "0xdead000",
        "noncanon" => "0xdead000000000000",
        "rodata" => "rodata()",
        "zeroblock" => "uintptr(unsafe.Pointer(zeros))",
        "bigchan" => "bigchan()",
        "otherchan" => "hx",
        "d" => "hd",
        "alt" => "uintptr(unsafe.Pointer(&alt))",
        _ => return None,
    })
}

fn direct(tamper: &str, cases: &str, layout: &Layout) -> Option<String> {
    let receive = "{h, uintptr(unsafe.Pointer(&vars.v0))}";
    let send = "{h, uintptr(unsafe.Pointer(&v1))}";
    let idle_send = "{hi, uintptr(unsafe.Pointer(&v1))}";
    let idle_receive = "{hj, uintptr(unsafe.Pointer(&vars.v0))}";
    let (list, nsends, nrecvs, block) = match cases {
        "recv1" | "recvclosed" => (vec![receive], 0, 1, true),
        "send1" | "sendclosed" => (vec![send], 1, 0, true),
        "send+recv" => (vec![idle_send, receive], 1, 1, true),
        "notready-block" => (vec![idle_send, idle_receive], 1, 1, true),
        "notready-nonblock" => (vec![idle_send, idle_receive], 1, 1, false),
        "empty-block" => (vec![], 0, 0, true),
        "empty-nonblock" => (vec![], 0, 0, false),
        _ => return None,
    };
    let state = if cases.ends_with("closed") {
        "<-c\n\tclose(c)"
    } else {
        ""
    };
    let n = list.len();
    let set = |i: usize, part: &str, value: &str| {
        Some(format!("mem.cases[{i}].{part} = {}", address(value)?))
    };
    let (field, value) = tamper.split_once('=')?;
    let change = match (field, value) {
        ("none", _) => String::new(),
        ("cas0", value) => format!("cas0 = {}", address(value)?),
        ("order0", "too-small") => format!("order0 = post - {}", 2 * n),
        ("order0", "zero-slots") => "order0 = post".to_owned(),
        ("order0", "prefilled-0xffff") => {
            "for i := range mem.orders {\n\t\tmem.orders[i] = 0xffff\n\t}".to_owned()
        }
        ("order0", "odd-address") => "order0++".to_owned(),
        ("order0", "aliases-cas0") => "order0 = cas0".to_owned(),
        ("order0", "aliases-cas1") => "order0 = cas0 + 16".to_owned(),
        ("order0", value) => format!("order0 = {}", address(value)?),
        ("scase[0].c", "nil+elem-unmapped") => {
            "mem.cases[0].c, mem.cases[0].elem = 0, 0xdead000".to_owned()
        }
        ("scase[0].c", value) => set(0, "c", value)?,
        ("scase[1].c", value) => set(1, "c", value)?,
        ("scase[0].elem", value) => set(0, "elem", value)?,
        ("scase[1].elem", value) => set(1, "elem", value)?,
        ("scase[*].c", _) => "for i := 0; i < 2; i++ {\n\t\tmem.cases[i].c = 0\n\t}".to_owned(),
        ("scase", "swap-send-recv") => {
            "mem.cases[0], mem.cases[1] = mem.cases[1], mem.cases[0]".to_owned()
        }
        ("scase[1]", "dup-of-0") => "mem.cases[1] = mem.cases[0]".to_owned(),
        ("nsends+nrecvs", "swapped") => "nsends, nrecvs = nrecvs, nsends".to_owned(),
        ("nsends", "-1,nrecvs=2") => "nsends, nrecvs = -1, 2".to_owned(),
        ("nrecvs", "+2-canary") => "nrecvs += 2".to_owned(),
        ("nsends" | "nrecvs", "+1") => format!("{field}++"),
        ("nsends", "65536" | "65537") => format!("nsends, nrecvs = {value}, 0"),
        ("nsends" | "nrecvs", number) => format!("{field} = {number}"),
        ("block", _) => "block = !block".to_owned(),
        ("g.waiting", _) => format!("store(gmain + {}, sparesg)", layout.g.waiting),
        ("g.param", value) => format!("store(gmain + {}, {})", layout.g.param, address(value)?),
        ("g.selectDone", _) => format!(
            "*(*uint32)(unsafe.Pointer(gmain + {})) = 1",
            layout.g.select_done
        ),
        _ => return None,
    };
    Some(fill(
        DIRECT,
        &[
            ("common", COMMON),
            ("state", state),
            ("cases", &list.join(", ")),
            ("canary", &(n + 1).to_string()),
            ("nsends", &nsends.to_string()),
            ("nrecvs", &nrecvs.to_string()),
            ("block", if block { "true" } else { "false" }),
            ("tamper", &change),
            ("orders", &(2 * n).to_string()),
            ("recvq", &layout.hchan.recvq.to_string()),
        ],
    ))
}

fn parked_tamper(field: &str, value: &str, layout: &Layout) -> Option<String> {
    let g = &layout.g;
    Some(match (field, value) {
        ("none", _) => String::new(),
        ("pollorder", _) => "orders[0], orders[1] = 0xffff, 0xffff".to_owned(),
        ("lockorder", "0xffff") => "orders[2], orders[3] = 0xffff, 0xffff".to_owned(),
        ("lockorder[0]", _) => "orders[2] = 2".to_owned(),
        ("lockorder", "swap") => "orders[2], orders[3] = orders[3], orders[2]".to_owned(),
        ("lockorder", "dup0") => "orders[3] = orders[2]".to_owned(),
        ("lockorder", "all-c") => "orders[2], orders[3] = 0, 0".to_owned(),
        ("scase", "swap") => "cases[0], cases[1] = cases[1], cases[0]".to_owned(),
        ("scase[0].c", value) => format!("cases[0].c = {}", address(value)?),
        ("scase[0].elem", value) => format!("cases[0].elem = {}", address(value)?),
        ("g.selectDone", _) => {
            format!("*(*uint32)(unsafe.Pointer(g + {})) = 1", g.select_done)
        }
        ("g.param+goready", value) => {
            let param = match value {
                "sg0" => "sg",
                other => address(other)?,
            };
            format!(
                "*(*uintptr)(unsafe.Pointer(g + {})) = {param}\n\tgoready(g, 0)",
                g.param
            )
        }
        _ => return None,
    })
}

fn stack_tamper(field: &str, value: &str) -> Option<String> {
    const FIND: &str = "at := find(h, word(sg+24))";
    Some(match (field, value) {
        ("none", _) => format!("{FIND}\n\t_ = at"),
        ("scase.c", value) => format!("{FIND}\n\tstore(at, {})", address(value)?),
        ("scase.elem", value) => format!("{FIND}\n\tstore(at+8, {})", address(value)?),
        _ => return None,
    })
}

/// A parked select: by a call of `selectgo` on arrays in memory, or (`by` is empty) by a select statement.
fn parked(by: &str, tamper: String, ops: &str, layout: &Layout) -> Option<String> {
    let mut steps = String::new();
    for op in ops.split('+') {
        steps += match op {
            "sendc" => "try(\"c\", c, 7)\n\t",
            "sendd" => "try(\"d\", d, 8)\n\t",
            "closec" => "close(c)\n\tprintln(\"OBS closed c\")\n\t",
            "gc" => "runtime.GC()\n\t",
            "nothing" => "",
            _ => return None,
        };
    }
    let select = if by.is_empty() {
        "select {\n\tcase v, ok := <-c:\n\t\tsaid = \"c v=\" + itoa(v) + \" ok=\" + boolean(ok)\n\
         \tcase v, ok := <-d:\n\t\tsaid = \"d v=\" + itoa(v) + \" ok=\" + boolean(ok)\n\t}"
            .to_owned()
    } else {
        format!(
            "i, ok := {by}\n\tsaid = \"casi=\" + itoa(i) + \" ok=\" + boolean(ok) + \" v0=\" + itoa(v0) + \" v1=\" + itoa(v1)"
        )
    };
    Some(fill(
        PARKED,
        &[
            ("common", COMMON),
            ("select", &select),
            ("tamper", &tamper),
            ("steps", &steps),
            (
                "alt",
                if by.is_empty() {
                    ""
                } else {
                    "println(\"ALT \" + itoa(alt))"
                },
            ),
            ("recvq", &layout.hchan.recvq.to_string()),
        ],
    ))
}

fn wake(what: &str, layout: &Layout) -> Option<String> {
    const SEND: &str = "go sender(c)\n\tsg := waiter(h + SENDQ)";
    const RECEIVE: &str = "go receiver(c)\n\tsg := waiter(h + RECVQ)";
    const DISCARD: &str = "go discarder(c)\n\tsg := waiter(h + RECVQ)";
    const READY: &str = "goready(word(sg), 0)\n\tsettle()";
    let body = match what {
        "none=-" => format!("{RECEIVE}\n\t_ = sg\n\tc <- 5\n\tsettle()"),
        "goready=sender" => format!("{SEND}\n\t{READY}"),
        "goready=receiver" => format!("{RECEIVE}\n\t{READY}"),
        "goready=receiver-discard" => {
            format!(
                "{DISCARD}\n\t{READY}\n\tprintln(\"WRONG <-c returned although nothing was sent\")"
            )
        }
        "goready=receiver-discard+send" => {
            format!("{DISCARD}\n\t{READY}\n\tselect {{\n\tcase c <- 6:\n\tdefault:\n\t}}")
        }
        "goready=twice" => {
            format!("{RECEIVE}\n\tgoready(word(sg), 0)\n\tgoready(word(sg), 0)\n\tsettle()")
        }
        "goready=nil" => "goready(0, 0)".to_owned(),
        "goready=main" => "goready(self(), 0)".to_owned(),
        "close+closed=0" => {
            format!(
                "{SEND}\n\t_ = sg\n\tclose(c)\n\t*(*uint32)(unsafe.Pointer(h + 28)) = 0\n\tsettle()"
            )
        }
        "close+closed=0-receiver" => {
            format!(
                "{RECEIVE}\n\t_ = sg\n\tclose(c)\n\t*(*uint32)(unsafe.Pointer(h + 28)) = 0\n\tsettle()"
            )
        }
        "sudogcache.next=self" => format!(
            "{DISCARD}\n\tc <- 1\n\tsettle()\n\t*(*uintptr)(unsafe.Pointer(sg + 8)) = sg\n\
             \tgo func() {{ c <- 2 }}()\n\t<-c\n\tprintln(\"OBS survived\")"
        ),
        "recvq-stale=reinsert" => format!(
            "{RECEIVE}\n\tc <- 1\n\tsettle()\n\tstore(h+RECVQ, sg)\n\tstore(h+RECVQ+8, sg)\n\tc <- 2"
        ),
        "makechan-size=-1" => "n := -1\n\t_ = make(chan int, n)".to_owned(),
        "makechan-size=2^45" => "n := 1 << 45\n\t_ = make(chan int, n)".to_owned(),
        "makechan-size=2^62" => "n := 1 << 62\n\t_ = make(chan int, n)".to_owned(),
        "makechan-size=2^62-zero" => {
            "n := 1 << 62\n\tprintln(\"OBS cap=\" + itoa(cap(make(chan struct{}, n))))".to_owned()
        }
        "close=nil" => "c = nil\n\tclose(c)".to_owned(),
        "close=closed" => "close(c)\n\tclose(c)".to_owned(),
        "send=closed" => "close(c)\n\tc <- 1".to_owned(),
        "send=nil" => "c = nil\n\tc <- 1".to_owned(),
        "recv=nil" => "c = nil\n\t<-c".to_owned(),
        "send=closed-select" => {
            "close(c)\n\tselect {\n\tcase c <- 1:\n\tcase <-never:\n\t}".to_owned()
        }
        _ => return None,
    };
    let body = body
        .replace("SENDQ", &layout.hchan.sendq.to_string())
        .replace("RECVQ", &layout.hchan.recvq.to_string());
    Some(fill(
        WAKE,
        &[
            ("common", COMMON),
            ("body", &body),
            ("recvq", &layout.hchan.recvq.to_string()),
        ],
    ))
}
