//! The table: a row for each function that the runtime provides, in families by what does them.
//!
//! A row is: what it does, who may call it, its Go name, its signature, and, if not every Go version has it, since or until which
//! (`until 22`: Go 1.22 is the last; `only 24`: no other has it; `between 23 25`). To provide one more, write its row here and its arm in the file of the family
//! (`vm/provided/` in the Go world).

use super::{Effect, Provided, Reach, Waits};
use crate::version::Span;

/// Every row, by family.
pub(super) const TABLE: &[&[Provided]] = &[
    Sched::ROWS,
    Alloc::ROWS,
    Bytes::ROWS,
    Atomic::ROWS,
    Race::ROWS,
    Number::ROWS,
    Rune::ROWS,
    Reflect::ROWS,
    Frames::ROWS,
    Bubble::ROWS,
    Special::ROWS,
    Host::ROWS,
    Map::ROWS,
    Chan::ROWS,
    Sync::ROWS,
];

macro_rules! family {
    (
        $(#[$doc:meta])*
        $runs:ident $family:ident {
            $($variant:ident: $($reach:ident $name:literal $signature:literal $($word:ident $minor:literal $($last:literal)?)?),+;)*
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $family {
            $($(#[doc = concat!("`", $name, "`")])+ $variant,)*
        }

        impl $family {
            const ROWS: &'static [Provided] = &[$($(Provided {
                name: $name,
                signature: $signature,
                reach: family!(@ $reach),
                versions: family!(@versions $($word $minor $($last)?)?),
                effect: family!(@effect $runs $family $variant),
            }),+),*];
        }
    };
    (@ library) => { Reach::Library };
    (@ goroot) => { Reach::Goroot };
    (@ program) => { Reach::Program };
    (@ checker) => { Reach::Checker };
    (@versions) => { Span::ALL };
    (@versions since $minor:literal) => { Span::since($minor) };
    (@versions until $minor:literal) => { Span::until($minor) };
    (@versions between $first:literal $last:literal) => { Span::between($first, $last) };
    (@versions only $minor:literal) => { Span::only($minor) };
    (@effect at_once $family:ident $variant:ident) => { Effect::$family($family::$variant) };
    (@effect waits $family:ident $variant:ident) => { Effect::Waits(Waits::$family($family::$variant)) };
}

family! {
    /// Of goroutines, the process and its clock.
    at_once Sched {
        KeepAlive: library "runtime.KeepAlive" "func(x any)";
        Gosched: library "runtime.Gosched" "func()";
        Goexit: library "runtime.Goexit" "func()";
        NumGoroutine: library "runtime.NumGoroutine" "func() int";
        GoMaxProcs: library "runtime.GOMAXPROCS" "func(n int) int";
        Exit: library "os.Exit" "func(code int)";
        PanicWrap: checker "runtime.panicwrap" "func(text string)";
        Missing: checker "tearpoint.missing" "func(name string)";
        Fatal: library "sync.fatal" "func(text string)";
        Throw: library "sync.throw" "func(text string)";
        InternalFatal: library "internal/sync.fatal" "func(text string)" since 24;
        InternalThrow: library "internal/sync.throw" "func(text string)" since 24;
        NotifyListAdd: library "sync.runtime_notifyListAdd" "func(l *notifyList) uint32";
        ProcPin:
            program "runtime.procPin" "func() int",
            program "sync.runtime_procPin" "func() int";
        ProcUnpin:
            program "runtime.procUnpin" "func()",
            program "sync.runtime_procUnpin" "func()";
        RuntimeThrow: program "runtime.throw" "func(s string)";
        RuntimeNanotime: program "runtime.nanotime" "func() int64";
        Starves:
            library "sync.runtime_starves" "func(since int64) bool" until 23,
            library "internal/sync.runtime_starves" "func(since int64) bool" since 24;
        Randn: library "sync.runtime_randn" "func(n uint32) uint32";
        Nanotime:
            library "sync.runtime_nanotime" "func() int64" until 23,
            library "internal/sync.runtime_nanotime" "func() int64" since 24;
        BubbleNano: library "time.runtimeNano" "func() int64";
        Now: library "time.now" "func() (sec int64, nsec int64, mono int64)";
    }
}

