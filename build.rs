//! The known signatures are compiled in: build again when a file comes or goes.

fn main() {
    println!("cargo::rerun-if-changed=snapshots");
}
