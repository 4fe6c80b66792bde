//! Versions of Go: what each brought, in one table, and the only place that compares their numbers.
//!
//! Two versions decide what a program means. The *language version* is that of the text: a module's `go.mod` states it,
//! and a file's `//go:build` line may change it. The *release* is that of the toolchain: its compiler, linker and
//! library. Everything else in this crate asks for a [`Feature`] by name. To add a Go version, add it to [`RELEASES`]
//! and add a row to the table of features for each thing that it changed.

use std::fmt;

/// A version of Go, as a language version or as a release: 1.N, without patch level.
///
/// It has no order: which of two versions is later is nobody's question but this module's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GoVersion {
    minor: u32,
}

/// The releases that tearpoint models, oldest first. What the front end knows by release (the symbols of package
/// runtime) has one column for each.
pub const RELEASES: [GoVersion; 8] = [
    GoVersion::go1(19),
    GoVersion::go1(21),
    GoVersion::go1(22),
    GoVersion::go1(23),
    GoVersion::go1(24),
    GoVersion::go1(25),
    GoVersion::go1(26),
    GoVersion::go1(27),
];

impl GoVersion {
    /// The newest release that tearpoint models.
    pub const NEWEST: GoVersion = RELEASES[RELEASES.len() - 1];

    /// Go 1.`minor`.
    pub const fn go1(minor: u32) -> GoVersion {
        GoVersion { minor }
    }

    /// The version that a `go.mod` states as `1.21`, `1.21.3` or `1.21rc2`. None if the text does not start like that.
    pub fn parse(text: &str) -> Option<GoVersion> {
        let minor = text.strip_prefix("1.")?;
        let digits = minor.split(|c: char| !c.is_ascii_digit()).next()?;
        digits.parse().ok().map(GoVersion::go1)
    }

    /// The version that the build tag `go1.N` stands for. None if the tag is another one.
    fn of_tag(tag: &str) -> Option<GoVersion> {
        let minor = tag.strip_prefix("go1.")?;
        minor.parse().ok().map(GoVersion::go1)
    }

    /// The version that a file implies by asking for the build tag `go1.N`, or for `go1`. Follows `minVersion` of
    /// go/build/constraint.
    pub(crate) fn implied_by(tag: &str) -> Option<GoVersion> {
        match tag {
            "go1" => Some(GoVersion::go1(0)),
            _ => GoVersion::of_tag(tag),
        }
    }

    /// The version as a `go.mod` states it: `1.21`.
    pub fn number(self) -> String {
        format!("1.{}", self.minor)
    }

    /// Whether the version has the feature. Ask a language version for what [`Decides::Language`] and a release for
    /// what [`Decides::Release`].
    pub fn has(self, feature: Feature) -> bool {
        self.minor >= feature.since().minor
    }

    /// Whether the build tag holds for this release: it is `go1.N`, and the release is 1.N or later.
    pub fn holds_tag(self, tag: &str) -> bool {
        GoVersion::of_tag(tag).is_some_and(|version| version.minor <= self.minor)
    }

    /// The language version of a module that states `self`, for a release: a module cannot ask for more than there is.
    pub fn at_most(self, release: GoVersion) -> GoVersion {
        GoVersion::go1(self.minor.min(release.minor))
    }

    /// The place in [`RELEASES`] of this release or, where that is not modelled, of the one before it.
    pub fn column(self) -> usize {
        let known = RELEASES.iter().rposition(|known| known.minor <= self.minor);
        known.unwrap_or_default()
    }

    /// The language version of a file, by the version that its `//go:build` line implies and that of its module.
    ///
    /// Follows `initFiles` of types2/check.go. Toolchains look at the line from Go 1.21 on, to raise the module's
    /// version or, if that is at least 1.21, to lower it. From 1.23 on the line counts without a `go.mod` too, and as
    /// 1.21 at least.
    pub fn of_file(
        constraint: Option<GoVersion>,
        module: GoVersion,
        release: GoVersion,
    ) -> GoVersion {
        let lowered = Feature::LoweredFileVersions;
        match constraint {
            Some(_) if !release.has(Feature::FileVersions) => module,
            Some(file) if release.has(Feature::FileVersionsAlone) => {
                GoVersion::go1(file.minor.max(lowered.since().minor))
            }
            Some(_) if module == release => module,
            Some(file) if file.minor > module.minor || module.has(lowered) => file,
            _ => module,
        }
    }

    /// Whether this release refuses a file whose `//go:build` line implies the version `file`.
    pub fn refuses_file(self, file: GoVersion) -> bool {
        self.has(Feature::FileVersionsAlone) && file.minor > self.minor
    }

    /// The earlier of two implied versions; none is earlier than any.
    pub(crate) fn earlier(a: Option<GoVersion>, b: Option<GoVersion>) -> Option<GoVersion> {
        a.zip(b).map(|(a, b)| GoVersion::go1(a.minor.min(b.minor)))
    }