family! {
    /// Of the allocator.
    at_once Alloc {
        SpanOf: program "runtime.spanOf" "func(p uintptr) *mspan";
        FindObject: program "runtime.findObject" "func(p, refBase, refOff uintptr) (base uintptr, s *mspan, objIndex uintptr)";
        MallocGc: program "runtime.mallocgc" "func(size uintptr, typ *_type, needzero bool) unsafe.Pointer";
        MakeSlice: program "runtime.makeslice" "func(et *_type, len, cap int) unsafe.Pointer";
        NewObject:
            program "runtime.newobject" "func(typ *_type) unsafe.Pointer",
            program "reflect.unsafe_New" "func(typ *_type) unsafe.Pointer";
        NewArray:
            program "runtime.newarray" "func(typ *_type, n int) unsafe.Pointer",
            program "reflect.unsafe_NewArray" "func(typ *_type, n int) unsafe.Pointer";
        RawByteSlice: program "runtime.rawbyteslice" "func(size int) []byte";
        GrowSlice:
            program "runtime.growslice" "func(et *_type, old slice, cap int) slice" until 19,
            program "runtime.growslice" "func(oldPtr unsafe.Pointer, newLen, oldCap, num int, et *_type) slice" since 21;
    }
}

family! {
    /// Of memory by address, of hashes and of random numbers: nothing that the caller says is checked.
    at_once Bytes {
        Memmove: program "runtime.memmove" "func(to, from unsafe.Pointer, n uintptr)";
        MemclrNoHeapPointers: program "runtime.memclrNoHeapPointers" "func(ptr unsafe.Pointer, n uintptr)";
        MemclrHasPointers: program "runtime.memclrHasPointers" "func(ptr unsafe.Pointer, n uintptr)";
        TypedMemmove:
            program "runtime.typedmemmove" "func(typ *_type, dst, src unsafe.Pointer)",
            program "reflect.typedmemmove" "func(typ *_type, dst, src unsafe.Pointer)";
        TypedSliceCopy: program "runtime.typedslicecopy" "func(typ *_type, dstPtr unsafe.Pointer, dstLen int, srcPtr unsafe.Pointer, srcLen int) int";
        Memequal: program "runtime.memequal" "func(p, q unsafe.Pointer, size uintptr) bool";
        Noescape: program "runtime.noescape" "func(p unsafe.Pointer) unsafe.Pointer";
        Add: program "runtime.add" "func(p unsafe.Pointer, x uintptr) unsafe.Pointer";
        Memhash: program "runtime.memhash" "func(p unsafe.Pointer, h, s uintptr) uintptr";
        Memhash32: program "runtime.memhash32" "func(p unsafe.Pointer, h uintptr) uintptr";
        Memhash64: program "runtime.memhash64" "func(p unsafe.Pointer, h uintptr) uintptr";
        Strhash: program "runtime.strhash" "func(p unsafe.Pointer, h uintptr) uintptr";
        Nilinterhash: program "runtime.nilinterhash" "func(p unsafe.Pointer, h uintptr) uintptr";
        Interhash: program "runtime.interhash" "func(p unsafe.Pointer, h uintptr) uintptr";
        Typehash:
            program "runtime.typehash" "func(t *_type, p unsafe.Pointer, h uintptr) uintptr",
            program "reflect.typehash" "func(t *_type, p unsafe.Pointer, h uintptr) uintptr";
        Random32:
            program "runtime.fastrand" "func() uint32",
            program "runtime.cheaprand" "func() uint32" since 22;
        Random64:
            program "runtime.fastrand64" "func() uint64",
            program "runtime.cheaprand64" "func() int64" since 22,
            program "runtime.rand" "func() uint64" since 22;
        RandomBelow:
            program "runtime.fastrandn" "func(n uint32) uint32",
            program "runtime.cheaprandn" "func(n uint32) uint32" since 22;
    }
}

