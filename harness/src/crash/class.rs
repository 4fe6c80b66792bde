//! The classes of outcomes.

use std::borrow::Cow;
use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

/// How a run ended, or what kind of thing an oracle found. `Display` and `FromStr` are inverse.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// The program ended by itself, with status 0.
    #[default]
    Ok,
    /// The program ended by itself, with another status.
    Exit,
    /// A limit was reached first: how it would have ended, nobody knows.
    Limit,
    /// An error that the program could have handled ended it.
    Panic,
    /// The system gave up: nothing in the program could have handled it.
    Fatal,
    /// A bad memory access ended the program.
    Segv,
    /// Everybody waits for somebody else.
    Deadlock,
    /// The program ended, and some of its tasks wait for ever.
    Leak,
    /// The program never ends, and nothing notices.
    Hang,
    /// Two accesses to one place that nothing orders.
    Race,
    /// The system's data are not what they should be, and the system has not noticed.
    Corruption,
    /// A class that a world names itself: `double hand-out`.
    Own(Cow<'static, str>),
}

/// The classes that all worlds share, and the words for them.
const WORDS: [(Class, &str); 11] = [
    (Class::Ok, "ok"),
    (Class::Exit, "exit"),
    (Class::Limit, "limit"),
    (Class::Panic, "panic"),
    (Class::Fatal, "fatal"),
    (Class::Segv, "segv"),
    (Class::Deadlock, "deadlock"),
    (Class::Leak, "leak"),
    (Class::Hang, "hang"),
    (Class::Race, "race"),
    (Class::Corruption, "corruption"),
];

impl Class {
    /// A class of a world's own. A word that all worlds share stands for the shared class.
    pub fn own(word: &'static str) -> Class {
        shared(word).unwrap_or(Class::Own(Cow::Borrowed(word)))
    }

    /// Its word, in texts and in JSON.
    pub fn word(&self) -> &str {
        if let Class::Own(word) = self {
            return word;
        }
        let row = WORDS.iter().find(|(class, _)| class == self);
        row.expect("every shared class has a word").1
    }
}

fn shared(word: &str) -> Option<Class> {
    let row = WORDS.iter().find(|(_, of)| *of == word);
    row.map(|(class, _)| class.clone())
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

impl FromStr for Class {
    type Err = Infallible;

    fn from_str(word: &str) -> Result<Class, Infallible> {
        Ok(shared(word).unwrap_or_else(|| Class::Own(Cow::Owned(word.to_owned()))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_read_back() {
        for (class, word) in &WORDS {
            assert_eq!(class.to_string(), *word);
            assert_eq!(word.parse::<Class>().as_ref(), Ok(class));
            assert_eq!(Class::own(word), *class);
        }
        let own = Class::own("double hand-out");
        assert_eq!(own.to_string().parse::<Class>().as_ref(), Ok(&own));
    }
}
