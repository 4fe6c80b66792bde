//! Generated programs that tamper with their own runtime: writes through `unsafe` between their operations, which a real toolchain
//! builds and the model runs alike.
//!
//! The writes are rows of the tamper table, reached from the program's variables as any package could. Not reached so: iterators and
//! the arrays of a select (they lie on stacks), spans, functions.

use super::smaller::Less;
use super::{KeyType, Op, Program};
use crate::program::generate::{Bytes, Kind};
use crate::program::print::print_with;
use tearpoint_machine::memory::UNMAPPED;
use tearpoint_runtime::profile::Profile;
use tearpoint_runtime::tamper::table::{FIELDS, Field, Object, Value};

/// An address that no processor takes.
const NON_CANONICAL: u64 = 0xdead_beef_dead_beef;
/// Writes of a program at most.
const MOST: u8 = 2;

/// One write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Poke {
    /// The goroutine that writes.
    pub goroutine: usize,
    /// Before which of its operations; behind the last if there are not so many.
    pub at: usize,
    /// The row of the tamper table.
    row: usize,
    /// Which variable of the kind, modulo how many there are.
    variable: usize,
    /// Which bucket of a map; which queue of a channel.
    part: u64,
    element: u64,
    value: Value,
}

/// A program and its writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Poked {
    /// The program, within its bounds.
    pub program: Program,
    /// What it writes.
    pub pokes: Vec<Poke>,
}

impl Poked {
    /// One or two writes to what the kind is about, in `program`. None where nothing is in reach.
    pub fn draw(program: Program, kind: Kind, profile: &Profile, any: &mut Bytes<'_>) -> Poked {
        let reached = |&row: &usize| start(&program, FIELDS[row].object, 0).is_some();
        let rows: Vec<usize> = kind.rows(profile).into_iter().filter(reached).collect();
        let mut pokes = Vec::new();
        for _ in 0..1 + any() % MOST {
            if rows.is_empty() {
                break;
            }
            let row = rows[usize::from(any()) % rows.len()];
            let field = FIELDS[row];
            let goroutine = usize::from(any()) % program.goroutines.len();
            let at = usize::from(any()) % (program.goroutines[goroutine].len() + 1);
            pokes.push(Poke {
                goroutine,
                at,
                row,
                variable: usize::from(any()),
                part: u64::from(any() % 4),
                element: u64::from(any()) % field.count,
                value: field.values[usize::from(any()) % field.values.len()],
            });
        }
        pokes.retain(|poke| poke.lines(&program, profile).is_some());
        Poked { program, pokes }
    }

    /// Its Go source, for the structures of one Go version.
    pub fn print(&self, profile: &Profile) -> String {
        let lines = |poke: &Poke| {
            let lines = poke.lines(&self.program, profile)?;
            Some((poke.goroutine, poke.at, lines))
        };
        let lines: Vec<_> = self.pokes.iter().filter_map(lines).collect();
        print_with(&self.program, &lines)
    }

    /// What is overwritten, as the tamper table calls it.
    pub fn fields(&self) -> Vec<String> {
        let name = |poke: &Poke| {
            let field = FIELDS[poke.row];
            format!("{}.{}", field.object.name(), field.name)
        };
        self.pokes.iter().map(name).collect()
    }

    /// The same with one part less, largest parts first.
    pub fn smaller(&self) -> Vec<Poked> {
        let without = |at: usize| {
            let mut smaller = self.clone();
            smaller.pokes.remove(at);
            smaller
        };
        let mut list: Vec<Poked> = (0..self.pokes.len()).map(without).collect();
        list.extend(
            self.program
                .less()
                .into_iter()
                .map(|less| self.without(less)),
        );
        list.retain(|smaller| smaller != self);
        list
    }

    fn without(&self, less: Less) -> Poked {
        let mut smaller = self.clone();
        smaller.program.leave_out(less);
        match less {
            Less::Goroutine(g) => {
                smaller.pokes.retain(|poke| poke.goroutine != g);
                let later = smaller.pokes.iter_mut().filter(|poke| poke.goroutine > g);
                later.for_each(|poke| poke.goroutine -= 1);
            }
            Less::Op(g, at) => {
                let pokes = smaller.pokes.iter_mut();
                let later = pokes.filter(|poke| poke.goroutine == g && poke.at > at);
                later.for_each(|poke| poke.at -= 1);
            }
            _ => {}
        }
        smaller
    }
}

/// A step on the way from a variable to an object, with `a` the address reached so far.
enum Step {
    /// On to the address that lies so far behind it.
    Load(u64),
    /// Only where this Go condition holds.
    If(String),
}

