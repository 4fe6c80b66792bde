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

// What package testing asks of folders.

func testing_makeTemp(name string) string {
	plain := []byte(name)
	for i, c := range plain {
		if c == '/' || c == '*' {
			plain[i] = '_'
		}
	}
	dir, err := MkdirTemp("", string(plain))
	if err != nil {
		panic("TempDir: " + err.Error())
	}
	return dir
}

func testing_makeFolder(name string) {
	if err := Mkdir(name, 0o777); err != nil {
		panic("TempDir: " + err.Error())
	}
}

func testing_removeAll(name string) { RemoveAll(name) }

func testing_changeTo(name string) (before string) {
	before, err := Getwd()
	if err == nil {
		err = Chdir(name)
	}
	if err != nil {
		panic("Chdir: " + err.Error())
	}
	return before
}
