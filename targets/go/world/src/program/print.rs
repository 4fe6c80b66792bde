//! Prints a generated program as Go source.

use std::fmt::Write as _;

use super::{
    Case, ChanOp, Elem, Ending, HeapOp, KeyType, MapOp, Op, Program, SelectOp, SliceOp, SyncOp,
    TimeOp,
};

/// Go source of `program`, which must be normalised. It builds with every Go version from 1.19.
pub fn print(program: &Program) -> String {
    print_with(program, &[])
}

/// Statements that stand before an operation: of which goroutine, before which of its operations, their lines. They may use unsafe.
pub(super) type Extra = (usize, usize, Vec<String>);

/// As [`print`], with statements more.
pub(super) fn print_with(program: &Program, extras: &[Extra]) -> String {
    let mut out = Printer {
        program,
        extras,
        text: String::from("package main\n"),
        indent: 0,
    };
    out.imports();
    out.variables();
    for (g, ops) in program.goroutines.iter().enumerate().skip(1) {
        out.line(&format!("\nfunc g{g}() {{"));
        out.indent = 1;
        out.ops(g, ops);
        match program.ending {
            Ending::Spin => out.line("atomic.AddInt32(&done, 1)"),
            Ending::Receive => out.line("done <- 1"),
            Ending::Return => {}
        }
        out.indent = 0;
        out.line("}");
    }
    out.line("\nfunc main() {");
    out.indent = 1;
    out.start();
    out.ops(0, &program.goroutines[0]);
    let others = program.goroutines.len() - 1;
    match program.ending {
        Ending::Spin => {
            out.line(&format!("for atomic.LoadInt32(&done) < {others} {{"));
            out.line("\truntime.Gosched()");
            out.line("}");
        }
        Ending::Receive => (0..others).for_each(|_| out.line("<-done")),
        Ending::Return => {}
    }
    out.indent = 0;
    out.line("}");
    out.text
}

struct Printer<'a> {
    program: &'a Program,
    extras: &'a [Extra],
    text: String,
    indent: usize,
}

fn key_type(key: KeyType) -> &'static str {
    match key {
        KeyType::Int64 => "int64",
        KeyType::Int32 => "int32",
        KeyType::String => "string",
        KeyType::Array => "[3]int64",
    }
}

/// The key that number `k`, a Go expression of type int64, stands for.
fn key(ty: KeyType, k: &str) -> String {
    match ty {
        KeyType::Int64 => k.to_owned(),
        KeyType::Int32 => format!("int32({k})"),
        KeyType::String => format!("string(rune(48 + {k}))"),
        KeyType::Array => format!("[3]int64{{{k}, {k}, {k}}}"),
    }
}

fn elem_type(elem: Elem) -> &'static str {
    match elem {
        Elem::Int64 => "int64",
        Elem::Int32 => "int32",
        Elem::String => "string",
        Elem::Pointer => "*int64",
    }
}

/// The element that number `v` stands for.
fn value(elem: Elem, v: u8) -> String {
    match elem {
        Elem::Int64 | Elem::Int32 => v.to_string(),
        Elem::String => format!("string(rune(48 + {}))", v % 64),
        Elem::Pointer => "new(int64)".to_owned(),
    }
}

/// What is printed of an element.
fn show(elem: Elem, x: &str) -> String {
    match elem {
        Elem::Pointer => format!("*{x}"),
        _ => x.to_owned(),
    }
}

