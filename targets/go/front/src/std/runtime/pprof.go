// Package pprof has the profiles of goroutines; others have no samples.
package pprof

import (
	"io"
	"strings"
	"sync"
)

// All goroutines as a traceback shows them, or only those that have leaked.
func allStacks(leaked bool) string

type Profile struct {
	name string
}

func (p *Profile) Name() string { return p.name }

// Count is the number of goroutines in a profile of goroutines.
func (p *Profile) Count() int {
	switch p.name {
	case "goroutine":
		return count(allStacks(false))
	case "goroutineleak":
		return count(allStacks(true))
	}
	return 0
}

// WriteTo writes stacks for debug 2; for less, in place of Go's binary format and its groups, the number and the stacks.
func (p *Profile) WriteTo(w io.Writer, debug int) error {
	leaks := p.name == "goroutineleak"
	if leaks {
		leakLock.Lock()
		defer leakLock.Unlock()
		findLeaks()
	}
	text := ""
	if leaks || p.name == "goroutine" {
		text = allStacks(leaks && debug < 2)
	}
	if debug < 2 {
		text = p.name + " profile: total " + decimal(count(text)) + "\n" + text
	}
	_, err := io.WriteString(w, text)
	return err
}

var leakLock sync.Mutex

func count(stacks string) int { return strings.Count("\n"+stacks, "\ngoroutine ") }

func decimal(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return decimal(n/10) + string(rune('0'+n%10))
}

var profiles = []string{"allocs", "block", "goroutine", "goroutineleak", "heap", "mutex", "threadcreate"}

func Lookup(name string) *Profile {
	for _, known := range profiles {
		if known == name && (hasLeaks || name != "goroutineleak") {
			return &Profile{name}
		}
	}
	return nil
}
