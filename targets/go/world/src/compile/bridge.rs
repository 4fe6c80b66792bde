//! What package reflect calls, and what calls it, without a signature that is known here: how every function takes its arguments, and
//! the two functions that are assembly in Go (reflect/asm_amd64.s, `reflectcall` of runtime/asm_amd64.s).

use super::compiler::Compiler;
use crate::code::{AbiFunc, Bridge, FuncCode, Op};
use tearpoint_front::tast::{Func, LocalId};

/// Package reflect's functions that move arguments, as its overlay calls them and as Go does.
const CALL: (&str, &str) = ("reflect.tearpoint_call", "reflect.call");
const STUB: (&str, &str) = ("reflect.tearpoint_makeFuncStub", "reflect.makeFuncStub");
/// What the second of them calls.
const CALL_REFLECT: &str = "reflect.callReflect";

impl Compiler {
    /// Enters how `func` takes its arguments, and replaces its instructions if it is one that moves those of others.
    pub(super) fn bridge(&mut self, func: &Func, code: &mut FuncCode) {
        let sizes = |locals: &[LocalId]| {
            let ty = |local: &LocalId| func.locals[local.0 as usize].ty;
            let size = |local| {
                let (size, align) = self.types.size_align(ty(local));
                (size as u32, align as u32)
            };
            locals.iter().map(size).collect()
        };
        let abi = AbiFunc {
            params: sizes(&func.params),
            results: sizes(&func.results),
        };
        let number = self.code.abi.len() as u32;
        self.code.abi.push(abi);
        let steps = match func.symbol.as_str() {
            CALL_REFLECT => {
                self.code.call_reflect = Some(number);
                return;
            }
            symbol if symbol == CALL.0 => {
                code.symbol = CALL.1.to_owned();
                [Bridge::Call, Bridge::Returned]
            }
            symbol if symbol == STUB.0 => {
                code.symbol = STUB.1.to_owned();
                [Bridge::Stub, Bridge::StubReturned]
            }
            _ => return,
        };
        code.ops = steps.map(|step| Op::Bridge { step }).to_vec();
        code.ops.push(Op::Ret);
        code.leave = 2;
        code.lines.truncate(1);
        code.words.clear();
        code.plain.clear();
        code.frame = code.frame.max(64);
    }
}
