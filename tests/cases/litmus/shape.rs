//! Litmus shapes: a few threads of a few operations, and their text as a Go program.

use std::fmt::Write as _;

/// How an operation on a variable is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Plain,
    Atomic,
    /// Under one mutex for all.
    Mutex,
    /// Under one lock for all that is a channel of capacity 1.
    Channel,
}

/// One operation. Variables and registers are numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    Write(usize, i32, Kind),
    Read(usize, usize, Kind),
    /// On the one channel of messages.
    Send,
    Receive,
}

pub struct Shape {
    /// `mp_plain`: what the file is called.
    pub name: String,
    pub threads: Vec<Vec<Op>>,
    /// Read after all threads have ended, into registers.
    pub last: Vec<(usize, usize)>,
}

const VARS: [&str; 2] = ["x", "y"];

impl Shape {
    pub fn registers(&self) -> usize {
        let all = self.threads.iter().flatten();
        let reads = all.filter(|op| matches!(op, Op::Read(..))).count();
        reads + self.last.len()
    }

    fn uses(&self, wanted: Kind) -> bool {
        self.threads.iter().flatten().any(|op| match op {
            Op::Write(_, _, kind) | Op::Read(_, _, kind) => *kind == wanted,
            _ => false,
        })
    }

    fn has_message(&self) -> bool {
        self.threads.iter().flatten().any(|op| *op == Op::Send)
    }

    /// `x=1; y=1 | r1=y; r2=x`
    pub fn sketch(&self) -> String {
        let thread = |ops: &Vec<Op>| {
            let ops: Vec<String> = ops.iter().map(sketch).collect();
            ops.join("; ")
        };
        let mut threads: Vec<String> = self.threads.iter().map(thread).collect();
        if !self.last.is_empty() {
            let last = self.last.iter();
            let last: Vec<String> = last
                .map(|(var, reg)| format!("r{}={}", reg + 1, VARS[*var]))
                .collect();
            threads.push(format!("then {}", last.join("; ")));
        }
        threads.join(" | ")
    }

    /// The shape as a Go program: it prints its registers.
    pub fn go(&self) -> String {
        let mut out = format!(
            "// Litmus {}: {}\npackage main\n\n",
            self.name,
            self.sketch()
        );
        match (self.uses(Kind::Atomic), self.uses(Kind::Mutex)) {
            (true, _) => out += "import \"sync/atomic\"\n\n",
            (_, true) => out += "import \"sync\"\n\n",
            _ => {}
        }
        out += "var x, y int32\n";
        let registers: Vec<String> = (1..=self.registers()).map(|r| format!("r{r}")).collect();
        let _ = writeln!(out, "var {} int32", registers.join(", "));
        if self.uses(Kind::Mutex) {
            out += "var mu sync.Mutex\n";
        }
        if self.uses(Kind::Channel) {
            out += "var lock = make(chan bool, 1)\n";
        }
        if self.has_message() {
            out += "var message = make(chan bool)\n";
        }
        out += "var done = make(chan bool)\n\nfunc main() {\n";
        for thread in &self.threads {
            out += "\tgo func() {\n";
            thread.iter().for_each(|op| statements(&mut out, op));
            out += "\t\tdone <- true\n\t}()\n";
        }
        self.threads.iter().for_each(|_| out += "\t<-done\n");
        for (var, reg) in &self.last {
            let _ = writeln!(out, "\tr{} = {}", reg + 1, VARS[*var]);
        }
        let _ = writeln!(out, "\tprintln({})\n}}", registers.join(", "));
        out
    }
}

fn sketch(op: &Op) -> String {
    match op {
        Op::Write(var, value, _) => format!("{}={value}", VARS[*var]),
        Op::Read(var, reg, _) => format!("r{}={}", reg + 1, VARS[*var]),
        Op::Send => "send".to_owned(),
        Op::Receive => "receive".to_owned(),
    }
}