family! {
    /// Atomic operations: others may run before one. How many bytes are operated on follows from the signature.
    at_once Atomic {
        Load:
            library "sync/atomic.LoadInt32" "func(addr *int32) (val int32)",
            library "sync/atomic.LoadInt64" "func(addr *int64) (val int64)",
            library "sync/atomic.LoadUint32" "func(addr *uint32) (val uint32)",
            library "sync/atomic.LoadUint64" "func(addr *uint64) (val uint64)",
            library "sync/atomic.LoadUintptr" "func(addr *uintptr) (val uintptr)",
            library "sync/atomic.LoadPointer" "func(addr *unsafe.Pointer) (val unsafe.Pointer)";
        Store:
            library "sync/atomic.StoreInt32" "func(addr *int32, val int32)",
            library "sync/atomic.StoreInt64" "func(addr *int64, val int64)",
            library "sync/atomic.StoreUint32" "func(addr *uint32, val uint32)",
            library "sync/atomic.StoreUint64" "func(addr *uint64, val uint64)",
            library "sync/atomic.StoreUintptr" "func(addr *uintptr, val uintptr)",
            library "sync/atomic.StorePointer" "func(addr *unsafe.Pointer, val unsafe.Pointer)";
        Add:
            library "sync/atomic.AddInt32" "func(addr *int32, delta int32) (new int32)",
            library "sync/atomic.AddInt64" "func(addr *int64, delta int64) (new int64)",
            library "sync/atomic.AddUint32" "func(addr *uint32, delta uint32) (new uint32)",
            library "sync/atomic.AddUint64" "func(addr *uint64, delta uint64) (new uint64)",
            library "sync/atomic.AddUintptr" "func(addr *uintptr, delta uintptr) (new uintptr)";
        Swap:
            library "sync/atomic.SwapInt32" "func(addr *int32, new int32) (old int32)",
            library "sync/atomic.SwapInt64" "func(addr *int64, new int64) (old int64)",
            library "sync/atomic.SwapUint32" "func(addr *uint32, new uint32) (old uint32)",
            library "sync/atomic.SwapUint64" "func(addr *uint64, new uint64) (old uint64)",
            library "sync/atomic.SwapUintptr" "func(addr *uintptr, new uintptr) (old uintptr)",
            library "sync/atomic.SwapPointer" "func(addr *unsafe.Pointer, new unsafe.Pointer) (old unsafe.Pointer)";
        CompareAndSwap:
            library "sync/atomic.CompareAndSwapInt32" "func(addr *int32, old, new int32) (swapped bool)",
            library "sync/atomic.CompareAndSwapInt64" "func(addr *int64, old, new int64) (swapped bool)",
            library "sync/atomic.CompareAndSwapUint32" "func(addr *uint32, old, new uint32) (swapped bool)",
            library "sync/atomic.CompareAndSwapUint64" "func(addr *uint64, old, new uint64) (swapped bool)",
            library "sync/atomic.CompareAndSwapUintptr" "func(addr *uintptr, old, new uintptr) (swapped bool)",
            library "sync/atomic.CompareAndSwapPointer" "func(addr *unsafe.Pointer, old, new unsafe.Pointer) (swapped bool)";
        And:
            library "sync/atomic.AndInt32" "func(addr *int32, mask int32) (old int32)" since 23,
            library "sync/atomic.AndInt64" "func(addr *int64, mask int64) (old int64)" since 23,
            library "sync/atomic.AndUint32" "func(addr *uint32, mask uint32) (old uint32)" since 23,
            library "sync/atomic.AndUint64" "func(addr *uint64, mask uint64) (old uint64)" since 23,
            library "sync/atomic.AndUintptr" "func(addr *uintptr, mask uintptr) (old uintptr)" since 23;
        Or:
            library "sync/atomic.OrInt32" "func(addr *int32, mask int32) (old int32)" since 23,
            library "sync/atomic.OrInt64" "func(addr *int64, mask int64) (old int64)" since 23,
            library "sync/atomic.OrUint32" "func(addr *uint32, mask uint32) (old uint32)" since 23,
            library "sync/atomic.OrUint64" "func(addr *uint64, mask uint64) (old uint64)" since 23,
            library "sync/atomic.OrUintptr" "func(addr *uintptr, mask uintptr) (old uintptr)" since 23;
    }
}

family! {
    /// Edges that the library declares to the race detector.
    at_once Race {
        Acquire: library "internal/race.Acquire" "func(addr unsafe.Pointer)";
        Release: library "internal/race.Release" "func(addr unsafe.Pointer)";
        ReleaseMerge: library "internal/race.ReleaseMerge" "func(addr unsafe.Pointer)";
    }
}

