//! A scenario file, opened once: its kind, its profiles, and what is refused.

use std::path::Path;

use tearpoint_resilience::Opened;
use tearpoint_resilience::protocol::SOUND;

const TRAFFIC: &str = "title = \"calm\"\n";
const PROTOCOL: &str = include_str!("../../../../corpus/resilience/protocol/hikari_bag_2.toml");

fn refused(source: &[u8]) -> String {
    match Opened::open("a.toml", source) {
        Ok(_) => panic!("it opens"),
        Err(error) => error.0,
    }
}

#[test]
fn every_built_in_file_opens_under_each_of_its_profiles() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/resilience");
    for (folder, protocols) in [(corpus.join("protocol"), true), (corpus, false)] {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                continue;
            }
            let (name, source) = (path.display().to_string(), std::fs::read(&path).unwrap());
            let opened = Opened::open(&name, &source).unwrap();
            assert_eq!(matches!(opened, Opened::Protocol(_)), protocols, "{name}");
            assert!(!opened.title().is_empty(), "{name}");
            for profile in opened.profiles() {
                let scenario = opened.under(&profile).unwrap();
                assert_eq!(scenario.name(), name);
                assert_eq!(scenario.profile(), profile);
                assert_eq!(scenario.source(), source);
            }
        }
    }
}

#[test]
fn the_plain_profile_comes_first() {
    let plain = |text: &str| Opened::open("a.toml", text.as_bytes()).unwrap().profiles()[0].clone();
    assert_eq!(plain(TRAFFIC), "none");
    assert_eq!(plain(PROTOCOL), SOUND);
}

#[test]
fn what_is_refused_says_why() {
    let unknown = |text: &str| {
        let opened = Opened::open("a.toml", text.as_bytes()).unwrap();
        opened.under("other").err().unwrap().0
    };
    assert!(unknown(TRAFFIC).starts_with("a.toml: no policy `other`; there are: "));
    assert!(unknown(PROTOCOL).starts_with("a.toml: no profile `other`; there are: sound, "));
    assert_eq!(refused(b"title = \"\xff\""), "a.toml: not UTF-8 at byte 9");
    assert_eq!(
        refused(b"protocol = \"raft\""),
        "a.toml: no protocol `raft`; there are: hikari, tomcat, redisson"
    );
    // A file that is no TOML counts as one of traffic, whose reader names the place.
    assert!(refused(b"title = ").contains("line 1"));
    assert!(refused(b"protocol = 5\ntitle = \"x\"").contains("unknown field `protocol`"));
}
