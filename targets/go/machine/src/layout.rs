//! Structures of Go's runtime as tables: which fields a structure has, where they lie in which Go version, how wide they are and
//! what they hold.
//!
//! One declaration with [`structure!`](crate::structure) gives all that is known of a structure: constants for the fields that
//! never moved, a [`Layout`](crate::mspan::Layout) with a value per version for those that did, and the rows from which tables
//! and tests are made. A structure has columns: each is named after the first Go version that lays it out so.

/// Where a field lies in its structure, and the bytes of it (of one element, where it is an array).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Bytes from the structure's start.
    pub at: u64,
    /// Bytes of it: 1, 2, 4 or 8.
    pub width: usize,
}

/// A field of `width` bytes, `at` bytes from the start.
pub const fn at(at: u64, width: usize) -> Field {
    Field { at, width }
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An address, of the heap or of something else.
    Pointer,
    /// A number with a sign.
    Int,
    /// A number without one, `uintptr` too.
    Uint,
    /// A byte that is 0 or 1.
    Bool,
    /// Half of a word that Go declares as one field, or what the compiler adds to the structure for each type: not a field that
    /// debug information (DWARF) names.
    Part,
}

/// A field through all versions.
#[derive(Debug, PartialEq, Eq)]
pub struct Row {
    /// Go's name. Fields of an embedded structure are named through it: `recvq.first`.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Elements, of an array: 1 of anything else.
    pub count: u64,
    /// By column: its place, if that layout has the field.
    pub places: &'static [Option<Field>],
}

/// A structure as one version lays it out.
#[derive(Clone, Copy, Debug)]
pub struct Structure {
    /// Go's name.
    pub name: &'static str,
    /// Bytes of it.
    pub size: u64,
    /// The column of its rows that holds.
    pub column: usize,
    /// Its fields through all versions.
    pub rows: &'static [Row],
}

impl Structure {
    /// The field that Go calls `name`.
    pub fn field(&self, name: &str) -> Option<Field> {
        let row = self.rows.iter().find(|row| row.name == name)?;
        row.places[self.column]
    }

    /// The fields that this version has.
    pub fn fields(&self) -> impl Iterator<Item = (&'static Row, Field)> {
        let column = self.column;
        let rows = self.rows.iter();
        rows.filter_map(move |row| Some((row, row.places[column]?)))
    }

    /// The field that the byte `offset` bytes from the start belongs to.
    pub fn field_at(&self, offset: u64) -> Option<&'static Row> {
        let holds = |(row, field): &(&Row, Field)| {
            (field.at..field.at + field.width as u64 * row.count).contains(&offset)
        };
        self.fields().find(holds).map(|(row, _)| row)
    }
}