family! {
    /// Numbers, bit for bit as Go has them: correctly rounded conversions and roots.
    at_once Number {
        Bits64:
            library "math.Float64bits" "func(f float64) uint64",
            library "math.Float64frombits" "func(b uint64) float64",
            library "strconv.float64bits" "func(f float64) uint64",
            library "strconv.float64frombits" "func(b uint64) float64";
        Bits32:
            library "math.Float32bits" "func(f float32) uint32",
            library "math.Float32frombits" "func(b uint32) float32",
            library "strconv.float32bits" "func(f float32) uint32";
        Sqrt: library "math.Sqrt" "func(x float64) float64";
        Floor: library "math.Floor" "func(x float64) float64";
        Ceil: library "math.Ceil" "func(x float64) float64";
        Trunc: library "math.Trunc" "func(x float64) float64";
        Fma: library "math.FMA" "func(x, y, z float64) float64";
        PowerOfTen: library "math.decimal" "func(n int) float64";
        FormatDigits: library "strconv.formatDigits" "func(bits uint64, size int, prec int) string";
        FormatFixed: library "strconv.formatFixed" "func(bits uint64, size int, prec int) string";
        ParseDecimal: library "strconv.parseDecimal" "func(s string, size int) float64";
        Cooked: library "math/rand.cooked" "func(i int) int64";
    }
}

family! {
    /// Classes and cases of characters.
    at_once Rune {
        Printable: library "strconv.printable" "func(r rune) bool";
        Is: library "unicode.is" "func(r rune, class int) bool";
        To: library "unicode.to" "func(r rune, upper bool) rune";
    }
}

family! {
    /// Questions about types.
    at_once Reflect {
        DynamicTypeName: library "context.typeName" "func(v any) string";
        TypeName: library "internal/reflectlite.typeName" "func(t Type) string";
        NumField: library "internal/reflectlite.numField" "func(t Type) int";
        FieldName: library "internal/reflectlite.fieldName" "func(t Type, i int) string";
        FieldType: library "internal/reflectlite.fieldType" "func(t Type, i int) Type";
        FieldOffset: library "internal/reflectlite.fieldOffset" "func(t Type, i int) uintptr";
        NumMethod: library "internal/reflectlite.methods" "func(t Type) int";
        Comparable: library "internal/reflectlite.comparable" "func(t Type) bool";
        Itab:
            library "internal/reflectlite.itab" "func(iface, t Type) uintptr",
            goroot "reflect.tearpoint_itab" "func(iface, t *abi.Type) uintptr",
            goroot "internal/reflectlite.tearpoint_itab" "func(iface, t *abi.Type) uintptr";
        TypeLinks: goroot "reflect.tearpoint_types" "func() (list unsafe.Pointer, n int)";
        MakeChan: goroot "reflect.makechan" "func(typ *abi.Type, size int) (ch unsafe.Pointer)";
    }
}

family! {
    /// Questions about the stack.
    at_once Frames {
        Callers: library "runtime.callers" "func(skip int, pcs []uintptr) int";
        FuncName: library "runtime.funcName" "func(pc uintptr) string";
        FuncFile: library "runtime.funcFile" "func(pc uintptr) string";
        FuncLine: library "runtime.funcLine" "func(pc uintptr) int";
        AllStacks: library "runtime/pprof.allStacks" "func(leaked bool) string";
    }
}

family! {
    /// Of testing/synctest's bubbles.
    at_once Bubble {
        IsIn: library "internal/synctest.IsInBubble" "func() bool" since 25;
        Associate: library "internal/synctest.associate" "func(p unsafe.Pointer) int" since 25;
        Disassociate: library "internal/synctest.disassociate" "func(p unsafe.Pointer)" since 25;
        IsAssociated: library "internal/synctest.isAssociated" "func(p unsafe.Pointer) bool" since 25;
        Begin: library "internal/synctest.begin" "func() bool" since 25;
        End: library "internal/synctest.end" "func()" since 25;
        Due: library "internal/synctest.due" "func() unsafe.Pointer" since 25;
        Left: library "internal/synctest.left" "func() int" since 25;
        SetFake: library "time.setFake" "func(t *runtimeTimer)" since 25;
        FiresAtOnce: library "time.firesAtOnce" "func(t *runtimeTimer) bool" since 25;
    }
}

family! {
    /// Of finalizers, cleanups and weak pointers.
    at_once Special {
        SetFinalizer: library "runtime.setFinalizer" "func(obj, finalizer any) bool";
        AddCleanup: library "runtime.addCleanup" "func(p unsafe.Pointer, f func()) uint64" since 24;
        StopCleanup: library "runtime.stopCleanup" "func(p uintptr, id uint64)" since 24;
        ObjectOf: library "runtime.objectOf" "func(p unsafe.Pointer) (base, size uintptr, tiny bool)" since 24;
        IsOutsideHeap: library "runtime.isGoPointerWithoutSpan" "func(p unsafe.Pointer) bool" since 24;
        PointerOf: library "runtime.pointerOf" "func(x any) unsafe.Pointer" since 24;
        RegisterWeak:
            library "weak.runtime_registerWeakPointer" "func(p unsafe.Pointer) unsafe.Pointer" since 24,
            library "unique.registerWeakPointer" "func(p unsafe.Pointer) unsafe.Pointer" since 23;
        StrongFromWeak:
            library "weak.runtime_makeStrongFromWeak" "func(u unsafe.Pointer) unsafe.Pointer" since 24,
            library "unique.makeStrongFromWeak" "func(u unsafe.Pointer) unsafe.Pointer" since 23;
    }
}

