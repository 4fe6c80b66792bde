package time

// The clock is virtual: it starts at the same moment in every run, and only timers and looking at it move it.
func now() (sec int64, nsec int64, mono int64)

// Nanoseconds of the monotonic clock; always positive.
func runtimeNano() int64

// The words are Go's own. With hasMonotonic, wall holds 33 bits of seconds since 1885 and 30 of nanoseconds, and ext the
// monotonic clock; without, ext holds seconds since year 1.
type Time struct {
	wall uint64
	ext  int64
	loc  *Location
}

const (
	hasMonotonic = 1 << 63
	nsecMask     = 1<<30 - 1

	secondsPerDay    = 86400
	daysTo1970       = 719162
	unixToInternal   = daysTo1970 * secondsPerDay
	wallToInternal   = (1884*365 + 1884/4 - 1884/100 + 1884/400) * secondsPerDay
	internalToUnix   = -unixToInternal
	minWall, maxWall = wallToInternal, 1<<33 - 1 + wallToInternal
)

// There is no database of time zones: everything is UTC.
type Location struct {
	name   string
	offset int
}

var utc = Location{name: "UTC"}

var UTC *Location = &utc
var Local *Location = &utc

func FixedZone(name string, offset int) *Location {
	return &Location{name: name, offset: offset}
}

func (l *Location) String() string {
	if l == nil {
		return "UTC"
	}
	return l.name
}

func Now() Time {
	sec, nsec, mono := now()
	if mono == 0 {
		// In a bubble.
		return Time{uint64(nsec), sec + unixToInternal, nil}
	}
	wall := uint64(sec + unixToInternal - wallToInternal)
	return Time{hasMonotonic | wall<<30 | uint64(nsec), mono, nil}
}

func Unix(sec int64, nsec int64) Time {
	sec += nsec / 1e9
	nsec %= 1e9
	if nsec < 0 {
		nsec += 1e9
		sec--
	}
	return Time{uint64(nsec), sec + unixToInternal, nil}
}

func UnixMilli(msec int64) Time { return Unix(msec/1e3, msec%1e3*1e6) }
func UnixMicro(usec int64) Time { return Unix(usec/1e6, usec%1e6*1e3) }

func Since(t Time) Duration { return Now().Sub(t) }
func Until(t Time) Duration { return t.Sub(Now()) }

func (t Time) nsec() int64 { return int64(t.wall & nsecMask) }

// Seconds since year 1.
func (t Time) sec() int64 {
	if t.wall&hasMonotonic != 0 {
		return wallToInternal + int64(t.wall<<1>>31)
	}
	return t.ext
}

func (t *Time) stripMono() {
	if t.wall&hasMonotonic != 0 {
		t.ext = t.sec()
		t.wall &= nsecMask
	}
}

func (t Time) bothMonotonic(u Time) bool {
	return t.wall&u.wall&hasMonotonic != 0
}

func (t Time) compare(u Time) int {
	a, b := t.ext, u.ext
	if !t.bothMonotonic(u) {
		a, b = t.sec(), u.sec()
		if a == b {
			a, b = t.nsec(), u.nsec()
		}
	}
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func (t Time) After(u Time) bool  { return t.compare(u) > 0 }
func (t Time) Before(u Time) bool { return t.compare(u) < 0 }
func (t Time) Equal(u Time) bool  { return t.compare(u) == 0 }
func (t Time) IsZero() bool       { return t.sec() == 0 && t.nsec() == 0 }

func (t Time) Add(d Duration) Time {
	sec, nsec := int64(d/1e9), t.nsec()+int64(d%1e9)
	if nsec >= 1e9 {
		sec++
		nsec -= 1e9
	} else if nsec < 0 {
		sec--
		nsec += 1e9
	}
	sum := t.sec() + sec
	mono := t.ext + int64(d)
	overflows := (d < 0) != (mono < t.ext) && d != 0
	if t.wall&hasMonotonic == 0 || sum < minWall || sum > maxWall || overflows {
		return Time{uint64(nsec), sum, t.loc}
	}
	return Time{hasMonotonic | uint64(sum-wallToInternal)<<30 | uint64(nsec), mono, t.loc}
}

func (t Time) Sub(u Time) Duration {
	if t.bothMonotonic(u) {
		return difference(t.ext, u.ext)
	}
	d := Duration(t.sec()-u.sec())*Second + Duration(t.nsec()-u.nsec())
	switch {
	case u.Add(d).Equal(t):
		return d
	case t.Before(u):
		return minDuration
	}
	return maxDuration
}

func difference(a, b int64) Duration {
	d := Duration(a - b)
	switch {
	case d < 0 && a > b:
		return maxDuration
	case d > 0 && a < b:
		return minDuration
	}
	return d
}

func (t Time) Unix() int64      { return t.sec() + internalToUnix }
func (t Time) UnixNano() int64  { return t.Unix()*1e9 + t.nsec() }
func (t Time) UnixMicro() int64 { return t.Unix()*1e6 + t.nsec()/1e3 }
func (t Time) UnixMilli() int64 { return t.Unix()*1e3 + t.nsec()/1e6 }

func (t Time) In(loc *Location) Time {
	if loc == nil {
		panic("time: missing Location in call to Time.In")
	}
	t.loc = loc
	if loc == UTC {
		t.loc = nil
	}
	return t
}

func (t Time) UTC() Time   { return t.In(UTC) }
func (t Time) Local() Time { return t.In(Local) }

func (t Time) Location() *Location {
	if t.loc == nil {
		return UTC
	}
	return t.loc
}

func (t Time) Zone() (name string, offset int) {
	l := t.Location()
	return l.name, l.offset
}

func (t Time) Round(d Duration) Time {
	t.stripMono()
	rest := t.since(d)
	if d <= 0 || rest < d-rest {
		return t.Add(-rest)
	}
	return t.Add(d - rest)
}

func (t Time) Truncate(d Duration) Time {
	t.stripMono()
	return t.Add(-t.since(d))
}

// How far t is past the last multiple of d since year 1.
func (t Time) since(d Duration) Duration {
	if d <= 0 {
		return 0
	}
	rest := Duration(0)
	sec := uint64(t.sec())
	for bit := 63; bit >= 0; bit-- {
		rest = twice(rest, d)
		if sec>>uint(bit)&1 != 0 {
			rest = (rest + Second%d) % d
		}
	}
	return (rest + Duration(t.nsec())%d) % d
}

func twice(rest, d Duration) Duration {
	if rest >= d-rest {
		return rest - (d - rest)
	}
	return rest + rest
}
