//! The tables people read.

use comfy_table::{ContentArrangement, Row, Table, presets};

/// A table without lines that fits the terminal.
pub fn new(header: impl Into<Row>) -> Table {
    let mut table = Table::new();
    table
        .load_preset(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic);
    table.set_header(header);
    table
}
