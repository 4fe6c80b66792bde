//! A plan of tampering: which writes, and before which steps.
//!
//! As text: `@12 hmap[0].flags ^0x4; @30 bmap[0.3].tophash[2] =0x1`.

use std::fmt;

use tearpoint_harness::contract::{Choices, Stream};

use tearpoint_runtime::tamper::table::{FIELDS, Field, Object, Value};

/// Most writes a plan may hold.
pub const MAX_TAMPERS: usize = 64;

/// A drawn write comes before step 8 << (this - 1).
const MAX_STEP_BITS: u64 = 8;

/// One metadata write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tamper {
    /// It happens before this step, or later, as soon as its object exists.
    pub step: u64,
    /// What is overwritten.
    pub target: Target,
    /// What is written.
    pub value: Value,
}

/// Which field of which object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Row of [`FIELDS`].
    pub field: usize,
    /// Which live object of the kind, in order of creation, modulo how many there are.
    pub object: u32,
    /// For buckets: which bucket of the map's array, modulo how many there are; for cases of a select: which case.
    pub bucket: u32,
    /// Which element of the field.
    pub element: u32,
}

impl Target {
    /// The row of the table.
    pub fn row(&self) -> &'static Field {
        FIELDS[self.field]
    }
}

/// Writes in order of their steps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The writes.
    pub tampers: Vec<Tamper>,
}

impl Plan {
    /// One or two writes to `rows` of the table, drawn from the tamper stream of `seed`. Steps are spread over their orders of
    /// magnitude, early ones most often: programs are short, and a write too late is no write.
    pub fn draw(seed: u64, rows: &[usize]) -> Plan {
        let mut choices = Choices::new(seed, &[]);
        let mut draw = |bound: u64| choices.draw(Stream::Tamper, bound);
        let count = 1 + draw(2);
        let mut tampers: Vec<Tamper> = (0..count)
            .map(|_| {
                let field = rows[draw(rows.len() as u64) as usize];
                let row = FIELDS[field];
                let bucket = draw(16) as u32;
                let magnitude = draw(MAX_STEP_BITS);
                let step = draw(8 << magnitude);
                Tamper {
                    step: 1 + step,
                    target: Target {
                        field,
                        object: draw(4) as u32,
                        bucket: if row.object.has_parts() { bucket } else { 0 },
                        element: draw(row.count) as u32,
                    },
                    value: row.values[draw(row.values.len() as u64) as usize],
                }
            })
            .collect();
        tampers.sort_by_key(|tamper| tamper.step);
        Plan { tampers }
    }

    /// Reads what `Display` writes.
    ///
    /// # Errors
    /// One sentence that names the part at fault and shows the form.
    pub fn parse(text: &str) -> Result<Plan, String> {
        let parts = text
            .split(';')
            .map(str::trim)
            .filter(|part| !part.is_empty());
        let mut tampers = parts
            .map(|part| {
                parse_tamper(part).ok_or_else(|| {
                    format!("`{part}` is not a tamper; write for example `@12 hmap[0].flags ^0x4` (see `tearpoint list tampers`)")
                })
            })
            .collect::<Result<Vec<Tamper>, String>>()?;
        if tampers.len() > MAX_TAMPERS {
            return Err(format!(
                "a plan holds at most {MAX_TAMPERS} tampers, not {}",
                tampers.len()
            ));
        }
        tampers.sort_by_key(|tamper| tamper.step);
        Ok(Plan { tampers })
    }
}

fn parse_tamper(text: &str) -> Option<Tamper> {
    let mut words = text.split_whitespace();
    let step = words.next()?.strip_prefix('@')?.parse().ok()?;
    let place = words.next()?;
    let value = Value::parse(words.next()?)?;
    let (object, field) = place
        .split_once('.')
        .filter(|(object, _)| object.ends_with(']'))
        .or_else(|| {
            // `bmap[0.3].tophash[2]`: the first dot is inside the brackets.
            let close = place.find(']')?;
            Some((&place[..=close], place[close + 1..].strip_prefix('.')?))
        })?;
    let (object, numbers) = bracketed(object)?;
    let (map, bucket) = numbers.split_once('.').unwrap_or((numbers, "0"));
    let (field, element) = bracketed(field).unwrap_or((field, "0"));
    let row = FIELDS
        .iter()
        .position(|row| row.object.name() == object && row.name == field)?;
    // Only a function takes another body, and it takes nothing else.
    let replaces = matches!(value, Value::Body(_));
    if replaces != (FIELDS[row].object == Object::Func)
        || replaces && !FIELDS[row].values.contains(&value)
    {
        return None;
    }
    let element: u32 = element
        .parse()
        .ok()
        .filter(|&n| u64::from(n) < FIELDS[row].count)?;
    let target = Target {
        field: row,
        object: map.parse().ok()?,
        bucket: bucket.parse().ok()?,
        element,
    };
    words.next().is_none().then_some(Tamper {
        step,
        target,
        value,
    })
}

/// `name[inner]`
fn bracketed(text: &str) -> Option<(&str, &str)> {
    text.strip_suffix(']')?.split_once('[')
}

impl fmt::Display for Tamper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "@{} {} {}", self.step, self.target, self.value)
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let row = self.row();
        write!(f, "{}[{}", row.object.name(), self.object)?;
        if row.object.has_parts() {
            write!(f, ".{}", self.bucket)?;
        }
        write!(f, "].{}", row.name)?;
        if row.count > 1 {
            write!(f, "[{}]", self.element)?;
        }
        Ok(())
    }
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, tamper) in self.tampers.iter().enumerate() {
            write!(f, "{}{tamper}", if i > 0 { "; " } else { "" })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_form_reads_back() {
        for seed in 0..2000 {
            let rows: Vec<usize> = (0..FIELDS.len()).collect();
            let plan = Plan::draw(seed, &rows);
            assert_eq!(Plan::parse(&plan.to_string()), Ok(plan.clone()), "{plan}");
        }
    }

    #[test]
    fn fields_have_names_of_their_own_and_values() {
        for (at, row) in FIELDS.iter().enumerate() {
            let same = |other: &&&Field| (other.object, other.name) == (row.object, row.name);
            assert_eq!(FIELDS.iter().filter(same).count(), 1, "{at}: {row:?}");
            assert!(row.count > 0 && !row.values.is_empty(), "{at}: {row:?}");
        }
    }

    #[test]
    fn bad_plans_are_refused_with_the_part_at_fault() {
        for text in [
            "hmap[0].flags ^4",
            "@1 hmap.flags =1",
            "@1 hmap[0].nope =1",
            "@1 bmap[0.1].tophash[8] =1",
            "@x hmap[0].B =1",
            "@1 hmap[0].B 1",
            "@1 hmap[0].B =1 more",
            "@1 hmap[0].B =0xzz",
            "@1 hmap[0].B =:half",
            "@1 func[0].makeslice =0x0",
            "@1 func[0].makeslice =:stays",
            "@",
            "\u{e9}",
        ] {
            let error = Plan::parse(text).unwrap_err();
            assert!(error.contains(text), "{error}");
        }
    }
}
