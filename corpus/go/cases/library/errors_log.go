// errors, log and what the runtime tells of the stack.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"runtime"
	"runtime/debug"
)

var ErrBase = errors.New("base")

type coded struct {
	code int
	err  error
}

func (c *coded) Error() string { return fmt.Sprint("code ", c.code) }
func (c *coded) Unwrap() error { return c.err }
func (c *coded) Is(target error) bool {
	return target == io.EOF
}

type timeout interface{ Timeout() bool }
type slow struct{}

func (slow) Error() string { return "slow" }
func (slow) Timeout() bool { return true }

type list []error

func (l list) Error() string { return "list" }

func where() string {
	_, file, line, ok := runtime.Caller(1)
	return fmt.Sprint(base(file), ":", line, " ", ok)
}

func main() {
	e := fmt.Errorf("a: %w", fmt.Errorf("b: %w", &coded{3, ErrBase}))
	fmt.Println(e, errors.Is(e, ErrBase), errors.Is(e, io.EOF), errors.Is(e, io.ErrUnexpectedEOF), errors.Is(nil, nil), errors.Is(nil, e))
	var c *coded
	fmt.Println(errors.As(e, &c), c.code)
	var t timeout
	fmt.Println(errors.As(e, &t), errors.As(fmt.Errorf("x: %w", slow{}), &t), t.Timeout())
	var s slow
	fmt.Println(errors.As(e, &s))
	fmt.Println(errors.Is(list{e}, list{e}))
	func() {
		defer func() { fmt.Println(recover()) }()
		errors.As(e, nil)
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		errors.As(e, c)
	}()
	var buf bytes.Buffer
	l := log.New(&buf, "pre: ", 0)
	l.Println("x", 1)
	l.Printf("no newline %d", 2)
	l.SetFlags(log.Lshortfile | log.Lmsgprefix)
	l.Print("y")
	l.SetPrefix("")
	l.Output(1, "out")
	fmt.Print(buf.String())
	log.SetFlags(0)
	log.SetOutput(os.Stdout)
	log.Println("std", log.Flags(), log.Prefix() == "")
	func() {
		defer func() { fmt.Println("recovered", recover()) }()
		log.Panicf("p%d", 1)
	}()
	fmt.Println(where())
	func() { fmt.Println(where()) }()
	pc, _, _, _ := runtime.Caller(0)
	fmt.Println(runtime.FuncForPC(pc).Name())
	pcs := make([]uintptr, 10)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(1, pcs)])
	f, _ := frames.Next()
	fmt.Println(f.Function, f.Line, runtime.GOOS, runtime.GOARCH, runtime.Compiler)
	fmt.Println(len(debug.Stack()) > 20, debug.SetGCPercent(50), debug.SetGCPercent(-1), debug.SetPanicOnFault(true), debug.SetPanicOnFault(false), os.Getenv("NO_SUCH_VARIABLE") == "", len(os.Args))
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	fmt.Println(m.HeapAlloc > 0, runtime.NumGoroutine(), runtime.NumCPU() > 0)
	log.Fatalln("fatal", e)
}

func base(file string) string {
	for i := len(file) - 1; i >= 0; i-- {
		if file[i] == '/' {
			return file[i+1:]
		}
	}
	return file
}