/// The row of a field: a name that is not there stops the compiler.
pub const fn row(rows: &'static [Row], name: &str) -> &'static Row {
    let mut at = 0;
    while at < rows.len() {
        if same(rows[at].name.as_bytes(), name.as_bytes()) {
            return &rows[at];
        }
        at += 1;
    }
    panic!("the structure has no field of that name")
}

const fn same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let mut at = 0;
    while at < a.len() {
        if a[at] != b[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// The words of a structure that hold pointers, as bits: what the collector is told of it.
pub const fn pointer_words(rows: &[Row], column: usize) -> u64 {
    let (mut bits, mut at) = (0, 0);
    while at < rows.len() {
        if let (Some(field), Kind::Pointer) = (rows[at].places[column], rows[at].kind) {
            bits |= 1 << (field.at / 8);
        }
        at += 1;
    }
    bits
}

/// The same place in the columns from `from` to `to`, and none in the others.
pub const fn in_columns<const N: usize>(
    place: Field,
    from: usize,
    to: usize,
) -> [Option<Field>; N] {
    let mut places = [None; N];
    let mut column = from;
    while column <= to {
        places[column] = Some(place);
        column += 1;
    }
    places
}

/// A place in every column, all of one width.
pub const fn moved<const N: usize>(offsets: [u64; N], width: usize) -> [Option<Field>; N] {
    let mut places = [None; N];
    let mut column = 0;
    while column < N {
        places[column] = Some(at(offsets[column], width));
        column += 1;
    }
    places
}

/// A place in some of the columns, all of one width.
pub const fn some<const N: usize>(offsets: [Option<u64>; N], width: usize) -> [Option<Field>; N] {
    let mut places = [None; N];
    let mut column = 0;
    while column < N {
        if let Some(offset) = offsets[column] {
            places[column] = Some(at(offset, width));
        }
        column += 1;
    }
    places
}

/// A place in every column, of any width.
pub const fn resized<const N: usize>(fields: [Field; N]) -> [Option<Field>; N] {
    let mut places = [None; N];
    let mut column = 0;
    while column < N {
        places[column] = Some(fields[column]);
        column += 1;
    }
    places
}

/// Declares a structure of Go's runtime. It becomes a module with
/// - a constant for each field of `same`, `until` and `since`: its offset;
/// - `Layout`, whose fields are those of `moved` (offset), `some` (offset, if the version has it), `resized` (place and width)
///   and `some_resized`, and a constant `Layout` per column;
/// - `SIZE`, if it never changed, and `ROWS`.
///
/// ```
/// tearpoint_machine::structure! {
///     /// runtime/chan.go `hchan`.
///     hchan "hchan" [GO1_19, GO1_23] sizes [96, 104]
///     same {
///         QCOUNT "qcount" Uint 8 @ 0;
///     }
///     moved {
///         sendx "sendx" Uint 8 @ [40, 48];
///     }
///     some {
///         timer "timer" Pointer 8 @ [None, Some(32)];
///     }
/// }
/// assert_eq!((hchan::QCOUNT, hchan::GO1_23.sendx), (0, 48));
/// let old = hchan::GO1_19.structure();
/// assert_eq!((old.field("timer"), old.field_at(47).unwrap().name), (None, "sendx"));
/// ```
#[macro_export]
macro_rules! structure {
    (
        $(#[$doc:meta])*
        $module:ident $go:literal [$($column:ident),+]
        $(size $size:literal)? $(sizes [$($sizes:literal),+])?
        // Fields that never moved.
        $(same { $($s:ident $s_name:literal $s_kind:ident $s_width:literal $(x $s_count:literal)? @ $s_at:expr;)* })?
        // Those that every layout has up to a column, or from one on.
        $(until $last:ident { $($u:ident $u_name:literal $u_kind:ident $u_width:literal @ $u_at:expr;)* })?
        $(since $first:ident { $($n:ident $n_name:literal $n_kind:ident $n_width:literal @ $n_at:expr;)* })?
        // Those that did move.
        $(moved { $($m:ident $m_name:literal $m_kind:ident $m_width:literal @ [$($m_at:expr),+];)* })?
        $(some { $($o:ident $o_name:literal $o_kind:ident $o_width:literal @ [$($o_at:expr),+];)* })?
        $(resized { $($r:ident $r_name:literal $r_kind:ident @ [$($r_at:expr),+];)* })?
        $(some_resized { $($p:ident $p_name:literal $p_kind:ident @ [$($p_at:expr),+];)* })?
    ) => {
        $(#[$doc])*
        #[allow(unused_imports, reason = "not every structure has rows of each kind")]
        pub mod $module {
            use $crate::layout::{self, Field, Kind, Row, Structure, at};

            #[allow(non_camel_case_types, dead_code, reason = "its names are the table's")]
            #[derive(Clone, Copy)]
            enum Column {
                $($column),+
            }

            /// How many layouts there are.
            const COLUMNS: usize = [$(Column::$column as usize),+].len();

            $(
                /// Bytes of the structure.
                pub const SIZE: u64 = $size;
            )?
            $($(
                #[doc = concat!("Where `", $s_name, "` lies.")]
                pub const $s: u64 = $s_at;
            )*)?
            $($(
                #[doc = concat!("Where `", $u_name, "` lies, up to the layout [`", stringify!($last), "`].")]
                pub const $u: u64 = $u_at;
            )*)?
            $($(
                #[doc = concat!("Where `", $n_name, "` lies, from the layout [`", stringify!($first), "`] on.")]
                pub const $n: u64 = $n_at;
            )*)?

            /// What differs between versions.
            #[derive(Clone, Copy, Debug, PartialEq, Eq)]
            pub struct Layout {
                /// Bytes of the structure.
                pub size: u64,
                column: usize,
                $($(
                    #[doc = concat!("Where `", $m_name, "` lies.")]
                    pub $m: u64,
                )*)?
                $($(
                    #[doc = concat!("Where `", $o_name, "` lies, if this version has it.")]
                    pub $o: Option<u64>,
                )*)?
                $($(
                    #[doc = concat!("Go's `", $r_name, "`.")]
                    pub $r: Field,
                )*)?
                $($(
                    #[doc = concat!("Go's `", $p_name, "`, if this version has it.")]
                    pub $p: Option<Field>,
                )*)?
            }

            impl Layout {
                const fn new(column: Column) -> Layout {
                    let column = column as usize;
                    $(let size = $size;)?
                    $(let size = [$($sizes),+][column];)?
                    Layout {
                        size,
                        column,
                        $($($m: [$($m_at),+][column],)*)?
                        $($($o: [$($o_at),+][column],)*)?
                        $($($r: [$($r_at),+][column],)*)?
                        $($($p: [$($p_at),+][column],)*)?
                    }
                }

                /// The structure as this version lays it out.
                pub const fn structure(&self) -> Structure {
                    Structure {
                        name: $go,
                        size: self.size,
                        column: self.column,
                        rows: ROWS,
                    }
                }
            }

            $(
                #[doc = concat!("As laid out since ", stringify!($column), ".")]
                pub const $column: Layout = Layout::new(Column::$column);
            )+

            /// The fields through all versions.
            pub static ROWS: &[Row] = &[
                $($(Row {
                    name: $s_name,
                    kind: Kind::$s_kind,
                    count: 1 $(- 1 + $s_count)?,
                    places: &layout::in_columns::<COLUMNS>(at($s_at, $s_width), 0, COLUMNS - 1),
                },)*)?
                $($(Row {
                    name: $u_name,
                    kind: Kind::$u_kind,
                    count: 1,
                    places: &layout::in_columns::<COLUMNS>(at($u_at, $u_width), 0, Column::$last as usize),
                },)*)?
                $($(Row {
                    name: $n_name,
                    kind: Kind::$n_kind,
                    count: 1,
                    places: &layout::in_columns::<COLUMNS>(
                        at($n_at, $n_width),
                        Column::$first as usize,
                        COLUMNS - 1,
                    ),
                },)*)?
                $($(Row {
                    name: $m_name,
                    kind: Kind::$m_kind,
                    count: 1,
                    places: &layout::moved([$($m_at),+], $m_width),
                },)*)?
                $($(Row {
                    name: $o_name,
                    kind: Kind::$o_kind,
                    count: 1,
                    places: &layout::some([$($o_at),+], $o_width),
                },)*)?
                $($(Row {
                    name: $r_name,
                    kind: Kind::$r_kind,
                    count: 1,
                    places: &layout::resized([$($r_at),+]),
                },)*)?
                $($(Row {
                    name: $p_name,
                    kind: Kind::$p_kind,
                    count: 1,
                    places: &[$($p_at),+],
                },)*)?
            ];
        }
    };
}
