//! Which structure of the runtime a package's structure is meant to be, and what that is called in each version.

use tearpoint_front::survey::Structure;
use tearpoint_runtime::measured::{self, Measured, Place};

/// A structure of the runtime under all its names.
pub struct Family {
    /// What it is, for people.
    pub what: &'static str,
    /// Its names, one of which a version has.
    names: &'static [&'static str],
    /// What mirrors of it are called, in small letters and without underscores: the whole name, or its end.
    called: &'static [&'static str],
}

/// The runtime's structures that packages copy.
pub const FAMILIES: &[Family] = &[
    Family {
        what: "a map",
        names: &["runtime.hmap", "internal/runtime/maps.Map"],
        called: &["hmap", "mapheader", "gomap", "maphdr"],
    },
    Family {
        what: "an iterator of a map",
        names: &["runtime.hiter", "internal/runtime/maps.Iter"],
        called: &["hiter", "mapiter", "mapiterator", "linknameiter"],
    },
    Family {
        what: "a map's type",
        names: &[
            "runtime.maptype",
            "internal/abi.MapType",
            "internal/abi.SwissMapType",
        ],
        called: &["maptype"],
    },
    Family {
        what: "a table of a map",
        names: &["internal/runtime/maps.table"],
        called: &["maptable", "swisstable"],
    },
    Family {
        what: "a type",
        names: &["runtime._type", "internal/abi.Type"],
        called: &["rtype", "gotype", "abitype"],
    },
    Family {
        what: "a channel",
        names: &["runtime.hchan"],
        called: &["hchan", "chanheader"],
    },
    Family {
        what: "a goroutine that waits",
        names: &["runtime.sudog"],
        called: &["sudog"],
    },
    Family {
        what: "a goroutine",
        names: &["runtime.g"],
        called: &["goroutine", "gstruct", "runtimeg"],
    },
    Family {
        what: "a span of the heap",
        names: &["runtime.mspan"],
        called: &["mspan"],
    },
    Family {
        what: "a timer of the runtime",
        names: &["runtime.timer"],
        called: &["runtimetimer"],
    },
    Family {
        what: "an interface's table",
        names: &["runtime.itab", "internal/abi.ITab"],
        called: &["itab"],
    },
    Family {
        what: "an interface",
        names: &["runtime.iface"],
        called: &["iface"],
    },
    Family {
        what: "an empty interface",
        names: &["runtime.eface"],
        called: &["eface", "emptyinterface"],
    },
    Family {
        what: "a slice's header",
        names: &["runtime.slice"],
        called: &["sliceheader"],
    },
    Family {
        what: "a string's header",
        names: &["runtime.stringStruct"],
        called: &["stringheader", "stringstruct"],
    },
    Family {
        what: "a Mutex",
        names: &["sync.Mutex", "internal/sync.Mutex"],
        called: &["mutex"],
    },
    Family {
        what: "a RWMutex",
        names: &["sync.RWMutex"],
        called: &["rwmutex"],
    },
    Family {
        what: "a WaitGroup",
        names: &["sync.WaitGroup"],
        called: &["waitgroup"],
    },
    Family {
        what: "a Once",
        names: &["sync.Once"],
        called: &["once"],
    },
    Family {
        what: "a sync.Map",
        names: &["sync.Map"],
        called: &["syncmap"],
    },
    Family {
        what: "a Pool",
        names: &["sync.Pool"],
        called: &["pool"],
    },
];

/// Fields that tell a family where names do not.
const TELLING: usize = 3;

impl Family {
    /// Whether the name says so.
    fn is_called(&self, name: &str) -> bool {
        let name = name.to_lowercase().replace('_', "");
        self.called.iter().any(|called| {
            let mirror = name.strip_suffix("mirror").unwrap_or(&name);
            mirror == *called || called.len() > 5 && mirror.ends_with(called)
        })
    }

    /// It in a version. A part of package sync lies one structure deeper from some version on.
    pub fn of(&self, version: &str) -> Option<Measured> {
        let mut names = self.names.iter();
        names.find_map(|name| measured::structure(version, name))
    }

    /// Whether mirrors of it are what a linked function of the runtime takes.
    pub fn is_iterator(&self) -> bool {
        self.names.contains(&"runtime.hiter")
    }
}

/// A name without what changes between packages: case, underscores; and one word for what has had several.
pub fn plain(name: &str) -> String {
    let last = name.rsplit('.').next().unwrap_or(name);
    let plain = last.to_lowercase().replace('_', "");
    match plain.as_str() {
        "value" | "val" => "elem",
        "valuesize" => "elemsize",
        "t" => "typ",
        "ptrdata" => "ptrbytes",
        "used" => "count",
        _ => return plain,
    }
    .to_owned()
}

/// Whether a field is the mirrored one, in this place.
pub fn is(field: &tearpoint_front::survey::Field, place: &Place) -> bool {
    (field.offset, field.width) == (place.offset, place.width)
        && plain(&field.name) == plain(place.name)
}

/// The family of a structure, and the versions in which most of its fields are where it says.
pub fn family(structure: &Structure) -> Option<(&'static Family, Vec<&'static str>)> {
    let mut best: Option<(u64, &Family, Vec<&'static str>)> = None;
    let fields = structure.fields.len();
    if fields == 0 {
        return None;
    }
    for family in FAMILIES {
        let named = family.is_called(&structure.name);
        let hits = |version: &str| {
            let Some(measured) = family.of(version) else {
                return 0;
            };
            let hit = |field: &&tearpoint_front::survey::Field| {
                measured.fields.iter().any(|place| is(field, place))
            };
            structure.fields.iter().filter(hit).count()
        };
        let counted: Vec<(&'static str, usize)> = measured::versions()
            .map(|version| (version, hits(version)))
            .collect();
        let most = counted.iter().map(|(_, hits)| *hits).max().unwrap_or(0);
        let enough = most >= TELLING && 5 * most >= 3 * fields;
        if most == 0 || !(enough || named) {
            continue;
        }
        let score = 1000 * u64::from(named) + (100 * most / fields) as u64 + most as u64;
        let versions = counted.iter().filter(|(_, hits)| *hits == most);
        let versions = versions.map(|(version, _)| *version).collect();
        if best.as_ref().is_none_or(|(known, ..)| score > *known) {
            best = Some((score, family, versions));
        }
    }
    best.map(|(_, family, versions)| (family, versions))
}
