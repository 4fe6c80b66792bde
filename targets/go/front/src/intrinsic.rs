//! What our library's text leaves to the host, by Go name.
//!
//! Numbers that Go's own portable code would give bit for bit (correctly rounded conversions and roots), type
//! descriptors, stack frames, output. Everything else in the library is Go text.

macro_rules! intrinsics {
    ($($variant:ident = $name:literal),* $(,)?) => {
        /// A function that the machine provides to our library.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Intrinsic {
            $(#[doc = concat!("`", $name, "`")] $variant),*
        }

        impl Intrinsic {
            const ALL: &'static [(&'static str, Intrinsic)] = &[$(($name, Intrinsic::$variant)),*];
        }
    };
}

intrinsics! {
    Write = "os.write",
    Float64Bits = "math.Float64bits",
    Float64FromBits = "math.Float64frombits",
    Float32Bits = "math.Float32bits",
    Float32FromBits = "math.Float32frombits",
    Sqrt = "math.Sqrt",
    Floor = "math.Floor",
    Ceil = "math.Ceil",
    Trunc = "math.Trunc",
    Fma = "math.FMA",
    PowerOfTen = "math.decimal",
    FormatFloat64Bits = "strconv.float64bits",
    FormatFloat32Bits = "strconv.float32bits",
    FormatFloat64FromBits = "strconv.float64frombits",
    FormatDigits = "strconv.formatDigits",
    FormatFixed = "strconv.formatFixed",
    ParseDecimal = "strconv.parseDecimal",
    Printable = "strconv.printable",
    RuneIs = "unicode.is",
    RuneTo = "unicode.to",
    Cooked = "math/rand.cooked",
    Random = "math/rand.random",
    SeededFromStart = "math/rand.seededFromStart",
    TypeName = "internal/reflectlite.typeName",
    NumField = "internal/reflectlite.numField",
    FieldName = "internal/reflectlite.fieldName",
    FieldType = "internal/reflectlite.fieldType",
    FieldOffset = "internal/reflectlite.fieldOffset",
    NumMethod = "internal/reflectlite.methods",
    Comparable = "internal/reflectlite.comparable",
    Itab = "internal/reflectlite.itab",
    Callers = "runtime.callers",
    FuncName = "runtime.funcName",
    FuncFile = "runtime.funcFile",
    FuncLine = "runtime.funcLine",
    HeapInUse = "runtime.heapInUse",
    GoVersion = "runtime.goVersion",
    SetGcPercent = "runtime/debug.setGCPercent",
    SetPanicOnFault = "runtime/debug.setPanicOnFault",
}

impl Intrinsic {
    /// The intrinsic of that name, with the name.
    pub fn find(name: &str) -> Option<(&'static str, Intrinsic)> {
        Intrinsic::ALL
            .iter()
            .copied()
            .find(|(known, _)| *known == name)
    }
}
