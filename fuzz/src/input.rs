//! What a target runs: a program, its schedule, and its tampering, as one typed value.
//!
//! Any bytes are an input: an encoding made by [`Input::encode`], or else raw material for `arbitrary`.

use arbitrary::{Arbitrary, Unstructured};
use bincode::config::standard;
use serde::{Deserialize, Serialize};
use tearpoint_go::program::{MAX_GOROUTINES, Program};
use tearpoint_go::tamper::{FIELDS, Plan, Tamper, Target};
use tearpoint_harness::contract::{Choice, Stream};

use crate::kind::{Kind, bytes as next};

/// Most bytes of an encoded input.
pub const MAX_BYTES: usize = 4096;
const MAX_SWITCHES: usize = 48;
const MAX_TAMPERS: usize = 4;

/// One run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    pub program: Program,
    /// Hash seeds and iteration starts come from it.
    pub seed: u16,
    /// (step, goroutine): who runs there, in place of whoever ran before.
    pub switches: Vec<(u16, u8)>,
    pub tampers: Vec<Gene>,
}

/// A tamper, by positions among the rows of the tamper table that a target is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Arbitrary)]
pub struct Gene {
    pub step: u8,
    pub field: u8,
    pub object: u8,
    pub bucket: u8,
    pub element: u8,
    pub value: u8,
}

impl Input {
    /// The input that `data` stands for.
    pub fn decode(data: &[u8], kind: Kind) -> Input {
        let decoded = bincode::serde::decode_from_slice(data, standard().with_limit::<MAX_BYTES>());
        let mut input = match decoded {
            Ok((input, used)) if used == data.len() => input,
            _ => Input::from_entropy(data, kind),
        };
        input.normalise();
        input
    }

    /// Bytes that decode to this input.
    pub fn encode(&self) -> Vec<u8> {
        bincode::serde::encode_to_vec(self, standard()).expect("an input is plain data")
    }

    fn from_entropy(data: &[u8], kind: Kind) -> Input {
        let mut bytes = Unstructured::new(data);
        let mut input = Input::default();
        let any = |bytes: &mut Unstructured<'_>| bytes.arbitrary::<u8>().unwrap_or(0);
        kind.declare_all(&mut input.program, &mut next(&mut bytes));
        for _ in 0..1 + any(&mut bytes) % 3 {
            let ops = (0..any(&mut bytes) % 12)
                .map(|_| kind.op(&mut next(&mut bytes)))
                .collect();
            input.program.goroutines.push(ops);
        }
        while !bytes.is_empty() && input.tampers.len() < 2 {
            input.tampers.push(bytes.arbitrary().unwrap_or_default());
        }
        input
    }

    /// Brings every part into its bounds.
    pub fn normalise(&mut self) {
        self.program.normalise();
        self.switches.truncate(MAX_SWITCHES);
        self.tampers.truncate(MAX_TAMPERS);
        for (_, goroutine) in &mut self.switches {
            *goroutine %= MAX_GOROUTINES as u8;
        }
    }

    /// The schedule as deviations from running on.
    pub fn deviations(&self) -> Vec<Choice> {
        let choice = |&(step, task): &(u16, u8)| Choice {
            stream: Stream::Schedule,
            index: u64::from(step),
            value: u64::from(task),
        };
        self.switches.iter().map(choice).collect()
    }

    /// The tampering as a plan, its fields among `rows` of the table.
    pub fn plan(&self, rows: &[usize]) -> Plan {
        let tamper = |gene| tamper(gene, rows);
        let mut tampers: Vec<Tamper> = self.tampers.iter().map(tamper).collect();
        tampers.sort_by_key(|tamper| tamper.step);
        Plan { tampers }
    }
}

fn tamper(gene: &Gene, rows: &[usize]) -> Tamper {
    let field = rows[usize::from(gene.field) % rows.len()];
    let row = FIELDS[field];
    Tamper {
        step: u64::from(gene.step),
        target: Target {
            field,
            object: u32::from(gene.object % 4),
            bucket: if row.object.has_parts() {
                u32::from(gene.bucket % 16)
            } else {
                0
            },
            element: u32::from(gene.element) % row.count as u32,
        },
        value: row.values[usize::from(gene.value) % row.values.len()],
    }
}
