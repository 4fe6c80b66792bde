//! A generated program as Go source.

use std::fmt::Write as _;

use super::{KeyType, MapOp, Program};

/// Go source of `program`, which must be normalised. It builds with every Go version from 1.19.
pub fn print(program: &Program) -> String {
    let mut out = String::from("package main\n\nimport (\n\t\"runtime\"\n\t\"sync/atomic\"\n)\n\n");
    let _ = writeln!(out, "var done int32\n");
    for (m, map) in program.maps.iter().enumerate() {
        let _ = writeln!(out, "var m{m} map[{}]int64", key_type(map.key));
    }
    for (g, ops) in program.goroutines.iter().enumerate().skip(1) {
        let _ = writeln!(out, "\nfunc g{g}() {{");
        ops.iter().for_each(|op| print_op(program, op, &mut out));
        let _ = writeln!(out, "\tatomic.AddInt32(&done, 1)\n}}");
    }
    let _ = writeln!(out, "\nfunc main() {{");
    for (m, map) in program.maps.iter().enumerate() {
        make(&mut out, m, map.key, map.hint);
        if map.filled > 0 {
            fill(&mut out, m, map.key, 0, map.filled);
        }
    }
    for g in 1..program.goroutines.len() {
        let _ = writeln!(out, "\tgo g{g}()");
    }
    program.goroutines[0]
        .iter()
        .for_each(|op| print_op(program, op, &mut out));
    let _ = writeln!(
        out,
        "\tfor atomic.LoadInt32(&done) < {} {{",
        program.goroutines.len() - 1
    );
    let _ = writeln!(out, "\t\truntime.Gosched()\n\t}}\n}}");
    out
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

fn make(out: &mut String, m: usize, ty: KeyType, hint: u8) {
    let hint = if hint > 0 {
        format!(", {hint}")
    } else {
        String::new()
    };
    let _ = writeln!(out, "\tm{m} = make(map[{}]int64{hint})", key_type(ty));
}

fn fill(out: &mut String, m: usize, ty: KeyType, from: u8, n: u8) {
    let until = u32::from(from) + u32::from(n);
    let _ = writeln!(out, "\tfor i := int64({from}); i < {until}; i++ {{");
    let _ = writeln!(out, "\t\tm{m}[{}] = i\n\t}}", key(ty, "i"));
}

fn print_op(program: &Program, op: &MapOp, out: &mut String) {
    let key = |m: u8, k: u8| key(program.maps[usize::from(m)].key, &k.to_string());
    let _ = match *op {
        MapOp::Assign { m, k, v } => writeln!(out, "\tm{m}[{}] = {v}", key(m, k)),
        MapOp::Add { m, k, v } => writeln!(out, "\tm{m}[{}] += {v}", key(m, k)),
        MapOp::Read { m, k } => writeln!(out, "\tprintln(m{m}[{}])", key(m, k)),
        MapOp::ReadOk { m, k } => {
            writeln!(
                out,
                "\tif v, ok := m{m}[{}]; ok {{\n\t\tprintln(v)\n\t}}",
                key(m, k)
            )
        }
        MapOp::Delete { m, k } => writeln!(out, "\tdelete(m{m}, {})", key(m, k)),
        MapOp::Len { m } => writeln!(out, "\tprintln(len(m{m}))"),
        MapOp::Clear { m } => writeln!(out, "\tfor k := range m{m} {{\n\t\tdelete(m{m}, k)\n\t}}"),
        MapOp::Range { m } => writeln!(out, "\tfor _, v := range m{m} {{\n\t\tprintln(v)\n\t}}"),
        MapOp::RangeAssign { m, k } => {
            writeln!(
                out,
                "\tfor _, v := range m{m} {{\n\t\tm{m}[{}] = v\n\t}}",
                key(m, k)
            )
        }
        MapOp::Gosched => writeln!(out, "\truntime.Gosched()"),
        MapOp::Fill { m, from, n } => {
            fill(
                out,
                usize::from(m),
                program.maps[usize::from(m)].key,
                from,
                n,
            );
            Ok(())
        }
        MapOp::Remake { m, hint } => {
            make(out, usize::from(m), program.maps[usize::from(m)].key, hint);
            Ok(())
        }
    };
}
