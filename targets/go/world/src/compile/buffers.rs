//! Which `append`s have a buffer in the frame, and where what lies there moves to the heap.
//!
//! Follows cmd/compile/internal/ssagen/ssa.go (`append`, `getBackingStoreInfo`, `move2heap`) of go1.25.5, 1.26.6 and 1.27.3. A buffer
//! has 32 bytes; each variable has one, and any other slice that is appended to, too. In the model its bytes are an object of the
//! heap, whose address a word of the frame holds. Deviation: `make` of a length that is not constant never lies in the frame.

use std::collections::{BTreeMap, BTreeSet};

use super::escape::Escapes;
use super::exclusive::{Cx, FRAME_BYTES, exclusive_slices};
use super::func::{FuncCx, Var};
use super::nodes::Node;
use super::prove::same_place;
use crate::code::{Op, Slot};
use tearpoint_front::diag::Pos;
use tearpoint_front::tast::{Builtin, Callee, Expr, ExprKind, FuncId, LocalId, StmtKind};
use tearpoint_front::types::{Type, TypeId, Types};
use tearpoint_runtime::profile::AppendBuffers;

/// The buffer of an `append`.
#[derive(Clone, Copy)]
pub(super) struct Buffer {
    /// The word of the frame that holds its address.
    pub slot: Slot,
    /// The capacity grows in small steps (`UseBuf`).
    pub walk: bool,
}

/// The buffers of a function.
#[derive(Default)]
pub(super) struct Buffers {
    appends: BTreeMap<Pos, Buffer>,
    /// By statement, the instructions that come before it.
    moves: BTreeMap<Pos, Vec<Op>>,
}

impl Buffers {
    /// That of the `append` at `pos`.
    pub fn of(&self, pos: Pos) -> Option<Buffer> {
        self.appends.get(&pos).copied()
    }
}

/// What has a buffer: a variable, or the slice of one `append`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Owner {
    Local(LocalId),
    Append(Pos),
}

/// An `append` of single elements.
struct Site {
    pos: Pos,
    owner: Owner,
    elem: TypeId,
}

/// The `append`s of a function in the order of the source.
struct Sites<'a> {
    f: &'a FuncCx<'a>,
    found: Vec<Site>,
    /// Those that grow a slice in memory in its place.
    in_place: BTreeSet<Pos>,
}

impl FuncCx<'_> {
    /// Finds the function's buffers and gives each its word of the frame.
    pub fn find_buffers(&mut self, id: FuncId) {
        let range_moves = match self.cx.append_buffers {
            AppendBuffers::Never => return,
            AppendBuffers::NotEscaping => None,
            AppendBuffers::Exclusive => Some(false),
            AppendBuffers::ExclusiveUnlessRanged => Some(true),
        };
        if self.cx.program.origins.is_library(&self.func.symbol) {
            return;
        }
        let mut sites = Sites {
            f: self,
            found: Vec::new(),
            in_place: BTreeSet::new(),
        };
        for stmt in &sites.f.func.body {
            sites.node(Node::Stmt(stmt));
        }
        let (found, in_place) = (sites.found, sites.in_place);
        if found.is_empty() {
            return;
        }
        let program = std::rc::Rc::clone(&self.cx.program);
        let types = &self.cx.types;
        let escapes = &mut self.cx.escapes;
        let exclusive = match range_moves {
            Some(range_moves) => {
                let cx = Cx {
                    escapes,
                    program: &program,
                    types,
                    range_moves,
                };
                exclusive_slices(cx, id)
            }
            None => BTreeMap::new(),
        };
        let mut owned: Vec<(Site, bool)> = Vec::new();
        for site in found
            .into_iter()
            .filter(|site| !in_place.contains(&site.pos))
        {
            let of_exclusive = exclusive
                .values()
                .find(|slice| slice.appends.contains(&site.pos));
            let escapes: &mut Escapes = &mut self.cx.escapes;
            if of_exclusive.is_some() || escapes.stays(&program, &self.cx.types, id, site.pos) {
                owned.push((site, of_exclusive.is_some_and(|slice| slice.capacity_used)));
            }
        }
        let mut slots: BTreeMap<Owner, Slot> = BTreeMap::new();
        for (site, walk) in owned {
            let known = slots.get(&site.owner).copied();
            let slot = known.unwrap_or_else(|| self.buffer_word());
            slots.insert(site.owner, slot);
            // But for steps, only the first `append` to a variable tries.
            if walk || known.is_none() {
                self.buffers.appends.insert(site.pos, Buffer { slot, walk });
            }
            let Owner::Local(local) = site.owner else {
                continue;
            };
            let moved = exclusive.get(&local);
            if let (Some(slice), None, Var::Frame(s)) = (moved, known, self.vars[local.0 as usize])
            {
                let op = Op::MoveToHeap {
                    keep: slice.capacity_used,
                    s,
                    buf: slot,
                    ty: self.cx.alloc_index(site.elem),
                };
                self.buffers
                    .moves
                    .entry(slice.moves_at)
                    .or_default()
                    .push(op);
            }
        }
    }

    /// A word for a buffer's address; nil says that it is not in use yet.
    fn buffer_word(&mut self) -> Slot {
        let slot = self.bump(8);
        self.imm(slot, 8, 0);
        slot
    }

    /// What has to lie in the heap before the statement at `pos` moves there.
    pub fn move_to_heap(&mut self, pos: Pos) {
        for op in self.buffers.moves.get(&pos).cloned().unwrap_or_default() {
            self.emit(op);
        }
    }
}