    /// The later of two implied versions; none is earlier than any.
    pub(crate) fn later(a: Option<GoVersion>, b: Option<GoVersion>) -> Option<GoVersion> {
        match (a, b) {
            (Some(a), Some(b)) => Some(GoVersion::go1(a.minor.max(b.minor))),
            (a, b) => a.or(b),
        }
    }
}

/// The releases that have something: from one on, until one, or all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    first: u32,
    last: u32,
}

impl Span {
    /// All releases.
    pub const ALL: Span = Span {
        first: 0,
        last: u32::MAX,
    };

    /// Go 1.`minor` and later.
    pub const fn since(minor: u32) -> Span {
        Span {
            first: minor,
            ..Span::ALL
        }
    }

    /// Go 1.`minor` and earlier.
    pub const fn until(minor: u32) -> Span {
        Span {
            last: minor,
            ..Span::ALL
        }
    }

    /// From Go 1.`first` to Go 1.`last`.
    pub const fn between(first: u32, last: u32) -> Span {
        Span { first, last }
    }

    /// Go 1.`minor` and no other.
    pub const fn only(minor: u32) -> Span {
        Span {
            first: minor,
            last: minor,
        }
    }

    /// Whether the release is one of these.
    pub fn contains(self, release: GoVersion) -> bool {
        (self.first..=self.last).contains(&release.minor)
    }
}

/// As Go's tools write it: `go1.21`.
impl fmt::Display for GoVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "go1.{}", self.minor)
    }
}

/// Which version decides whether a feature is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decides {
    /// The language version of the text.
    Language,
    /// The release of the toolchain.
    Release,
}

/// One row of the table: a feature and since when it is there.
#[derive(Clone, Copy, Debug)]
pub struct FeatureRow {
    /// The feature's name.
    pub feature: Feature,
    /// The first version that has it.
    pub since: GoVersion,
    /// The version that is asked.
    pub decides: Decides,
}

