package time

type Duration int64

const (
	Nanosecond  Duration = 1
	Microsecond          = 1000 * Nanosecond
	Millisecond          = 1000 * Microsecond
	Second               = 1000 * Millisecond
	Minute               = 60 * Second
	Hour                 = 60 * Minute
)

const (
	minDuration Duration = -1 << 63
	maxDuration Duration = 1<<63 - 1
)

func (d Duration) Nanoseconds() int64  { return int64(d) }
func (d Duration) Microseconds() int64 { return int64(d) / 1e3 }
func (d Duration) Milliseconds() int64 { return int64(d) / 1e6 }

// Whole units and the rest apart, so that large durations keep their precision.
func (d Duration) in(unit Duration) float64 {
	return float64(d/unit) + float64(d%unit)/float64(unit)
}

func (d Duration) Seconds() float64 { return d.in(Second) }
func (d Duration) Minutes() float64 { return d.in(Minute) }
func (d Duration) Hours() float64   { return d.in(Hour) }

func (d Duration) Truncate(m Duration) Duration {
	if m <= 0 {
		return d
	}
	return d - d%m
}

func (d Duration) Round(m Duration) Duration {
	if m <= 0 {
		return d
	}
	rest := d % m
	if d < 0 {
		if -rest < m+rest {
			return d - rest
		}
		if down := d - m - rest; down < d {
			return down
		}
		return minDuration
	}
	if rest < m-rest {
		return d - rest
	}
	if up := d + m - rest; up > d {
		return up
	}
	return maxDuration
}

func (d Duration) Abs() Duration {
	switch {
	case d >= 0:
		return d
	case d == minDuration:
		return maxDuration
	}
	return -d
}

func (d Duration) String() string {
	u := uint64(d)
	if d < 0 {
		u = -u
	}
	sign := ""
	if d < 0 {
		sign = "-"
	}
	switch {
	case u == 0:
		return "0s"
	case u < uint64(Microsecond):
		return sign + digits(u, 1) + "ns"
	case u < uint64(Millisecond):
		return sign + decimal(u, 3) + "µs"
	case u < uint64(Second):
		return sign + decimal(u, 6) + "ms"
	}
	text := decimal(u%uint64(Minute), 9) + "s"
	minutes := u / uint64(Minute)
	if minutes > 0 {
		text = digits(minutes%60, 1) + "m" + text
	}
	if minutes >= 60 {
		text = digits(minutes/60, 1) + "h" + text
	}
	return sign + text
}

// v in decimal, at least width digits.
func digits(v uint64, width int) string {
	var buf [20]byte
	at := len(buf)
	for v > 0 || len(buf)-at < width {
		at--
		buf[at] = byte('0' + v%10)
		v /= 10
	}
	return string(buf[at:])
}

// v/10^places in decimal, without zeros at the end.
func decimal(v uint64, places int) string {
	scale := uint64(1)
	for i := 0; i < places; i++ {
		scale *= 10
	}
	whole, rest := digits(v/scale, 1), v%scale
	if rest == 0 {
		return whole
	}
	fraction := digits(rest, places)
	for fraction[len(fraction)-1] == '0' {
		fraction = fraction[:len(fraction)-1]
	}
	return whole + "." + fraction
}

type durationError struct {
	text string
}

func (e *durationError) Error() string { return e.text }

func unitOf(name string) uint64 {
	switch name {
	case "ns":
		return 1
	case "us", "µs", "μs":
		return 1e3
	case "ms":
		return 1e6
	case "s":
		return 1e9
	case "m":
		return 60e9
	case "h":
		return 3600e9
	}
	return 0
}

func ParseDuration(s string) (Duration, error) {
	invalid := &durationError{"time: invalid duration " + quote(s)}
	rest, negative := s, false
	if rest != "" && (rest[0] == '-' || rest[0] == '+') {
		negative = rest[0] == '-'
		rest = rest[1:]
	}
	if rest == "0" {
		return 0, nil
	}
	if rest == "" {
		return 0, invalid
	}
	var total uint64
	for rest != "" {
		var whole, fraction, scale uint64 = 0, 0, 1
		seen, point, exact := false, false, true
		for rest != "" {
			c := rest[0]
			if c == '.' && !point {
				point = true
			} else if '0' <= c && c <= '9' {
				seen = true
				digit := uint64(c - '0')
				switch {
				case point && exact && fraction <= (1<<63-1)/10 && fraction*10+digit <= 1<<63:
					fraction = fraction*10 + digit
					scale *= 10
				case point:
					// Digits that count for nothing.
					exact = false
				case whole > 1<<63/10 || whole*10+digit > 1<<63:
					return 0, invalid
				default:
					whole = whole*10 + digit
				}
			} else {
				break
			}
			rest = rest[1:]
		}
		if !seen {
			return 0, invalid
		}
		end := 0
		for end < len(rest) && rest[end] != '.' && (rest[end] < '0' || rest[end] > '9') {
			end++
		}
		name := rest[:end]
		rest = rest[end:]
		if name == "" {
			return 0, &durationError{"time: missing unit in duration " + quote(s)}
		}
		unit := unitOf(name)
		if unit == 0 {
			return 0, &durationError{"time: unknown unit " + quote(name) + " in duration " + quote(s)}
		}
		if whole > 1<<63/unit {
			return 0, invalid
		}
		total += whole*unit + uint64(float64(fraction)*(float64(unit)/float64(scale)))
		if total > 1<<63 {
			return 0, invalid
		}
	}
	if negative {
		return -Duration(total), nil
	}
	if total > 1<<63-1 {
		return 0, invalid
	}
	return Duration(total), nil
}

// In quotation marks, as errors show what a caller gave: what is not plain ASCII is escaped byte by byte.
func quote(s string) string {
	const hex = "0123456789abcdef"
	out := "\""
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= 0x80 || c < ' ':
			out += "\\x" + hex[c>>4:c>>4+1] + hex[c&15:c&15+1]
		case c == '"' || c == '\\':
			out += "\\" + s[i:i+1]
		default:
			out += s[i : i+1]
		}
	}
	return out + "\""
}
