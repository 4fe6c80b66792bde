package os

import (
	"errors"
	"io"
)

var (
	ErrInvalid    = errors.New("invalid argument")
	ErrPermission = errors.New("permission denied")
	ErrExist      = errors.New("file already exists")
	ErrNotExist   = errors.New("file does not exist")
	ErrClosed     = errors.New("file already closed")
)

// Args holds the program's name only: a run has no arguments.
var Args = []string{"/tmp/main"}

func Exit(code int)

// write writes to standard output or error, all at once.
func write(fd int, p []byte)

type File struct {
	fd   int
	name string
}

var (
	Stdin  = &File{0, "/dev/stdin"}
	Stdout = &File{1, "/dev/stdout"}
	Stderr = &File{2, "/dev/stderr"}
)

func (f *File) Name() string { return f.name }
func (f *File) Fd() uintptr  { return uintptr(f.fd) }
func (f *File) Sync() error  { return nil }
func (f *File) Close() error { return nil }

func (f *File) Write(b []byte) (n int, err error) {
	if f == nil {
		return 0, ErrInvalid
	}
	if f.fd == 0 {
		return 0, ErrPermission
	}
	write(f.fd, b)
	return len(b), nil
}

func (f *File) WriteString(s string) (n int, err error) { return f.Write([]byte(s)) }

// Read finds standard input empty.
func (f *File) Read(b []byte) (n int, err error) {
	if f == nil {
		return 0, ErrInvalid
	}
	return 0, io.EOF
}

func Getenv(key string) string            { return "" }
func LookupEnv(key string) (string, bool) { return "", false }
func Setenv(key, value string) error      { return nil }
func Unsetenv(key string) error           { return nil }
func Environ() []string                   { return nil }
func Getpid() int                         { return 1000 }
func Getppid() int                        { return 1 }
func Hostname() (string, error)           { return "localhost", nil }
