package os

// What the runtime does for package os.

func tearpoint_runtime_args() []string          { return []string{"/tmp/main"} }
func tearpoint_runtime_beforeExit(exitCode int) {}
func tearpoint_sigpipe()                        {}
func tearpoint_checkClonePidfd() error          { return ErrInvalid }
func tearpoint_ignoreSIGSYS()                   {}
func tearpoint_restoreSIGSYS()                  {}

//go:linkname runtime_fastrand64 runtime.fastrand64
func runtime_fastrand64() uint64

func tearpoint_runtime_rand() uint64 { return runtime_fastrand64() }
func tearpoint_fastrand() uint32     { return uint32(runtime_fastrand64()) }