macro_rules! features {
    ($($(#[doc = $doc:literal])+ $name:ident, $decides:ident, $minor:literal;)+) => {
        /// What a later Go has and an earlier one lacks. Each says what it is, and where Go says so.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Feature {
            $($(#[doc = $doc])+ $name,)+
        }

        /// Every feature, in the order of [`Feature`].
        pub const FEATURES: &[FeatureRow] = &[
            $(FeatureRow {
                feature: Feature::$name,
                since: GoVersion::go1($minor),
                decides: Decides::$decides,
            },)+
        ];
    };
}

features! {
    /// Interfaces that are not type sets satisfy `comparable`. types2/instantiate.go, `implements`.
    ComparableInterfaces, Language, 20;
    /// A slice converts to an array. types2/conversions.go, `convertibleTo`.
    SliceToArray, Language, 20;
    /// A module's `go.mod` lists all modules of its build. cmd/go/internal/gover/version.go, `ExplicitIndirectVersion`.
    PrunedModules, Language, 17;
    /// `unsafe.SliceData`, `unsafe.String` and `unsafe.StringData`. types2/builtins.go, `_SliceData`, `_String`,
    /// `_StringData`.
    UnsafeStrings, Language, 20;
    /// Types may be declared in generic functions. cmd/compile/internal/noder/stmt.go of 1.19 refuses them
    /// (go.dev/issue/47631).
    LocalTypesInGenerics, Release, 20;
    /// `clear`, `max` and `min` may be called. types2/builtins.go, `_Clear`, `_Max`, `_Min`.
    ClearMaxMin, Language, 21;
    /// `clear`, `max` and `min` are predeclared. types2/universe.go of 1.21.
    ClearMaxMinDeclared, Release, 21;
    /// Type arguments of a generic function follow from what it is assigned or passed to. types2/call.go, `funcInst`
    /// and `genericExprList`.
    ReverseInference, Language, 21;
    /// Methods of a constraint's interface take part in inference. types2/unify.go, `enableInterfaceInference`.
    InterfaceInference, Language, 21;
    /// Untyped constants of different kinds for one type parameter give it the larger kind's type. types2/infer.go,
    /// which asks `maxType`.
    MixedUntypedInference, Language, 21;
    /// Packages are initialised in the order of their paths, as far as their imports allow. cmd/link/internal/ld/inittask.go.
    InitByPath, Release, 21;
    /// A file's `//go:build` line may change its language version. types2/check.go, `initFiles`.
    FileVersions, Release, 21;
    /// A module of this version may have files of an earlier language version. types2/check.go, `initFiles`.
    LoweredFileVersions, Language, 21;
    /// The variables of a `for` statement are new in each iteration. The Go specification, "For statements with for
    /// clause".
    LoopVariablesPerIteration, Language, 22;
    /// `for i := range 10`. types2/stmt.go, `rangeKeyVal`.
    RangeOverInt, Language, 22;
    /// Function literals of package variables are named after `init`, before after `glob.`.
    /// cmd/compile/internal/ir/func.go, `closureName`.
    InitLiteralNames, Release, 22;
    /// `for x := range f`. types2/stmt.go, `rangeKeyVal`.
    RangeOverFunc, Language, 23;
    /// Aliases may have type parameters, by experiment. types2/decl.go, `typeDecl`.
    GenericAliases, Language, 23;
    /// A file's `//go:build` line sets its version whatever the module's is. types2/check.go, `initFiles` of 1.23.
    FileVersionsAlone, Release, 23;
    /// Import cycles are told with the files that import. cmd/go/internal/load/pkg.go of 1.24, `ImportStack`.
    CyclesNameFiles, Release, 24;
    /// Aliases may have type parameters without experiment. types2/decl.go of 1.24, `typeDecl`.
    AliasParameters, Release, 24;
    /// `new(5)`: a value in place of a type. types2/builtins.go, `_New`.
    NewOfValue, Language, 26;
    /// The same, as toolchains know it. types2/builtins.go of 1.26.
    NewOfValueKnown, Release, 26;
    /// Promoted fields may be keys of struct literals. types2/literals.go, `compositeLit`.
    PromotedFieldKeys, Language, 27;
    /// The same, as toolchains know it. types2/literals.go of 1.27.
    PromotedFieldKeysKnown, Release, 27;
    /// Type arguments of a generic function follow from what it is assigned to in literals, sends and conversions, too.
    /// types2/literals.go, `compositeLit`, types2/stmt.go and types2/call.go of 1.27, which ask `genericExpr`.
    AssignmentInference, Release, 27;
    /// Methods may have type parameters. types2/resolver.go, `collectObjects`.
    GenericMethods, Language, 27;
    /// The same, as toolchains can read them. cmd/compile/internal/syntax/parser.go of 1.27, `funcDeclOrNil`.
    GenericMethodsKnown, Release, 27;
    /// A type parameter that cannot be inferred is told as `declared at` its place. types2/infer.go of 1.24, `infer`.
    CannotInferDeclared, Release, 24;
    /// The linker refuses what package runtime does not let others pull. cmd/link/internal/loader, `checkLinkname`.
    LinknamesChecked, Release, 23;
}

impl Feature {
    /// The feature's row.
    pub fn row(self) -> &'static FeatureRow {
        &FEATURES[self as usize]
    }

    /// The first version that has the feature.
    pub fn since(self) -> GoVersion {
        self.row().since
    }

    /// What the compiler says of a text whose version is too early: `requires go1.22 or later`.
    pub fn requires(self) -> String {
        format!("requires {} or later", self.since())
    }
}

/// Whether an error's text ends in what [`Feature::requires`] gives.
pub(crate) fn is_requirement(text: &str) -> bool {
    text.contains("requires go1.") && text.ends_with(" or later")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_feature_finds_its_row() {
        for row in FEATURES {
            assert_eq!(row.feature.row().feature, row.feature);
        }
    }

    #[test]
    fn versions_are_read_and_written_as_go_does() {
        let version = |text| GoVersion::parse(text).map(|version| version.to_string());
        assert_eq!(version("1.21.3").as_deref(), Some("go1.21"));
        assert_eq!(version("1.22rc1").as_deref(), Some("go1.22"));
        assert_eq!(version("go1.22"), None);
        assert_eq!(version("2.0"), None);
        assert_eq!(GoVersion::go1(19).number(), "1.19");
    }

    #[test]
    fn a_span_has_its_ends() {
        let has = |span: Span| [20, 21, 22].map(|minor| span.contains(GoVersion::go1(minor)));
        assert_eq!(has(Span::since(21)), [false, true, true]);
        assert_eq!(has(Span::until(21)), [true, true, false]);
        assert_eq!(has(Span::ALL), [true; 3]);
    }

    #[test]
    fn a_release_that_is_not_modelled_has_the_column_before_it() {
        let columns = [18, 19, 20, 21, 22, 23, 27, 28].map(|minor| GoVersion::go1(minor).column());
        assert_eq!(columns, [0, 0, 0, 1, 2, 3, 7, 7]);
    }

    #[test]
    fn a_file_s_version_is_the_module_s_or_its_line_s() {
        let of = |file: Option<u32>, module, release| {
            let (module, release) = (GoVersion::go1(module), GoVersion::go1(release));
            GoVersion::of_file(file.map(GoVersion::go1), module, release).minor
        };
        assert_eq!(of(None, 20, 23), 20);
        assert_eq!(of(Some(22), 19, 19), 19);
        assert_eq!(of(Some(22), 20, 22), 22);
        assert_eq!(of(Some(18), 20, 22), 20);
        assert_eq!(of(Some(18), 21, 22), 18);
        assert_eq!(of(Some(18), 22, 22), 22);
        assert_eq!(of(Some(18), 23, 23), 21);
    }
}
