//go:build !go1.23

package syscall

import system "runtime/internal/syscall"

// Until Go 1.22 this is the runtime's, which pushes it here.
func tearpoint_RawSyscall6(num, a1, a2, a3, a4, a5, a6 uintptr) (r1, r2 uintptr, err Errno) {
	r1, r2, errno := system.Syscall6(num, a1, a2, a3, a4, a5, a6)
	return r1, r2, Errno(errno)
}
