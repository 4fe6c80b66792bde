package time

const (
	Layout      = "01/02 03:04:05PM '06 -0700"
	ANSIC       = "Mon Jan _2 15:04:05 2006"
	UnixDate    = "Mon Jan _2 15:04:05 MST 2006"
	RubyDate    = "Mon Jan 02 15:04:05 -0700 2006"
	RFC822      = "02 Jan 06 15:04 MST"
	RFC822Z     = "02 Jan 06 15:04 -0700"
	RFC850      = "Monday, 02-Jan-06 15:04:05 MST"
	RFC1123     = "Mon, 02 Jan 2006 15:04:05 MST"
	RFC1123Z    = "Mon, 02 Jan 2006 15:04:05 -0700"
	RFC3339     = "2006-01-02T15:04:05Z07:00"
	RFC3339Nano = "2006-01-02T15:04:05.999999999Z07:00"
	Kitchen     = "3:04PM"
	Stamp       = "Jan _2 15:04:05"
	StampMilli  = "Jan _2 15:04:05.000"
	StampMicro  = "Jan _2 15:04:05.000000"
	StampNano   = "Jan _2 15:04:05.000000000"
)

// What a layout may hold, a longer one before those it starts with.
var layoutParts = [...]string{
	"January", "Jan", "Monday", "Mon", "MST", "2006", "-07:00:00", "-070000", "-07:00", "-0700", "-07",
	"Z07:00:00", "Z070000", "Z07:00", "Z0700", "Z07",
	"002", "01", "02", "03", "04", "05", "06", "15", "PM", "pm", "_2006", "__2", "_2", "1", "2", "3", "4", "5",
}

func hasPrefix(s, prefix string) bool {
	return len(s) >= len(prefix) && s[:len(prefix)] == prefix
}

// A layout's first part, and what stands before and after it. Without one all is before.
func cutLayout(layout string) (before, part, after string) {
	for at := 0; at < len(layout); at++ {
		rest := layout[at:]
		if n := fractionLen(rest); n > 0 {
			return layout[:at], rest[:n], rest[n:]
		}
		for _, candidate := range layoutParts {
			if !hasPrefix(rest, candidate) {
				continue
			}
			after := rest[len(candidate):]
			if candidate == "Jan" && after != "" && 'a' <= after[0] && after[0] <= 'z' {
				break
			}
			if candidate == "Mon" && after != "" && 'a' <= after[0] && after[0] <= 'z' {
				break
			}
			if candidate == "_2006" {
				return layout[:at+1], "2006", after
			}
			return layout[:at], candidate, after
		}
	}
	return layout, "", ""
}

func (t Time) Format(layout string) string {
	out := ""
	for layout != "" {
		before, part, after := cutLayout(layout)
		out += before
		layout = after
		switch {
		case part == "":
		case fractionLen(part) > 0:
			out += t.fraction(part)
		default:
			out += t.part(part)
		}
	}
	return out
}

func (t Time) AppendFormat(b []byte, layout string) []byte {
	return append(b, t.Format(layout)...)
}

// The length of a fraction of a second at the start of a layout: a point or comma, then zeros or nines.
func fractionLen(layout string) int {
	if len(layout) < 2 || (layout[0] != '.' && layout[0] != ',') || (layout[1] != '0' && layout[1] != '9') {
		return 0
	}
	n := 1
	for n < len(layout) && layout[n] == layout[1] {
		n++
	}
	if n < len(layout) && '0' <= layout[n] && layout[n] <= '9' {
		return 0
	}
	return n
}

func (t Time) fraction(part string) string {
	text := digits(uint64(t.nsec()), 9)
	if n := len(part) - 1; n < 9 {
		text = text[:n]
	}
	if part[1] == '9' {
		for text != "" && text[len(text)-1] == '0' {
			text = text[:len(text)-1]
		}
		if text == "" {
			return ""
		}
	}
	return part[:1] + text
}

func padded(v, width int) string {
	if v < 0 {
		return "-" + digits(uint64(-v), width)
	}
	return digits(uint64(v), width)
}

func spaced(v int) string {
	if v < 10 {
		return " " + padded(v, 1)
	}
	return padded(v, 1)
}

func (t Time) part(part string) string {
	year, month, day := t.Date()
	hour, min, sec := t.Clock()
	twelve := (hour+11)%12 + 1
	switch part {
	case "January":
		return month.String()
	case "Jan":
		return month.String()[:3]
	case "Monday":
		return t.Weekday().String()
	case "Mon":
		return t.Weekday().String()[:3]
	case "MST":
		if name := t.Location().name; name != "" {
			return name
		}
		return t.zone("-0700")
	case "2006":
		return padded(year, 4)
	case "06":
		return padded(year%100, 2)
	case "01":
		return padded(int(month), 2)
	case "1":
		return padded(int(month), 1)
	case "02":
		return padded(day, 2)
	case "_2":
		return spaced(day)
	case "2":
		return padded(day, 1)
	case "__2":
		text := padded(t.YearDay(), 1)
		return "   "[len(text):] + text
	case "002":
		return padded(t.YearDay(), 3)
	case "15":
		return padded(hour, 2)
	case "03":
		return padded(twelve, 2)
	case "3":
		return padded(twelve, 1)
	case "04":
		return padded(min, 2)
	case "4":
		return padded(min, 1)
	case "05":
		return padded(sec, 2)
	case "5":
		return padded(sec, 1)
	case "PM":
		if hour >= 12 {
			return "PM"
		}
		return "AM"
	case "pm":
		if hour >= 12 {
			return "pm"
		}
		return "am"
	}
	return t.zone(part)
}

func (t Time) zone(part string) string {
	offset := t.Location().offset
	if part[0] == 'Z' {
		if offset == 0 {
			return "Z"
		}
		part = "-" + part[1:]
	}
	sign := "+"
	if offset/60 < 0 {
		sign = "-"
	}
	if offset < 0 {
		offset = -offset
	}
	hour, min, sec := padded(offset/3600, 2), padded(offset/60%60, 2), padded(offset%60, 2)
	switch part {
	case "-0700":
		return sign + hour + min
	case "-07:00":
		return sign + hour + ":" + min
	case "-070000":
		return sign + hour + min + sec
	case "-07:00:00":
		return sign + hour + ":" + min + ":" + sec
	}
	return sign + hour
}

func (t Time) String() string {
	text := t.Format("2006-01-02 15:04:05.999999999 -0700 MST")
	if t.wall&hasMonotonic == 0 {
		return text
	}
	mono, sign := t.ext, "+"
	if mono < 0 {
		mono, sign = -mono, "-"
	}
	return text + " m=" + sign + digits(uint64(mono)/1e9, 1) + "." + digits(uint64(mono)%1e9, 9)
}

func (t Time) GoString() string {
	year, month, day := t.Date()
	hour, min, sec := t.Clock()
	text := "time.Date(" + padded(year, 1) + ", "
	if January <= month && month <= December {
		text += "time." + month.String()
	} else {
		text += padded(int(month), 1)
	}
	for _, value := range [...]int{day, hour, min, sec, t.Nanosecond()} {
		text += ", " + padded(value, 1)
	}
	switch loc := t.Location(); loc {
	case UTC:
		return text + ", time.UTC)"
	default:
		return text + ", time.Location(" + quote(loc.name) + "))"
	}
}
