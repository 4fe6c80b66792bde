//! The built-in scenarios are compiled in: build again when a file comes or goes.

fn main() {
    println!("cargo::rerun-if-changed=../../../corpus/go/scenarios");
    println!("cargo::rerun-if-changed=../../../corpus/go/goker");
}
