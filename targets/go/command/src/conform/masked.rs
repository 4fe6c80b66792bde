//! Lines without what differs from process to process: addresses of the heap, and how long a test took.

use std::ops::Range;

/// Where the heap is until Go 1.25, and in the model: the first arena that `mallocinit` asks for, and sixty more of 64 MB behind it.
pub const FIXED: Range<u64> = 0xc0_0000_0000..0xc1_0000_0000;

/// Where it is from 1.26 on, which begins anywhere (`randomizeHeapBase`).
pub const ANYWHERE: Range<u64> = 1 << 32..1 << 47;

/// The line with `PTR` for each address in `heap`, in hexadecimal or (a word printed as a number, at which something may lie) decimal,
/// and `0.00s` for a test's time.
#[must_use]
pub fn masked(line: &str, heap: &Range<u64>) -> String {
    let words: Vec<String> = line
        .split(' ')
        .map(|word| masked_word(word, heap))
        .collect();
    words.join(" ")
}

fn masked_word(word: &str, heap: &Range<u64>) -> String {
    if let Some(time) = word.strip_prefix('(').and_then(|w| w.strip_suffix("s)"))
        && time.contains('.')
        && time.parse::<f64>().is_ok()
    {
        return "(0.00s)".to_owned();
    }
    if word
        .parse()
        .is_ok_and(|n: u64| heap.contains(&n) && n.is_multiple_of(8))
    {
        return "PTR".to_owned();
    }
    let mut out = String::new();
    let mut rest = word;
    while let Some(at) = rest.find("0x") {
        let hex = |c: &char| c.is_ascii_hexdigit();
        let digits = rest[at + 2..].chars().take_while(hex).count();
        let (before, number) = (&rest[..at], &rest[at..at + 2 + digits]);
        let address = u64::from_str_radix(&number[2..], 16).is_ok_and(|n| heap.contains(&n));
        out += before;
        out += if address { "PTR" } else { number };
        rest = &rest[at + 2 + digits..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_from_process_to_process_is_masked() {
        for (line, masked_line) in [
            ("--- FAIL: TestIn (0.01s)", "--- FAIL: TestIn (0.00s)"),
            ("824634000000 12", "PTR 12"),
            ("[0xc000012345,0x12]", "[PTR,0x12]"),
            ("0xffffffffffffffff", "0xffffffffffffffff"),
        ] {
            assert_eq!(masked(line, &ANYWHERE), masked_line);
        }
    }

    #[test]
    fn a_heap_that_is_fixed_leaves_other_numbers_alone() {
        for (line, classic, today) in [
            ("824634000000", "PTR", "PTR"),
            ("46966432366720 true", "46966432366720 true", "PTR true"),
            ("0x2ab70000a000", "0x2ab70000a000", "PTR"),
        ] {
            assert_eq!(masked(line, &FIXED), classic);
            assert_eq!(masked(line, &ANYWHERE), today);
        }
    }
}