family! {
    /// Output, settings, and what a run knows of itself.
    at_once Host {
        Write: library "os.write" "func(fd int, p []byte)";
        Random: library "math/rand.random" "func() uint64";
        SeededFromStart: library "math/rand.seededFromStart" "func() bool";
        SeedIgnored: library "math/rand.seedIgnored" "func() bool";
        SortShifts: library "sort.shiftsBy7And17" "func() bool";
        HeapStat: library "runtime.heapStat" "func(which int) uint64";
        GoVersion: library "runtime.goVersion" "func() string";
        SetGcPercent: library "runtime/debug.setGCPercent" "func(percent int) int";
        SetPanicOnFault: library "runtime/debug.setPanicOnFault" "func(enabled bool) bool";
    }
}

family! {
    /// Of maps, with a descriptor and a key of the caller's choice.
    waits Map {
        Make: program "runtime.makemap" "func(t *maptype, hint int, h *hmap) *hmap";
        Access1: program "runtime.mapaccess1" "func(t *maptype, h *hmap, key unsafe.Pointer) unsafe.Pointer";
        Access1Fast32: program "runtime.mapaccess1_fast32" "func(t *maptype, h *hmap, key uint32) unsafe.Pointer";
        Access1Fast64: program "runtime.mapaccess1_fast64" "func(t *maptype, h *hmap, key uint64) unsafe.Pointer";
        Access1FastStr: program "runtime.mapaccess1_faststr" "func(t *maptype, h *hmap, ky string) unsafe.Pointer";
        Access2: program "runtime.mapaccess2" "func(t *maptype, h *hmap, key unsafe.Pointer) (unsafe.Pointer, bool)";
        Access2Fast32: program "runtime.mapaccess2_fast32" "func(t *maptype, h *hmap, key uint32) (unsafe.Pointer, bool)";
        Access2Fast64: program "runtime.mapaccess2_fast64" "func(t *maptype, h *hmap, key uint64) (unsafe.Pointer, bool)";
        Access2FastStr: program "runtime.mapaccess2_faststr" "func(t *maptype, h *hmap, ky string) (unsafe.Pointer, bool)";
        Assign: program "runtime.mapassign" "func(t *maptype, h *hmap, key unsafe.Pointer) unsafe.Pointer";
        AssignFast32: program "runtime.mapassign_fast32" "func(t *maptype, h *hmap, key uint32) unsafe.Pointer";
        AssignFast64: program "runtime.mapassign_fast64" "func(t *maptype, h *hmap, key uint64) unsafe.Pointer";
        AssignFast64Ptr: program "runtime.mapassign_fast64ptr" "func(t *maptype, h *hmap, key unsafe.Pointer) unsafe.Pointer";
        AssignFastStr: program "runtime.mapassign_faststr" "func(t *maptype, h *hmap, s string) unsafe.Pointer";
        Delete: program "runtime.mapdelete" "func(t *maptype, h *hmap, key unsafe.Pointer)";
        DeleteFast32: program "runtime.mapdelete_fast32" "func(t *maptype, h *hmap, key uint32)";
        DeleteFast64: program "runtime.mapdelete_fast64" "func(t *maptype, h *hmap, key uint64)";
        DeleteFastStr: program "runtime.mapdelete_faststr" "func(t *maptype, h *hmap, ky string)";
        Clear: program "runtime.mapclear" "func(t *maptype, h *hmap)";
        IterInit:
            program "runtime.mapiterinit" "func(t *maptype, h *hmap, it *hiter)" until 23,
            program "runtime.mapiterinit" "func(t *abi.MapType, m *maps.Map, it *linknameIter)" since 24;
        IterNext:
            program "runtime.mapiternext" "func(it *hiter)" until 23,
            program "runtime.mapiternext" "func(it *linknameIter)" since 24;
        Clone: library "maps.clone" "func(m any) any" since 25;
    }
}

