package flag

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

// One set of flags, that of the command line. A scenario is run without arguments, so mostly the defaults hold.

type option struct {
	set  func(text string) error
	bool bool
}

var (
	options = make(map[string]option)
	rest    []string
	parsed  bool
)

func add(name string, isBool bool, set func(string) error) {
	if _, known := options[name]; known {
		panic("flag redefined: " + name)
	}
	options[name] = option{set: set, bool: isBool}
}

func IntVar(p *int, name string, value int, usage string) {
	*p = value
	add(name, false, func(text string) error {
		n, err := strconv.ParseInt(text, 0, 64)
		*p = int(n)
		return err
	})
}

func Int(name string, value int, usage string) *int {
	p := new(int)
	IntVar(p, name, value, usage)
	return p
}

func BoolVar(p *bool, name string, value bool, usage string) {
	*p = value
	add(name, true, func(text string) (err error) {
		*p, err = strconv.ParseBool(text)
		return err
	})
}

func Bool(name string, value bool, usage string) *bool {
	p := new(bool)
	BoolVar(p, name, value, usage)
	return p
}

func StringVar(p *string, name string, value string, usage string) {
	*p = value
	add(name, false, func(text string) error {
		*p = text
		return nil
	})
}

func String(name string, value string, usage string) *string {
	p := new(string)
	StringVar(p, name, value, usage)
	return p
}

func DurationVar(p *time.Duration, name string, value time.Duration, usage string) {
	*p = value
	add(name, false, func(text string) (err error) {
		*p, err = time.ParseDuration(text)
		return err
	})
}

func Duration(name string, value time.Duration, usage string) *time.Duration {
	p := new(time.Duration)
	DurationVar(p, name, value, usage)
	return p
}

func fail(text string) {
	fmt.Fprintln(os.Stderr, text)
	os.Exit(2)
}

func Parse() {
	parsed = true
	rest = os.Args[1:]
	for len(rest) > 0 {
		arg := rest[0]
		if len(arg) < 2 || arg[0] != '-' {
			return
		}
		rest = rest[1:]
		if arg == "--" {
			return
		}
		name := strings.TrimPrefix(arg[1:], "-")
		value, given := "", false
		if at := strings.Index(name, "="); at > 0 {
			name, value, given = name[:at], name[at+1:], true
		}
		o, known := options[name]
		switch {
		case !known:
			fail("flag provided but not defined: -" + name)
		case given:
		case o.bool:
			value = "true"
		case len(rest) > 0:
			value, rest = rest[0], rest[1:]
		default:
			fail("flag needs an argument: -" + name)
		}
		if o.set(value) != nil {
			fail("invalid value " + strconv.Quote(value) + " for flag -" + name + ": parse error")
		}
	}
}

func Parsed() bool   { return parsed }
func Args() []string { return rest }
func NArg() int      { return len(rest) }

func Arg(i int) string {
	if i < 0 || i >= len(rest) {
		return ""
	}
	return rest[i]
}
