//! Builds the typed tree of a generated program, as the front end would make it from the printed source; no text in between.

mod builder;
mod map;
mod ops;
mod tree;

use super::Program;
use builder::Builder;
use tearpoint_front::tast;
use tearpoint_front::tast::FuncId;
use tearpoint_front::types::{Type, TypeId, Types};

/// The checked program of `program`, which must be normalised. Nothing if it needs library packages.
pub fn build(program: &Program) -> Option<tast::Program> {
    if program.needs_library() {
        return None;
    }
    let mut builder = Builder {
        types: Types::default(),
        none: TypeId(0),
        program,
        globals: Vec::new(),
        locals: Vec::new(),
        labels: 0,
    };
    builder.none = builder.types.intern(Type::Tuple(Vec::new()));
    builder.declare();
    let mut funcs = Vec::new();
    for (g, ops) in program.goroutines.iter().enumerate().skip(1) {
        funcs.push(builder.goroutine(g, ops));
    }
    let main = FuncId(funcs.len() as u32);
    funcs.push(builder.main());
    Some(tast::Program {
        file: "generated.go".to_owned(),
        types: builder.types,
        globals: builder.globals,
        funcs,
        main: Some(main),
        ..tast::Program::default()
    })
}
