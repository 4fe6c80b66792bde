package syscall

// What the runtime does for package syscall, on a system without environment.

func tearpoint_runtime_envs() []string                                      { return nil }
func tearpoint_runtimeSetenv(k, v string)                                   {}
func tearpoint_runtimeUnsetenv(k string)                                    {}
func tearpoint_runtime_entersyscall()                                       {}
func tearpoint_runtime_exitsyscall()                                        {}
func tearpoint_Getpagesize() int                                            { return 4096 }
func tearpoint_rawSyscallNoError(trap, a1, a2, a3 uintptr) (r1, r2 uintptr) { return 0, 0 }

func tearpoint_gettimeofday(timeval *Timeval) (err Errno) { return ENOSYS }

//go:linkname os_Exit os.Exit
func os_Exit(code int)

func tearpoint_Exit(code int) { os_Exit(code) }