/// What `a` points to so far behind it, as a Go expression.
fn at(ty: &str, offset: u64) -> String {
    format!("*(*{ty})(unsafe.Pointer(a + {offset}))")
}

impl Poke {
    /// The statements of the write. Nothing if the object is not in reach, or its version has no such field.
    fn lines(&self, program: &Program, profile: &Profile) -> Option<Vec<String>> {
        let field = FIELDS[self.row];
        let (offset, width) = field.extent(profile)?;
        let start = start(program, field.object, self.variable)?;
        let steps = self.way(field, profile)?;
        // Buckets and groups are parts of an array; a key lies in its slot.
        let slots = match field.object {
            Object::Bmap => Some((
                key_slot(program, self.variable),
                bucket_size(program, self.variable),
            )),
            Object::Group => Some(group_slot(program, self.variable)),
            _ => None,
        };
        let part = match field.object {
            Object::Timer => timer_at(profile),
            _ => slots.map_or(0, |(_, size)| size * self.part_of(field.object)),
        };
        let (offset, width) = match (field.object, field.name, slots) {
            (Object::Bmap, "overflow", Some((_, size))) => (size - offset, width),
            (_, "keys", Some((slot, _))) => {
                let key = key_slot(program, self.variable).min(8);
                (offset + self.element * slot, key as usize)
            }
            _ => (offset + self.element * width as u64, width),
        };
        let write = write(field, self.value, width)?;
        let mut lines = vec![format!("if a := {start}; a != 0 {{")];
        for (depth, step) in (1..).zip(&steps) {
            let text = match step {
                Step::Load(offset) => format!("a := {}; a != 0", at("uintptr", *offset)),
                Step::If(condition) => condition.clone(),
            };
            lines.push(format!("{}if {text} {{", "\t".repeat(depth)));
        }
        let deepest = steps.len() + 1;
        lines.push(format!(
            "{}*(*uint{})(unsafe.Pointer(a + {})) {write}",
            "\t".repeat(deepest),
            8 * width,
            offset + part
        ));
        lines.extend(
            (0..deepest)
                .rev()
                .map(|depth| format!("{}}}", "\t".repeat(depth))),
        );
        Some(lines)
    }

    /// Which bucket, which group: the second half of the parts are groups of a table.
    fn part_of(&self, object: Object) -> u64 {
        match object {
            Object::Group => self.part % 2,
            _ => self.part,
        }
    }

    /// The way from the map or the channel to the object, for those that do not begin there.
    fn way(&self, field: &Field, profile: &Profile) -> Option<Vec<Step>> {
        let place = |structure: &str, field: &str| {
            Some(profile.layout.structure(structure)?.field(field)?.at)
        };
        let queue = ["recvq.first", "sendq.first"][self.part as usize % 2];
        Some(match field.object {
            Object::Mapextra => vec![Step::Load(place("hmap", "extra")?)],
            Object::Bmap => {
                // Only buckets that are there.
                let b = at("uint8", place("hmap", "B")?);
                let is = format!("b := {b}; b < 8 && {}>>b == 0", self.part);
                vec![Step::If(is), Step::Load(place("hmap", "buckets")?)]
            }
            Object::SwissTable => {
                let is = format!("{} > {}", at("int", place("Map", "dirLen")?), self.part);
                let tables = Step::Load(place("Map", "dirPtr")?);
                vec![Step::If(is), tables, Step::Load(8 * self.part)]
            }
            Object::Group => {
                let tables = at("int", place("Map", "dirLen")?);
                let first = Step::Load(place("Map", "dirPtr")?);
                if self.part < 2 {
                    let small = format!("{tables} == 0 && {} == 0", self.part % 2);
                    vec![Step::If(small), first]
                } else {
                    let mask = at("uint64", place("table", "groups.lengthMask")?);
                    let groups = Step::Load(place("table", "groups.data")?);
                    let there = Step::If(format!("{mask} >= {}", self.part % 2));
                    vec![
                        Step::If(format!("{tables} > 0")),
                        first,
                        Step::Load(0),
                        there,
                        groups,
                    ]
                }
            }
            Object::Sudog => vec![Step::Load(place("hchan", queue)?)],
            Object::G => vec![
                Step::Load(place("hchan", queue)?),
                Step::Load(place("sudog", "g")?),
            ],
            _ => Vec::new(),
        })
    }
}

