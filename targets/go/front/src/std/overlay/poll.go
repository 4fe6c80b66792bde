package poll

// There is nothing to poll: every file is ready, and none takes part.

const notPollable = 1

func tearpoint_runtime_pollServerInit()                                {}
func tearpoint_runtime_pollOpen(fd uintptr) (uintptr, int)             { return 0, notPollable }
func tearpoint_runtime_pollClose(ctx uintptr)                          {}
func tearpoint_runtime_pollWait(ctx uintptr, mode int) int             { return 0 }
func tearpoint_runtime_pollWaitCanceled(ctx uintptr, mode int)         {}
func tearpoint_runtime_pollReset(ctx uintptr, mode int) int            { return 0 }
func tearpoint_runtime_pollSetDeadline(ctx uintptr, d int64, mode int) {}
func tearpoint_runtime_pollUnblock(ctx uintptr)                        {}
func tearpoint_runtime_isPollServerDescriptor(fd uintptr) bool         { return false }

//go:linkname sync_Semacquire sync.runtime_Semacquire
func sync_Semacquire(addr *uint32)

//go:linkname sync_Semrelease sync.runtime_Semrelease
func sync_Semrelease(addr *uint32, handoff bool, skipframes int)

func tearpoint_runtime_Semacquire(sema *uint32) { sync_Semacquire(sema) }
func tearpoint_runtime_Semrelease(sema *uint32) { sync_Semrelease(sema, false, 0) }
