//! Mutation and crossover of typed inputs: what libFuzzer's byte mutations cannot do to an encoding.

use arbitrary::Unstructured;
use tearpoint_go::program::{Ending, MAX_GOROUTINES};
use tearpoint_harness::contract::{Choices, Stream};

use crate::input::{Gene, Input};
use crate::kind::{Kind, bytes as next};

/// Numbers for one mutation, from libFuzzer's seed.
struct Dice(Choices);

impl Dice {
    fn roll(&mut self, bound: usize) -> usize {
        self.0.draw(Stream::Program, bound.max(1) as u64) as usize
    }

    fn bytes(&mut self) -> [u8; 8] {
        self.0.draw(Stream::Program, 0).to_le_bytes()
    }
}

/// `input` with one to three edits; only shrinking ones if `shrink`.
pub fn mutate(input: &mut Input, kind: Kind, seed: u32, shrink: bool) {
    let mut dice = Dice(Choices::new(u64::from(seed), &[]));
    for _ in 0..1 + dice.roll(3) {
        if shrink {
            remove(input, &mut dice)
        } else {
            edit(input, kind, &mut dice)
        }
    }
    input.normalise();
}

/// A child of two inputs: each part from one of them, operation lists spliced.
pub fn crossover(a: &Input, b: &Input, seed: u32) -> Input {
    let mut dice = Dice(Choices::new(u64::from(seed), &[]));
    let mut child = a.clone();
    if dice.roll(2) == 0 {
        child.tampers.clone_from(&b.tampers);
    }
    if dice.roll(2) == 0 {
        child.switches.clone_from(&b.switches);
    }
    if dice.roll(2) == 0 && !b.program.goroutines.is_empty() && !child.program.goroutines.is_empty()
    {
        let from = &b.program.goroutines[dice.roll(b.program.goroutines.len())];
        let into = dice.roll(child.program.goroutines.len());
        let into = &mut child.program.goroutines[into];
        let cut = dice.roll(into.len() + 1);
        into.truncate(cut);
        into.extend(&from[dice.roll(from.len() + 1)..]);
    }
    child.normalise();
    child
}

fn edit(input: &mut Input, kind: Kind, dice: &mut Dice) {
    let bytes = dice.bytes();
    let mut bytes = Unstructured::new(&bytes);
    let goroutines = input.program.goroutines.len();
    let g = dice.roll(goroutines);
    // A program that calls library packages takes long to prepare: mostly its schedule and tampering change.
    let what = if input.program.needs_library() && dice.roll(8) != 0 {
        7 + dice.roll(4)
    } else {
        dice.roll(12)
    };
    match what {
        0..=2 => {
            if let Some(ops) = input.program.goroutines.get_mut(g) {
                ops.insert(dice.roll(ops.len() + 1), kind.op(&mut next(&mut bytes)));
            }
        }
        3 => {
            if let Some(ops) = input
                .program
                .goroutines
                .get_mut(g)
                .filter(|ops| !ops.is_empty())
            {
                let at = dice.roll(ops.len());
                ops[at] = kind.op(&mut next(&mut bytes));
            }
        }
        4 => {
            if let Some(ops) = input
                .program
                .goroutines
                .get_mut(g)
                .filter(|ops| ops.len() > 1)
            {
                let (from, to) = (dice.roll(ops.len()), dice.roll(ops.len()));
                ops.swap(from, to);
            }
        }
        5 if goroutines < MAX_GOROUTINES => input
            .program
            .goroutines
            .push(vec![kind.op(&mut next(&mut bytes))]),
        6 if dice.roll(8) == 0 && kind != Kind::Map => {
            input.program.ending = if input.program.ending == Ending::Return {
                Ending::Receive
            } else {
                Ending::Return
            };
        }
        6 => kind.declare(&mut input.program, &mut next(&mut bytes)),
        7 | 8 => {
            let gene: Gene = bytes.arbitrary().unwrap_or_default();
            if input.tampers.is_empty() || dice.roll(2) == 0 {
                input.tampers.push(gene);
            } else {
                let t = dice.roll(input.tampers.len());
                perturb(&mut input.tampers[t], gene, dice);
            }
        }
        9 => input
            .switches
            .push((dice.roll(200) as u16, dice.roll(MAX_GOROUTINES) as u8)),
        10 => input.seed = dice.roll(1 << 16) as u16,
        _ => remove(input, dice),
    }
}

/// Changes one field of a tamper.
fn perturb(tamper: &mut Gene, fresh: Gene, dice: &mut Dice) {
    match dice.roll(5) {
        0 => tamper.step = fresh.step,
        1 => tamper.field = fresh.field,
        2 => tamper.value = tamper.value.wrapping_add(1),
        3 => tamper.step = tamper.step.wrapping_add(1),
        _ => {
            (tamper.bucket, tamper.element, tamper.object) =
                (fresh.bucket, fresh.element, fresh.object)
        }
    }
}

fn remove(input: &mut Input, dice: &mut Dice) {
    let goroutines = input.program.goroutines.len();
    let g = dice.roll(goroutines);
    match dice.roll(4) {
        0 | 1 => {
            if let Some(ops) = input
                .program
                .goroutines
                .get_mut(g)
                .filter(|ops| !ops.is_empty())
            {
                let at = dice.roll(ops.len());
                ops.remove(at);
            } else if goroutines > 1 {
                input.program.goroutines.remove(g);
            }
        }
        2 if !input.tampers.is_empty() => {
            input.tampers.swap_remove(dice.roll(input.tampers.len()));
        }
        3 if !input.switches.is_empty() => {
            input.switches.swap_remove(dice.roll(input.switches.len()));
        }
        _ => {}
    }
}
