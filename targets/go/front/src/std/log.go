package log

import (
	"fmt"
	"io"
	"os"
	"runtime"
)

const (
	Ldate = 1 << iota
	Ltime
	Lmicroseconds
	Llongfile
	Lshortfile
	LUTC
	Lmsgprefix
	LstdFlags = Ldate | Ltime
)

// A Logger writes lines. Its clock stands still.
type Logger struct {
	prefix string
	flag   int
	out    io.Writer
}

func New(out io.Writer, prefix string, flag int) *Logger { return &Logger{prefix, flag, out} }

var std = New(os.Stderr, "", LstdFlags)

func Default() *Logger { return std }

func (l *Logger) header(calldepth int) string {
	s := ""
	if l.flag&Lmsgprefix == 0 {
		s = l.prefix
	}
	if l.flag&Ldate != 0 {
		s += "2009/11/10 "
	}
	if l.flag&Lmicroseconds != 0 {
		s += "23:00:00.000000 "
	} else if l.flag&Ltime != 0 {
		s += "23:00:00 "
	}
	if l.flag&(Lshortfile|Llongfile) != 0 {
		_, file, line, ok := runtime.Caller(calldepth)
		if !ok {
			file, line = "???", 0
		}
		if l.flag&Lshortfile != 0 {
			for i := len(file) - 1; i > 0; i-- {
				if file[i] == '/' {
					file = file[i+1:]
					break
				}
			}
		}
		s += fmt.Sprintf("%s:%d: ", file, line)
	}
	if l.flag&Lmsgprefix != 0 {
		s += l.prefix
	}
	return s
}

func (l *Logger) Output(calldepth int, s string) error { return l.output(calldepth+1, s) }

func (l *Logger) output(calldepth int, s string) error {
	s = l.header(calldepth+1) + s
	if s == "" || s[len(s)-1] != '\n' {
		s += "\n"
	}
	_, err := l.out.Write([]byte(s))
	return err
}

func (l *Logger) Printf(format string, v ...any) { l.output(2, fmt.Sprintf(format, v...)) }
func (l *Logger) Print(v ...any)                 { l.output(2, fmt.Sprint(v...)) }
func (l *Logger) Println(v ...any)               { l.output(2, fmt.Sprintln(v...)) }

func (l *Logger) Fatal(v ...any) {
	l.output(2, fmt.Sprint(v...))
	os.Exit(1)
}

func (l *Logger) Fatalf(format string, v ...any) {
	l.output(2, fmt.Sprintf(format, v...))
	os.Exit(1)
}

func (l *Logger) Fatalln(v ...any) {
	l.output(2, fmt.Sprintln(v...))
	os.Exit(1)
}

func (l *Logger) Panic(v ...any) {
	s := fmt.Sprint(v...)
	l.output(2, s)
	panic(s)
}

func (l *Logger) Panicf(format string, v ...any) {
	s := fmt.Sprintf(format, v...)
	l.output(2, s)
	panic(s)
}

func (l *Logger) Panicln(v ...any) {
	s := fmt.Sprintln(v...)
	l.output(2, s)
	panic(s)
}

func (l *Logger) Flags() int              { return l.flag }
func (l *Logger) SetFlags(flag int)       { l.flag = flag }
func (l *Logger) Prefix() string          { return l.prefix }
func (l *Logger) SetPrefix(prefix string) { l.prefix = prefix }
func (l *Logger) Writer() io.Writer       { return l.out }
func (l *Logger) SetOutput(w io.Writer)   { l.out = w }

func Printf(format string, v ...any) { std.output(2, fmt.Sprintf(format, v...)) }
func Print(v ...any)                 { std.output(2, fmt.Sprint(v...)) }
func Println(v ...any)               { std.output(2, fmt.Sprintln(v...)) }

func Fatal(v ...any) {
	std.output(2, fmt.Sprint(v...))
	os.Exit(1)
}

func Fatalf(format string, v ...any) {
	std.output(2, fmt.Sprintf(format, v...))
	os.Exit(1)
}

func Fatalln(v ...any) {
	std.output(2, fmt.Sprintln(v...))
	os.Exit(1)
}

func Panic(v ...any) {
	s := fmt.Sprint(v...)
	std.output(2, s)
	panic(s)
}

func Panicf(format string, v ...any) {
	s := fmt.Sprintf(format, v...)
	std.output(2, s)
	panic(s)
}

func Panicln(v ...any) {
	s := fmt.Sprintln(v...)
	std.output(2, s)
	panic(s)
}

func Output(calldepth int, s string) error { return std.output(calldepth+1, s) }
func Flags() int                           { return std.flag }
func SetFlags(flag int)                    { std.flag = flag }
func Prefix() string                       { return std.prefix }
func SetPrefix(prefix string)              { std.prefix = prefix }
func Writer() io.Writer                    { return std.out }
func SetOutput(w io.Writer)                { std.out = w }
