//! Folders are compiled in: the built-in scenarios. rustc watches the files that it embedded; this builds again when another one
//! comes. (`tests/tidy.rs` holds the list to what `include_dir!` names.)

fn main() {
    println!("cargo::rerun-if-changed=../../../corpus/go/scenarios");
    println!("cargo::rerun-if-changed=../../../corpus/go/goker");
}
