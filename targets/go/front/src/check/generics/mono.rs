//! Instantiations that never end: a type parameter that flows into itself with something around it.
//!
//! Follows `types2/mono.go`. Misses: types declared in generic functions as vertices.

use std::collections::BTreeMap;

use crate::check::Checker;
use crate::diag::Pos;
use crate::types::{ParamId, Signature, Type, TypeId};

/// `dst` is instantiated with a type that holds `src`; with weight 1 if the type is more than `src` alone.
pub(crate) struct Edge {
    dst: ParamId,
    src: ParamId,
    weight: u32,
    pos: Pos,
    ty: TypeId,
    package: usize,
}

/// The heaviest path to a parameter so far.
#[derive(Clone, Copy, Default)]
struct Vertex {
    weight: u32,
    edge: usize,
    len: usize,
}

impl Checker<'_> {
    fn canon(&self, param: TypeId) -> Option<ParamId> {
        self.param_data(param).map(|data| data.canon)
    }

    /// Notes that `param` was instantiated as `arg`.
    pub(crate) fn flow(&mut self, param: TypeId, arg: TypeId, pos: Pos) {
        if !self.types.is_open(arg) {
            return;
        }
        let Some(dst) = self.canon(param) else {
            return;
        };
        let mut found = Vec::new();
        let mut seen = std::collections::BTreeSet::new();
        let mut work = vec![arg];
        while let Some(ty) = work.pop() {
            if !self.types.is_open(ty) || !seen.insert(ty) {
                continue;
            }
            let mut signature = |sig: &Signature| {
                work.extend(&sig.params);
                work.extend(&sig.results);
            };
            match self.types.get(ty) {
                Type::Func(sig) => signature(sig),
                Type::Interface(methods) => methods.iter().for_each(|(_, sig)| signature(sig)),
                Type::Array { elem, .. }
                | Type::Slice(elem)
                | Type::Pointer(elem)
                | Type::Chan { elem, .. } => work.push(*elem),
                Type::Map { key, elem } => work.extend([*key, *elem]),
                Type::Struct(fields) => work.extend(fields.iter().map(|field| field.ty)),
                Type::Tuple(items) => work.extend(items),
                Type::Named(id) => work.extend(&self.types.named(*id).args),
                Type::Param(_) => found.extend(self.canon(ty).map(|src| (src, ty == arg))),
                _ => {}
            }
        }
        let package = self.env.package;
        for (src, alone) in found {
            self.edges.push(Edge {
                dst,
                src,
                weight: u32::from(!alone),
                pos,
                ty: arg,
                package,
            });
        }
    }

    /// Reports an instantiation cycle, if there is one: Bellman and Ford's search for a path that keeps growing.
    pub(crate) fn monomorph(&mut self) {
        let mut vertices: BTreeMap<ParamId, Vertex> = BTreeMap::new();
        for edge in &self.edges {
            vertices.entry(edge.dst).or_default();
            vertices.entry(edge.src).or_default();
        }
        let mut again = true;
        while again {
            again = false;
            for (i, edge) in self.edges.iter().enumerate() {
                let src = vertices[&edge.src];
                let count = vertices.len();
                let Some(dst) = vertices.get_mut(&edge.dst) else {
                    continue;
                };
                let weight = src.weight + edge.weight;
                if weight <= dst.weight {
                    continue;
                }
                dst.edge = i;
                dst.len = src.len + 1;
                if dst.len == count {
                    let at = edge.dst;
                    return self.instance_loop(at, &vertices);
                }
                dst.weight = weight;
                again = true;
            }
        }
    }

    fn instance_loop(&mut self, mut at: ParamId, vertices: &BTreeMap<ParamId, Vertex>) {
        let mut stack: Vec<ParamId> = Vec::new();
        while !stack.contains(&at) {
            stack.push(at);
            at = self.edges[vertices[&at].edge].src;
        }
        let first = stack.iter().position(|other| *other == at).unwrap_or(0);
        let mut text = "instantiation cycle:".to_owned();
        for at in &stack[first..] {
            let edge = &self.edges[vertices[at].edge];
            let file = self.file_name(edge.pos);
            let (pos, name) = (edge.pos, self.types.param_name(edge.dst));
            let ty = self.type_string(edge.ty);
            text.push_str(&format!(
                "\n\t{file}:{}:{}: {name} instantiated as {ty}",
                pos.line, pos.column
            ));
        }
        let edge = &self.edges[vertices[&at].edge];
        let package = edge.package;
        let pos = self.params[at.0 as usize].pos;
        self.env.package = package;
        self.error(pos, text);
    }
}