family! {
    /// Of channels and goroutines, with arguments of the caller's choice.
    waits Chan {
        Recv1: program "runtime.chanrecv1" "func(c *hchan, elem unsafe.Pointer)";
        Send1: program "runtime.chansend1" "func(c *hchan, elem unsafe.Pointer)";
        Receive: goroot "reflect.chanrecv" "func(ch unsafe.Pointer, nb bool, val unsafe.Pointer) (selected, received bool)";
        Send: goroot "reflect.chansend0" "func(ch unsafe.Pointer, val unsafe.Pointer, nb bool) bool";
        Close: program "runtime.closechan" "func(c *hchan)";
        Ready: program "runtime.goready" "func(gp *g, traceskip int)";
        Select: program "runtime.selectgo" "func(cas0 *scase, order0 *uint16, pc0 *uintptr, nsends, nrecvs int, block bool) (int, bool)";
    }
}

family! {
    /// Of semaphores, timers and the collector.
    waits Sync {
        Gc: library "runtime.GC" "func()";
        RuntimeSemacquire: program "runtime.semacquire" "func(addr *uint32)";
        RuntimeSemrelease: program "runtime.semrelease" "func(addr *uint32)";
        GoroutineLeakGc: library "runtime/pprof.runtime_goroutineLeakGC" "func()" since 27;
        Semacquire: program "sync.runtime_Semacquire" "func(addr *uint32)";
        SemacquireWaitGroup: library "sync.runtime_SemacquireWaitGroup" "func(addr *uint32, synctestDurable bool)" since 25;
        SemacquireWaitGroupAlone: library "sync.runtime_SemacquireWaitGroup" "func(addr *uint32)" only 24;
        SemacquireMutex: library "sync.runtime_SemacquireMutex" "func(addr *uint32, lifo bool)" until 23;
        SemacquireMutexInternal: library "internal/sync.runtime_SemacquireMutex" "func(addr *uint32, lifo bool)" since 24;
        SemacquireRWMutexR: library "sync.runtime_SemacquireRWMutexR" "func(addr *uint32)";
        SemacquireRWMutex: library "sync.runtime_SemacquireRWMutex" "func(addr *uint32)";
        Semrelease: program "sync.runtime_Semrelease" "func(addr *uint32, handoff bool)";
        SemreleaseInternal: library "internal/sync.runtime_Semrelease" "func(addr *uint32, handoff bool)" since 24;
        NotifyListWait: library "sync.runtime_notifyListWait" "func(l *notifyList, t uint32)";
        NotifyListNotifyAll: library "sync.runtime_notifyListNotifyAll" "func(l *notifyList)";
        NotifyListNotifyOne: library "sync.runtime_notifyListNotifyOne" "func(l *notifyList)";
        Sleep: library "time.Sleep" "func(d Duration)";
        StartSystem: library "runtime.startSystem" "func(f func())";
        NextSpecial: library "runtime.nextSpecial" "func(cleanups bool) (f unsafe.Pointer, kind int, word, data unsafe.Pointer)";
        CreateCoro: library "iter.createcoro" "func(c *coro)" since 23;
        CoroSwitch: library "iter.coroswitch" "func(c *coro)" since 23;
        CoroWait: library "iter.corowait" "func(c *coro)" since 23;
        CoroExit: library "iter.coroexit" "func(c *coro)" since 23;
        BubbleIdle: library "internal/synctest.idle" "func() bool" since 25;
        BubbleWait: library "internal/synctest.wait" "func() int" since 25;
        NextTimer: library "time.nextTimer" "func() unsafe.Pointer";
        RunTimer:
            library "time.runTimer" "func(t unsafe.Pointer) (f func(any, uintptr), arg any, seq uintptr)" until 22,
            library "time.runTimer" "func(t unsafe.Pointer) (f func(any, uintptr, int64), arg any, seq uintptr, delay int64)" since 23,
            library "internal/synctest.runTimer" "func(t unsafe.Pointer) (f func(any, uintptr, int64), arg any, seq uintptr, delay int64)" since 25;
        StartTimer: library "time.startTimer" "func(t *runtimeTimer)" until 22;
        StopTimer: library "time.stopTimer" "func(t *runtimeTimer) bool";
        ResetTimer:
            library "time.resetTimer" "func(t *runtimeTimer, when int64, period int64) bool" until 22,
            library "time.resetTimer" "func(t *runtimeTimer, when, period int64) bool" since 23;
        BindTimer: library "time.bindTimer" "func(c unsafe.Pointer, t *runtimeTimer)" since 23;
    }
}