fn statements(out: &mut String, op: &Op) {
    let (kind, plain) = match op {
        Op::Write(var, value, Kind::Atomic) => {
            let line = format!("atomic.StoreInt32(&{}, {value})", VARS[*var]);
            (Kind::Atomic, line)
        }
        Op::Read(var, reg, Kind::Atomic) => {
            let line = format!("r{} = atomic.LoadInt32(&{})", reg + 1, VARS[*var]);
            (Kind::Atomic, line)
        }
        Op::Write(var, value, kind) => (*kind, format!("{} = {value}", VARS[*var])),
        Op::Read(var, reg, kind) => (*kind, format!("r{} = {}", reg + 1, VARS[*var])),
        Op::Send => (Kind::Plain, "message <- true".to_owned()),
        Op::Receive => (Kind::Plain, "<-message".to_owned()),
    };
    let (before, after) = match kind {
        Kind::Mutex => ("mu.Lock()", "mu.Unlock()"),
        Kind::Channel => ("lock <- true", "<-lock"),
        _ => ("", ""),
    };
    for line in [before, &plain, after] {
        if !line.is_empty() {
            let _ = writeln!(out, "\t\t{line}");
        }
    }
}

/// All shapes: each with plain accesses and three ways of synchronisation, then mixed ones.
pub fn shapes() -> Vec<Shape> {
    use Kind::{Atomic, Channel, Mutex, Plain};
    let mut all = Vec::new();
    let mut add = |name: &str, threads: Vec<Vec<Op>>, last: &[(usize, usize)]| {
        all.push(Shape {
            name: name.to_owned(),
            threads,
            last: last.to_vec(),
        });
    };
    for (suffix, k) in [
        ("plain", Plain),
        ("atomic", Atomic),
        ("mutex", Mutex),
        ("channel", Channel),
    ] {
        let w = |var, value| Op::Write(var, value, k);
        let r = |var, reg| Op::Read(var, reg, k);
        let name = |shape: &str| format!("{shape}_{suffix}");
        add(
            &name("mp"),
            vec![vec![w(0, 1), w(1, 1)], vec![r(1, 0), r(0, 1)]],
            &[],
        );
        add(
            &name("sb"),
            vec![vec![w(0, 1), r(1, 0)], vec![w(1, 1), r(0, 1)]],
            &[],
        );
        add(
            &name("lb"),
            vec![vec![r(1, 0), w(0, 1)], vec![r(0, 1), w(1, 1)]],
            &[],
        );
        add(
            &name("corr"),
            vec![vec![w(0, 1)], vec![r(0, 0), r(0, 1)]],
            &[],
        );
        add(
            &name("coww"),
            vec![vec![w(0, 1), w(0, 2)], vec![r(0, 0)]],
            &[(0, 1)],
        );
        add(
            &name("wrc"),
            vec![
                vec![w(0, 1)],
                vec![r(0, 0), w(1, 1)],
                vec![r(1, 1), r(0, 2)],
            ],
            &[],
        );
        add(
            &name("2+2w"),
            vec![vec![w(0, 1), w(1, 2)], vec![w(1, 1), w(0, 2)]],
            &[(0, 0), (1, 1)],
        );
        add(
            &name("iriw"),
            vec![
                vec![w(0, 1)],
                vec![w(1, 1)],
                vec![r(0, 0), r(1, 1)],
                vec![r(1, 2), r(0, 3)],
            ],
            &[],
        );
    }
    for (name, k) in [("mp_flag_atomic", Atomic), ("mp_flag_mutex", Mutex)] {
        let writer = vec![Op::Write(0, 1, Plain), Op::Write(1, 1, k)];
        let reader = vec![Op::Read(1, 0, k), Op::Read(0, 1, Plain)];
        add(name, vec![writer, reader], &[]);
    }
    let writer = vec![Op::Write(0, 1, Plain), Op::Send];
    let reader = vec![Op::Receive, Op::Read(0, 0, Plain)];
    add("mp_message", vec![writer, reader], &[]);
    all
}