impl<'a> Sites<'a> {
    fn node(&mut self, node: Node<'a>) {
        match node {
            Node::Expr(e) => self.note(e),
            Node::Stmt(stmt) => {
                if let StmtKind::Assign(left, right) = &stmt.kind
                    && let ([left], [right]) = (&left[..], &right[..])
                    && let Some(slice) = appended(right)
                    && same_safe_expr(left, slice)
                    && !self.in_registers(left)
                {
                    self.in_place.insert(right.pos);
                }
            }
        }
        node.children(&mut |child| self.node(child));
    }

    fn note(&mut self, e: &'a Expr) {
        let Some(slice) = appended(e) else { return };
        let types = &self.f.cx.types;
        let Type::Slice(elem) = *types.underlying(e.ty) else {
            return;
        };
        let size = types.size(elem);
        if size == 0 || size > FRAME_BYTES {
            return;
        }
        let owner = match slice.kind {
            ExprKind::Local(id) => Owner::Local(id),
            _ => Owner::Append(e.pos),
        };
        self.found.push(Site {
            pos: e.pos,
            owner,
            elem,
        });
    }

    /// `canSSA`: gc need not keep the variable in memory.
    fn in_registers(&self, place: &Expr) -> bool {
        match &place.kind {
            ExprKind::Local(id) => {
                let local = &self.f.func.locals[id.0 as usize];
                !local.boxed && fits_registers(&self.f.cx.types, local.ty)
            }
            ExprKind::Field(x, _) => self.in_registers(x),
            _ => false,
        }
    }
}

/// `SameSafeExpr`: both are the same place, whatever is evaluated on the way.
fn same_safe_expr(a: &Expr, b: &Expr) -> bool {
    match (&a.kind, &b.kind) {
        (ExprKind::Const(a), ExprKind::Const(b)) => a == b,
        (ExprKind::Field(a, i), ExprKind::Field(b, j)) => i == j && same_safe_expr(a, b),
        (ExprKind::Deref(a), ExprKind::Deref(b)) => same_safe_expr(a, b),
        (ExprKind::Index(a, i), ExprKind::Index(b, j)) => {
            same_safe_expr(a, b) && same_safe_expr(i, j)
        }
        _ => same_place(a, b),
    }
}

/// What `append` appends to.
fn appended(e: &Expr) -> Option<&Expr> {
    match &e.kind {
        ExprKind::Call(call) if matches!(call.callee, Callee::Builtin(Builtin::Append)) => {
            call.args.first()
        }
        ExprKind::Convert(x) => appended(x),
        _ => None,
    }
}

/// `CanSSA`: at most four words, in at most four fields.
fn fits_registers(types: &Types, ty: TypeId) -> bool {
    if types.size(ty) > 32 {
        return false;
    }
    match types.underlying(ty) {
        Type::Array { elem, len } => *len <= 1 && fits_registers(types, *elem),
        Type::Struct(fields) => {
            fields.len() <= 4 && fields.iter().all(|field| fits_registers(types, field.ty))
        }
        _ => true,
    }
}
