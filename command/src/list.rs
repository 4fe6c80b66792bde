//! `tearpoint list`: what there is, as a table or a line of JSON each.

use serde_json::{Map, Value, json};

use crate::args::Format;
use crate::table;

/// Something to list: a header, and rows as long as it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// What the columns are called, for people and as keys.
    pub header: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

impl Listed {
    /// A list without rows.
    pub fn new<const N: usize>(header: [&str; N]) -> Listed {
        Listed {
            header: header.map(str::to_owned).to_vec(),
            rows: Vec::new(),
        }
    }

    /// A list of two columns.
    pub fn pairs(header: [&str; 2], rows: &[(&str, &str)]) -> Listed {
        let row = |&(a, b): &(&str, &str)| vec![a.to_owned(), b.to_owned()];
        Listed {
            rows: rows.iter().map(row).collect(),
            ..Listed::new(header)
        }
    }

    /// Prints the list.
    pub fn print(&self, format: Format) {
        if format == Format::Json {
            for row in &self.rows {
                let fields = self
                    .header
                    .iter()
                    .cloned()
                    .zip(row.iter().map(|cell| json!(cell)));
                println!("{}", Value::Object(fields.collect::<Map<_, _>>()));
            }
            return;
        }
        let mut table = table::new(&self.header);
        table.add_rows(&self.rows);
        println!("{table}");
    }
}