impl Printer<'_> {
    fn line(&mut self, line: &str) {
        for _ in 0..self.indent {
            self.text.push('\t');
        }
        let _ = writeln!(self.text, "{line}");
    }

    fn lines(&mut self, lines: &[&str]) {
        lines.iter().for_each(|line| self.line(line));
    }

    fn imports(&mut self) {
        let spins = self.program.ending == Ending::Spin;
        let uses = |pick: fn(&Op) -> bool| self.program.ops().any(pick);
        let runtime = uses(|op| matches!(op, Op::Map(MapOp::Gosched) | Op::Heap(HeapOp::Gc)));
        let atomics = uses(|op| {
            matches!(
                op,
                Op::Sync(SyncOp::AtomicAdd { .. } | SyncOp::AtomicLoad { .. })
            )
        });
        let packages = [
            ("runtime", spins || runtime),
            ("sync", uses(|op| matches!(op, Op::Sync(_)))),
            ("sync/atomic", spins || atomics),
            ("time", uses(|op| matches!(op, Op::Time(_)))),
            ("unsafe", !self.extras.is_empty()),
        ];
        let used: Vec<&str> = packages
            .iter()
            .filter(|(_, used)| *used)
            .map(|(name, _)| *name)
            .collect();
        if used.is_empty() {
            return;
        }
        self.line("\nimport (");
        used.iter()
            .for_each(|name| self.line(&format!("\t\"{name}\"")));
        self.line(")");
    }

    fn variables(&mut self) {
        let program = self.program;
        self.line("");
        match program.ending {
            Ending::Spin => self.line("var done int32"),
            Ending::Receive => self.line("var done chan int64"),
            Ending::Return => {}
        }
        for (m, map) in program.maps.iter().enumerate() {
            self.line(&format!("var m{m} map[{}]int64", key_type(map.key)));
        }
        for (s, slice) in program.slices.iter().enumerate() {
            self.line(&format!("var s{s} []{}", elem_type(slice.elem)));
        }
        for (c, chan) in program.chans.iter().enumerate() {
            self.line(&format!("var c{c} chan {}", elem_type(chan.elem)));
        }
        for (p, cell) in program.cells.iter().enumerate() {
            self.line(&format!("var p{p} *[{}]*int64", cell.words()));
        }
        let uses = |pick: fn(&Op) -> bool| program.ops().any(pick);
        if uses(|op| matches!(op, Op::Sync(_))) {
            self.lines(&[
                "var mu0, mu1 sync.Mutex",
                "var rw sync.RWMutex",
                "var wg sync.WaitGroup",
                "var once sync.Once",
                "var cond *sync.Cond",
            ]);
        }
        if uses(Op::library) {
            self.line("var n [4]int64");
        }
        if uses(|op| matches!(op, Op::Time(_))) {
            self.line("var timer *time.Timer");
        }
    }

    /// What main does before its own operations.
    fn start(&mut self) {
        let program = self.program;
        if program.ending == Ending::Receive {
            self.line("done = make(chan int64)");
        }
        if program.ops().any(|op| matches!(op, Op::Sync(_))) {
            self.line("cond = sync.NewCond(&mu0)");
        }
        if program.ops().any(|op| matches!(op, Op::Time(_))) {
            self.line("timer = time.NewTimer(0)");
        }
        for (m, map) in program.maps.iter().enumerate() {
            self.make_map(m, map.key, map.hint);
            if map.filled > 0 {
                self.fill(m, map.key, 0, map.filled);
            }
        }
        for (s, slice) in program.slices.iter().enumerate() {
            if slice.cap > 0 {
                self.slice(SliceOp::Make {
                    s: s as u8,
                    len: slice.len,
                    cap: slice.cap,
                });
            }
        }
        for (c, chan) in program.chans.iter().enumerate() {
            self.chan(ChanOp::Make {
                c: c as u8,
                cap: chan.cap,
            });
        }
        for g in 1..program.goroutines.len() {
            self.line(&format!("go g{g}()"));
        }
    }

    /// A goroutine's operations, with what stands before and behind them.
    fn ops(&mut self, g: usize, ops: &[Op]) {
        let extras = self.extras;
        for at in 0..=ops.len() {
            let here = extras.iter().filter(|&&(of, before, _)| {
                of == g && (before == at || at == ops.len() && before > at)
            });
            for line in here.flat_map(|(_, _, lines)| lines) {
                self.line(line);
            }
            if let Some(op) = ops.get(at) {
                self.op(op);
            }
        }
    }

    fn op(&mut self, op: &Op) {
        match *op {
            Op::Map(op) => self.map(op),
            Op::Slice(op) => self.slice(op),
            Op::Chan(op) => self.chan(op),
            Op::Select(op) => self.select(op),
            Op::Heap(op) => self.heap(op),
            Op::Sync(op) => self.sync(op),
            Op::Time(op) => self.time(op),
        }
    }

    fn make_map(&mut self, m: usize, ty: KeyType, hint: u8) {
        let hint = if hint > 0 {
            format!(", {hint}")
        } else {
            String::new()
        };
        self.line(&format!("m{m} = make(map[{}]int64{hint})", key_type(ty)));
    }

    fn fill(&mut self, m: usize, ty: KeyType, from: u8, n: u8) {
        let until = u32::from(from) + u32::from(n);
        self.line(&format!("for i := int64({from}); i < {until}; i++ {{"));
        self.line(&format!("\tm{m}[{}] = i", key(ty, "i")));
        self.line("}");
    }

    fn map(&mut self, op: MapOp) {
        let program = self.program;
        let ty = |m: u8| program.maps[usize::from(m)].key;
        let key = |m: u8, k: u8| key(ty(m), &k.to_string());
        match op {
            MapOp::Assign { m, k, v } => self.line(&format!("m{m}[{}] = {v}", key(m, k))),
            MapOp::Add { m, k, v } => self.line(&format!("m{m}[{}] += {v}", key(m, k))),
            MapOp::Read { m, k } => self.line(&format!("println(m{m}[{}])", key(m, k))),
            MapOp::ReadOk { m, k } => {
                self.line(&format!("if v, ok := m{m}[{}]; ok {{", key(m, k)));
                self.lines(&["\tprintln(v)", "}"]);
            }
            MapOp::Delete { m, k } => self.line(&format!("delete(m{m}, {})", key(m, k))),
            MapOp::Len { m } => self.line(&format!("println(len(m{m}))")),
            MapOp::Clear { m } => {
                self.line(&format!("for k := range m{m} {{"));
                self.line(&format!("\tdelete(m{m}, k)"));
                self.line("}");
            }
            MapOp::Range { m } => {
                self.line(&format!("for _, v := range m{m} {{"));
                self.lines(&["\tprintln(v)", "}"]);
            }
            MapOp::RangeAssign { m, k } => {
                self.line(&format!("for _, v := range m{m} {{"));
                self.line(&format!("\tm{m}[{}] = v", key(m, k)));
                self.line("}");
            }
            MapOp::Gosched => self.line("runtime.Gosched()"),
            MapOp::Fill { m, from, n } => self.fill(usize::from(m), ty(m), from, n),
            MapOp::Remake { m, hint } => self.make_map(usize::from(m), ty(m), hint),
        }
    }

    fn slice(&mut self, op: SliceOp) {
        let program = self.program;
        let elem = |s: u8| program.slices[usize::from(s)].elem;
        let line = match op {
            SliceOp::Append { s, v } => format!("s{s} = append(s{s}, {})", value(elem(s), v)),
            SliceOp::AppendAll { s, t } => {
                self.line(&format!("if len(s{s}) < 64 {{"));
                self.line(&format!("\ts{s} = append(s{s}, s{t}...)"));
                "}".to_owned()
            }
            SliceOp::Get { s, i } => {
                format!("println({})", show(elem(s), &format!("s{s}[{i}]")))
            }
            SliceOp::Set { s, i, v } => format!("s{s}[{i}] = {}", value(elem(s), v)),
            SliceOp::Len { s } => format!("println(len(s{s}), cap(s{s}))"),
            SliceOp::Cut { s, t, lo, hi } => format!("s{t} = s{s}[{lo}:{hi}]"),
            SliceOp::Cut3 { s, t, lo, hi, max } => format!("s{t} = s{s}[{lo}:{hi}:{max}]"),
            SliceOp::Copy { s, t } => format!("println(copy(s{s}, s{t}))"),
            SliceOp::Range { s } => {
                self.line(&format!("for _, v := range s{s} {{"));
                self.line(&format!("\tprintln({})", show(elem(s), "v")));
                "}".to_owned()
            }
            SliceOp::Make { s, len, cap } => {
                format!("s{s} = make([]{}, {len}, {cap})", elem_type(elem(s)))
            }
            SliceOp::Alias { s, t } => format!("s{s} = s{t}"),
            SliceOp::Nil { s } => format!("s{s} = nil"),
        };
        self.line(&line);
    }

    fn chan(&mut self, op: ChanOp) {
        let program = self.program;
        let elem = |c: u8| program.chans[usize::from(c)].elem;
        let line = match op {
            ChanOp::Send { c, v } => format!("c{c} <- {}", value(elem(c), v)),
            ChanOp::Recv { c } => format!("println({})", show(elem(c), &format!("<-c{c}"))),
            ChanOp::Drop { c } => format!("<-c{c}"),
            ChanOp::RecvOk { c } => {
                self.line(&format!("if v, ok := <-c{c}; ok {{"));
                self.line(&format!("\tprintln({})", show(elem(c), "v")));
                "}".to_owned()
            }
            ChanOp::TrySend { c, v } => {
                self.line("select {");
                self.line(&format!("case c{c} <- {}:", value(elem(c), v)));
                self.line("default:");
                "}".to_owned()
            }
            ChanOp::TryRecv { c } => {
                self.line("select {");
                self.line(&format!("case v := <-c{c}:"));
                self.line(&format!("\tprintln({})", show(elem(c), "v")));
                self.line("default:");
                "}".to_owned()
            }
            ChanOp::Close { c } => format!("close(c{c})"),
            ChanOp::Len { c } => format!("println(len(c{c}), cap(c{c}))"),
            ChanOp::Range { c } => {
                self.line(&format!("for v := range c{c} {{"));
                self.line(&format!("\tprintln({})", show(elem(c), "v")));
                "}".to_owned()
            }
            ChanOp::Make { c, cap: 0 } => format!("c{c} = make(chan {})", elem_type(elem(c))),
            ChanOp::Make { c, cap } => {
                format!("c{c} = make(chan {}, {cap})", elem_type(elem(c)))
            }
            ChanOp::Nil { c } => format!("c{c} = nil"),
        };
        self.line(&line);
    }

    fn select(&mut self, op: SelectOp) {
        self.line("select {");
        for Case { c, send, v } in op.cases() {
            let elem = self.program.chans[usize::from(c)].elem;
            if send {
                self.line(&format!("case c{c} <- {}:", value(elem, v)));
                self.line(&format!("\tprintln({c})"));
            } else {
                self.line(&format!("case v := <-c{c}:"));
                self.line(&format!("\tprintln({})", show(elem, "v")));
            }
        }
        if op.default {
            self.line("default:");
        }
        self.line("}");
    }

    fn heap(&mut self, op: HeapOp) {
        let words = |p: u8| self.program.cells[usize::from(p)].words();
        let line = match op {
            HeapOp::New { p } => format!("p{p} = new([{}]*int64)", words(p)),
            HeapOp::Link { p, i } => format!("p{p}[{i}] = new(int64)"),
            HeapOp::Set { p, i, v } => format!("*p{p}[{i}] = {v}"),
            HeapOp::Get { p, i } => format!("println(*p{p}[{i}])"),
            HeapOp::Share { p, q, i } => format!("p{p}[{i}] = p{q}[{i}]"),
            HeapOp::Drop { p } => format!("p{p} = nil"),
            HeapOp::Garbage { p, n } => {
                let words = words(p);
                self.line(&format!("for i := int64(0); i < {n}; i++ {{"));
                self.line(&format!("\tp{p} = new([{words}]*int64)"));
                "}".to_owned()
            }
            HeapOp::Gc => "runtime.GC()".to_owned(),
        };
        self.line(&line);
    }

    fn sync(&mut self, op: SyncOp) {
        let line = match op {
            SyncOp::Lock { m } => format!("mu{m}.Lock()"),
            SyncOp::Unlock { m } => format!("mu{m}.Unlock()"),
            SyncOp::TryLock { m, k } => {
                self.line(&format!("if mu{m}.TryLock() {{"));
                self.line(&format!("\tn[{k}]++"));
                self.line(&format!("\tmu{m}.Unlock()"));
                "}".to_owned()
            }
            SyncOp::Guarded { m, k } => {
                self.line(&format!("mu{m}.Lock()"));
                self.line(&format!("n[{k}]++"));
                format!("mu{m}.Unlock()")
            }
            SyncOp::RLock => "rw.RLock()".to_owned(),
            SyncOp::RUnlock => "rw.RUnlock()".to_owned(),
            SyncOp::WLock => "rw.Lock()".to_owned(),
            SyncOp::WUnlock => "rw.Unlock()".to_owned(),
            SyncOp::Reads { k } => {
                self.line("rw.RLock()");
                self.line(&format!("println(n[{k}])"));
                "rw.RUnlock()".to_owned()
            }
            SyncOp::Writes { k } => {
                self.line("rw.Lock()");
                self.line(&format!("n[{k}]++"));
                "rw.Unlock()".to_owned()
            }
            SyncOp::Add { n } => format!("wg.Add({n})"),
            SyncOp::Done => "wg.Done()".to_owned(),
            SyncOp::Wait => "wg.Wait()".to_owned(),
            SyncOp::Once { k } => format!("once.Do(func() {{ n[{k}]++ }})"),
            SyncOp::CondWait => {
                self.lines(&["mu0.Lock()", "cond.Wait()"]);
                "mu0.Unlock()".to_owned()
            }
            SyncOp::Signal => "cond.Signal()".to_owned(),
            SyncOp::Broadcast => "cond.Broadcast()".to_owned(),
            SyncOp::Incr { k } => format!("n[{k}]++"),
            SyncOp::AtomicAdd { k } => format!("atomic.AddInt64(&n[{k}], 1)"),
            SyncOp::AtomicLoad { k } => format!("println(atomic.LoadInt64(&n[{k}]))"),
        };
        self.line(&line);
    }

    fn time(&mut self, op: TimeOp) {
        let line = match op {
            TimeOp::Sleep { ms } => format!("time.Sleep({ms} * time.Millisecond)"),
            TimeOp::After { ms } => format!("<-time.After({ms} * time.Millisecond)"),
            TimeOp::Timeout { c, ms } => {
                let elem = self.program.chans[usize::from(c)].elem;
                self.line("select {");
                self.line(&format!("case v := <-c{c}:"));
                self.line(&format!("\tprintln({})", show(elem, "v")));
                self.line(&format!("case <-time.After({ms} * time.Millisecond):"));
                "}".to_owned()
            }
            TimeOp::AfterFunc { ms, k } => {
                format!("time.AfterFunc({ms}*time.Millisecond, func() {{ n[{k}]++ }})")
            }
            TimeOp::NewTimer { ms } => format!("timer = time.NewTimer({ms} * time.Millisecond)"),
            TimeOp::Stop => "println(timer.Stop())".to_owned(),
            TimeOp::Reset { ms } => format!("println(timer.Reset({ms} * time.Millisecond))"),
            TimeOp::TimerRecv => "<-timer.C".to_owned(),
        };
        self.line(&line);
    }
}
