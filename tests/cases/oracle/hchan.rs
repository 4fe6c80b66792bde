//! Area `hchan`: a channel of some element type in some state, one field of its hchan overwritten, one operation.
//! Case names: `hchan/ELEM/STATE/FIELD=VALUE/OP`.

use super::{Layout, fill, place};

const TEMPLATE: &str = include_str!("hchan.go");

/// The Go program of a case.
pub fn program(case: &str, layout: &Layout) -> Option<String> {
    let [_, elem, state, tamper, op] = case.split('/').collect::<Vec<_>>()[..] else {
        return None;
    };
    let (elem_type, values) = element(elem)?;
    let (cap, state) = self::state(state)?;
    let (field, value) = tamper.split_once('=')?;
    Some(fill(
        TEMPLATE,
        &[
            ("elem", elem_type),
            ("values", values),
            ("cap", cap),
            ("state", state),
            ("tamper", &overwrite(field, value, layout)?),
            ("op", operation(op)?),
            ("name", op),
        ],
    ))
}

/// The element type, and how its values are made and shown.
fn element(elem: &str) -> Option<(&'static str, &'static str)> {
    Some(match elem {
        "int" => (
            "int",
            "func value(i int) elem { return i }\nfunc show(v elem) string { return itoa(v) }",
        ),
        "ptr" => (
            "*int",
            "func value(i int) elem {\n\tp := new(int)\n\t*p = i\n\treturn p\n}\n\
             func show(v elem) string {\n\tif v == nil {\n\t\treturn \"nil\"\n\t}\n\treturn itoa(*v)\n}",
        ),
        "zero" => (
            "struct{}",
            "func value(i int) elem { return struct{}{} }\nfunc show(v elem) string { return \"{}\" }",
        ),
        "str" => (
            "string",
            "func value(i int) elem { return \"s\" + itoa(i) }\nfunc show(v elem) string { return v }",
        ),
        "b24" => (
            "[3]int",
            "func value(i int) elem { return elem{i, i, i} }\n\
             func show(v elem) string { return itoa(v[0]) + \"/\" + itoa(v[1]) + \"/\" + itoa(v[2]) }",
        ),
        _ => return None,
    })
}

/// Capacity, and what is done before the tampering.
fn state(state: &str) -> Option<(&'static str, &'static str)> {
    const TWO: &str = "c <- value(1)\n\tc <- value(2)\n\tc <- value(3)\n\t<-c";
    const TWO_CLOSED: &str = "c <- value(1)\n\tc <- value(2)\n\tc <- value(3)\n\t<-c\n\tclose(c)";
    Some(match state {
        "u0" => ("0", ""),
        "u0c" => ("0", "close(c)"),
        "b4n0" => ("4", ""),
        "b4n2" => ("4", TWO),
        "b4n2c" => ("4", TWO_CLOSED),
        "b4n4" => ("4", "for i := 1; i < 5; i++ {\n\t\tc <- value(i)\n\t}"),
        _ => return None,
    })
}

/// The statement that overwrites the field.
fn overwrite(field: &str, value: &str, layout: &Layout) -> Option<String> {
    if field == "none" {
        return Some(String::new());
    }
    let (offset, ty) = place(layout.hchan.structure(), field)?;
    let target = format!("*(*{ty})(unsafe.Pointer(h + {offset}))");
    let dataqsiz = "*(*uint64)(unsafe.Pointer(h + 8))";
    let value = match value {
        "+1" => format!("{target} + 1"),
        "-1" => format!("{target} - 1"),
        "half" => format!("{target} / 2"),
        "double" => format!("{target} * 2"),
        "dataqsiz" => dataqsiz.to_owned(),
        "dataqsiz+1" => format!("{dataqsiz} + 1"),
        "2^40" => "1 << 40".to_owned(),
        "max" => "^uint64(0)".to_owned(),
        "nil" => "0".to_owned(),
        "unmapped" => "0xdead000".to_owned(),
        "noncanon" => "0xdead000000000000".to_owned(),
        "otherbuf" => "*(*uint64)(unsafe.Pointer(o + 16))".to_owned(),
        "rodata" => "uint64(rodata)".to_owned(),
        "byte" => "uint64(byteType)".to_owned(),
        "string" => "uint64(stringType)".to_owned(),
        "big512" => "uint64(bigType)".to_owned(),
        "self" => "uint64(h)".to_owned(),
        "zeroblock" => "uint64(zeroblock)".to_owned(),
        number => number.to_owned(),
    };
    Some(format!("{target} = {value}"))
}

/// The body of the function that does the operation and says what came of it.
fn operation(op: &str) -> Option<&'static str> {
    Some(match op {
        "send" => "c <- value(7)\n\treturn \"sent\"",
        "recv" => "v, ok := <-c\n\treturn \"v=\" + show(v) + \" ok=\" + boolean(ok)",
        "close" => "close(c)\n\treturn \"closed\"",
        "len" => "return itoa(len(c))",
        "cap" => "return itoa(cap(c))",
        "nbsend" => "if trySend(c, value(7)) {\n\t\treturn \"sent\"\n\t}\n\treturn \"default\"",
        "nbrecv" => {
            "select {\n\tcase v, ok := <-c:\n\t\treturn \"v=\" + show(v) + \" ok=\" + boolean(ok)\n\
             \tdefault:\n\t\treturn \"default\"\n\t}"
        }
        "selsend" => {
            "select {\n\tcase c <- value(7):\n\t\treturn \"sent\"\n\tcase <-never:\n\t\treturn \"never\"\n\t}"
        }
        "selrecv" => {
            "select {\n\tcase v, ok := <-c:\n\t\treturn \"v=\" + show(v) + \" ok=\" + boolean(ok)\n\
             \tcase <-never:\n\t\treturn \"never\"\n\t}"
        }
        "selsenddef" => {
            "select {\n\tcase c <- value(7):\n\t\treturn \"sent\"\n\tcase <-never:\n\t\treturn \"never\"\n\
             \tdefault:\n\t\treturn \"default\"\n\t}"
        }
        "selrecvdef" => {
            "select {\n\tcase v, ok := <-c:\n\t\treturn \"v=\" + show(v) + \" ok=\" + boolean(ok)\n\
             \tcase <-never:\n\t\treturn \"never\"\n\tdefault:\n\t\treturn \"default\"\n\t}"
        }
        "gc" => "runtime.GC()\n\treturn \"gc\"",
        "drain" => {
            "text := \"\"\n\tfor i := 0; i < 9; i++ {\n\t\tselect {\n\t\tcase v, ok := <-c:\n\
             \t\t\ttext += show(v) + \":\" + boolean(ok) + \" \"\n\t\tdefault:\n\t\t\treturn text + \"default \"\n\t\t}\n\t}\n\
             \treturn text"
        }
        "fill" => {
            "text := \"\"\n\tfor i := 0; i < 9; i++ {\n\t\tif !trySend(c, value(20+i)) {\n\
             \t\t\treturn text + \"default \"\n\t\t}\n\t\ttext += \"sent \"\n\t}\n\treturn text"
        }
        _ => return None,
    })
}