/// The address of an object, or of the one that it is reached through, from the program's variables.
fn start(program: &Program, object: Object, variable: usize) -> Option<String> {
    let of = |count: usize, name: &str| {
        (count > 0).then(|| format!("&{name}{}", variable % count.max(1)))
    };
    let sync = |name: &str| {
        let uses = program.ops().any(|op| matches!(op, Op::Sync(_)));
        uses.then(|| format!("&{name}"))
    };
    let holds = |place: String| format!("*(*uintptr)(unsafe.Pointer({place}))");
    let is = |place: String| format!("uintptr(unsafe.Pointer({place}))");
    match object {
        Object::Hmap
        | Object::Bmap
        | Object::Mapextra
        | Object::SwissMap
        | Object::SwissTable
        | Object::Group => of(program.maps.len(), "m").map(holds),
        Object::Hchan | Object::Sudog | Object::G => of(program.chans.len(), "c").map(holds),
        Object::Slice => of(program.slices.len(), "s").map(is),
        Object::Mutex => sync(["mu0", "mu1"][variable % 2]).map(is),
        Object::RWMutex => sync("rw").map(is),
        Object::WaitGroup => sync("wg").map(is),
        Object::Once => sync("once").map(is),
        Object::Cond => sync("cond").map(holds),
        Object::Timer => {
            let uses = program.ops().any(|op| matches!(op, Op::Time(_)));
            uses.then(|| holds("&timer".to_owned()))
        }
        _ => None,
    }
}

/// Where the runtime's timer lies in a `time.Timer`: behind the channel, and since 1.23 a flag.
fn timer_at(profile: &Profile) -> u64 {
    if profile.timers_in_channels() { 16 } else { 8 }
}

/// Bytes from one key of a bucket to the next.
fn key_slot(program: &Program, variable: usize) -> u64 {
    match program.maps[variable % program.maps.len()].key {
        KeyType::Int64 => 8,
        KeyType::Int32 => 4,
        KeyType::String => 16,
        KeyType::Array => 24,
    }
}

/// Bytes of a bucket: control bytes, keys, elements of 8 bytes, a pointer.
fn bucket_size(program: &Program, variable: usize) -> u64 {
    8 + 8 * key_slot(program, variable) + 64 + 8
}

/// Bytes from one slot of a group to the next, key and element, and of the whole group.
fn group_slot(program: &Program, variable: usize) -> (u64, u64) {
    let slot = key_slot(program, variable).next_multiple_of(8) + 8;
    (slot, 8 + 8 * slot)
}

/// The assignment: operator and operand.
fn write(field: &Field, value: Value, width: usize) -> Option<String> {
    let mask = u64::MAX >> (64 - 8 * width as u32);
    let word = width == 8;
    Some(match value {
        Value::Set(value) => format!("= {:#x}", value & mask),
        Value::Add(value) if value < 0 => format!("-= {:#x}", value.unsigned_abs() & mask),
        Value::Add(value) => format!("+= {:#x}", value.unsigned_abs() & mask),
        Value::Xor(value) => format!("^= {:#x}", value & mask),
        Value::NilPage => "= 0x10".to_owned(),
        Value::Unmapped if word => format!("= {UNMAPPED:#x}"),
        Value::NonCanonical if word => format!("= {NON_CANONICAL:#x}"),
        // A bucket's is its map's, a variable's is printed where it is read as a number.
        Value::Itself
            if word && !matches!(field.object, Object::Bmap | Object::Group | Object::Slice) =>
        {
            "= uint64(a)".to_owned()
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::generate::generate;
    use crate::scenario::GoScenario;
    use tearpoint_harness::contract::{Choices, Limits, Stream};
    use tearpoint_runtime::profile::PROFILES;

    #[test]
    fn poked_programs_are_go_in_every_version() {
        let mut poked = 0;
        for seed in 0..140 {
            let mut choices = Choices::new(seed, &[]);
            let mut any = || choices.draw(Stream::Program, 256) as u8;
            let kind = Kind::ALL[seed as usize % Kind::ALL.len()];
            let profile = &PROFILES[seed as usize % PROFILES.len()];
            let program = generate(kind, &mut any);
            let program = Poked::draw(program, kind, profile, &mut any);
            poked += program.pokes.len();
            for small in program.smaller().into_iter().take(2).chain([program]) {
                let text = small.print(profile);
                let loaded = GoScenario::load("x.go", text.as_bytes(), profile, &Limits::default());
                assert!(loaded.is_ok(), "{:?}\n{text}", loaded.err());
            }
        }
        assert!(poked > 100, "{poked}");
    }
}
